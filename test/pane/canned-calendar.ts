/** Meetings of the week of 23 November 2026, as the server answers them. */
import type { CalendarEvent } from '#shared/playground-calendar.ts'

export const ME = 'juan@cierzo.example'

/** Times in UTC; the browser is an hour ahead of it, in Madrid. */
export const meeting = (over: Partial<CalendarEvent>): CalendarEvent => ({
  uid: 'offer',
  originalStart: null,
  startAt: `2026-11-24T09:00:00.000Z`,
  endAt: `2026-11-24T10:00:00.000Z`,
  allDay: null,
  zone: 'Europe/Madrid',
  title: 'Oferta 118',
  text: null,
  place: 'Talleres Norte',
  joinUrl: null,
  organizer: { address: ME, name: 'Juan Pérez' },
  attendees: [{ address: 'eva@talleresnorte.example', name: 'Eva Gómez', answer: 'accepted', optional: false }],
  cancelled: false,
  private: false,
  repeats: { every: 'never', until: null },
  own: true,
  answer: null,
  state: { outcome: 'planned', reason: null },
  ...over,
})
export const offer = meeting({})
export const weekly = meeting({
  uid: 'weekly',
  title: 'Seguimiento semanal',
  startAt: '2026-11-25T15:00:00.000Z',
  endAt: '2026-11-25T15:30:00.000Z',
  originalStart: '2026-11-25T15:00:00.000Z',
  repeats: { every: 'weekly', until: '2026-12-16' },
})
