/** Where one is in the calendar: `#calendar/mailbox/day/event/start`, so that a reload, a link and the back button keep it. */
import { useEffect, useState } from 'preact/hooks'
import { isDay, today } from './days.ts'

/** `start`: the instance of a series; '' means whichever of it the week shows first. */
export type Chosen = { uid: string; start: string }

export type CalendarPlace = { mailbox: string | null; day: string; chosen: Chosen | null }

/** null: the link is not one of the calendar's. No mailbox is called so, for want of an @. */
export function calendarPlaceOf(hash: string): CalendarPlace | null {
  const [view, mailbox, day = '', uid, start = ''] = hash.replace(/^#/, '').split('/').map(decoded)
  if (view !== 'calendar') return null
  return { mailbox: mailbox || null, day: isDay(day) ? day : today(), chosen: uid ? { uid, start } : null }
}

export const hashOfCalendar = ({ mailbox, day, chosen }: CalendarPlace): string =>
  `#${['calendar', mailbox ?? '', day, ...(chosen ? [chosen.uid, chosen.start] : [])].map(encodeURIComponent).join('/')}`

/** A link cut off in the middle of an escape must not stop the page. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** null while one is elsewhere. */
export function useCalendarPlace(): CalendarPlace | null {
  const [place, setPlace] = useState(() => calendarPlaceOf(location.hash))
  useEffect(() => {
    const follow = () => setPlace(calendarPlaceOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return place
}

export const goToCalendar = (place: CalendarPlace): void => {
  location.hash = hashOfCalendar(place)
}
