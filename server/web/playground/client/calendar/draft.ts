/** A meeting as its form holds it, in the viewer's own time. */
import type {
  CalendarChange,
  CalendarEvent,
  CalendarInput,
  CalendarRepeat,
  CalendarScope,
  CalendarTimes,
} from '#shared/playground-calendar.ts'
import type { StandInItem } from '#shared/playground.ts'
import { dayAfter, dayOf, daysBetween, startOf, timeOf, viewersZone, wallOf } from './days.ts'
import { daysOf } from './layout.ts'

export type DraftPerson = { address: string; name: string | null; optional: boolean }

export type Draft = {
  /** The meeting that is changed; null: a new one. */
  of: CalendarEvent | null
  scope: CalendarScope
  title: string
  allDay: boolean
  day: string
  endDay: string
  start: string
  end: string
  place: string
  text: string
  people: DraftPerson[]
  /** A name or address that has not been added yet. */
  typed: string
  every: CalendarRepeat
  until: string
  private: boolean
}

const HOUR = 60

export function newDraft(at: Date): Draft {
  const end = new Date(at.getTime() + HOUR * 60_000)
  return {
    of: null,
    scope: 'all',
    title: '',
    allDay: false,
    day: dayOf(at),
    endDay: dayOf(end),
    start: timeOf(at),
    end: timeOf(end),
    place: '',
    text: '',
    people: [],
    typed: '',
    every: 'never',
    until: '',
    private: false,
  }
}

export function draftOf(event: CalendarEvent): Draft {
  const { first, last } = daysOf(event)
  const [start, end] = [new Date(event.startAt), new Date(event.endAt)]
  const { allDay } = event
  return {
    of: event,
    scope: event.originalStart === null ? 'all' : 'this',
    title: event.title ?? '',
    allDay: allDay !== null,
    day: first,
    endDay: allDay ? last : dayOf(end),
    start: allDay ? '10:00' : timeOf(start),
    end: allDay ? '11:00' : timeOf(end),
    place: event.place ?? '',
    text: event.text ?? '',
    people: event.attendees.map(({ address, name, optional }) => ({ address, name, optional })),
    typed: '',
    every: event.repeats.every,
    until: event.repeats.until ?? '',
    private: event.private,
  }
}

/** The end goes with the beginning, as long as it was. */
export function startMoved(draft: Draft, next: Pick<Draft, 'day' | 'start'>): Draft {
  const days = daysBetween(draft.day, next.day)
  const [before, after] = [instant(draft.day, draft.start), instant(next.day, next.start)]
  const end = new Date(instant(draft.endDay, draft.end).getTime() + (after.getTime() - before.getTime()))
  const endDay = dayAfter(draft.endDay, days)
  return draft.allDay || Number.isNaN(end.getTime())
    ? { ...draft, ...next, endDay: Number.isNaN(days) ? draft.endDay : endDay }
    : { ...draft, ...next, endDay: dayOf(end), end: timeOf(end) }
}

const instant = (day: string, time: string): Date => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return startOf(day, hours * HOUR + minutes)
}

export const timesOf = ({ allDay, day, endDay, start, end }: Draft): CalendarTimes =>
  allDay ? { startOn: day, endOn: endDay } : { start: `${day}T${start}`, end: `${endDay}T${end}`, zone: viewersZone() }

export const movedTimes = (start: Date, end: Date): CalendarTimes => ({
  start: wallOf(start),
  end: wallOf(end),
  zone: viewersZone(),
})

/** "Eva Gómez <eva@client.test>" or an address alone. */
export function personOf(typed: string): DraftPerson | null {
  const text = typed.trim().replace(/[,;]$/, '').trim()
  if (text === '') return null
  const named = /^"?([^"<]*?)"?\s*<([^>]+)>$/.exec(text)
  return { address: (named?.[2] ?? text).trim(), name: named?.[1]?.trim() || null, optional: false }
}

/** What was typed and not added yet was meant to be. */
export const peopleOf = ({ people, typed }: Draft): DraftPerson[] => {
  const person = personOf(typed)
  return person ? [...people, person] : people
}

const repeatsOf = ({ every, until }: Draft): CalendarInput['repeats'] | undefined =>
  every === 'other' ? undefined : { every, until: until && every !== 'never' ? until : null }

export const inputOf = (draft: Draft): CalendarInput => ({
  times: timesOf(draft),
  title: draft.title,
  place: draft.place,
  text: draft.text,
  attendees: peopleOf(draft),
  repeats: repeatsOf(draft) ?? { every: 'never', until: null },
  private: draft.private,
})

/** Only what differs: what nobody touched stays as each instance has it. */
export function changeOf(draft: Draft, of: CalendarEvent): CalendarChange {
  const before = draftOf(of)
  const [is, was] = [inputOf(draft), inputOf(before)]
  const changes: Partial<CalendarInput> = Object.fromEntries(
    Object.entries(is).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as 'title'])),
  )
  if (repeatsOf(draft) === undefined || draft.scope === 'this') delete changes.repeats
  return { ...changes, originalStart: of.originalStart, scope: draft.scope }
}

/** As the pane is told of a meeting that is being made. */
export function draftAppointment(draft: Draft, mailbox: string): StandInItem {
  const { allDay, day, endDay, start, end, people, title, place } = draft
  const at = (one: string, time: string) => {
    const when = instant(one, time)
    return Number.isNaN(when.getTime()) ? '' : when.toISOString()
  }
  const named = (optional: boolean) =>
    people.filter((one) => one.optional === optional).map(({ name, address }) => ({ name, address }))
  return {
    kind: 'appointment',
    id: draft.of ? `change ${draft.of.uid}` : 'new',
    write: true,
    organizer: { name: null, address: mailbox },
    required: named(false),
    optional: named(true),
    subject: title || null,
    place: place || null,
    start: at(day, allDay ? '00:00' : start),
    end: at(allDay ? dayAfter(endDay, 1) : endDay, allDay ? '00:00' : end),
  }
}
