/** Calendars at the fake Google, the same for the same seed: single events and series, and what becomes of them. */
import type { calendar_v3 } from '@googleapis/calendar'
import type { Random } from '#test/bench/random.ts'
import type { Account } from '#test/fakes/google/fake.ts'
import type { Person } from './google-letters.ts'

type Event = calendar_v3.Schema$Event
type Cast = { random: Random; accounts: Map<string, Account>; customers: Person[]; strangers: Person[] }
type Made = { calendar: string; id: string; series: boolean; start: number }

const DAY = 86_400_000
const HOUR = 3_600_000
const ZONE = 'Europe/Madrid'

export function createEvents({ random, accounts, customers, strangers }: Cast) {
  const addresses = [...accounts.keys()]
  const today = Math.floor(Date.now() / DAY) * DAY
  const made: Made[] = []
  /** Every id that was given, also of what is gone. */
  const ids = new Set<string>()
  const state = { changes: 0 }
  const handle = (calendar: string) => accounts.get(calendar)!.calendar

  function attendees(calendar: string): Event['attendees'] {
    const kind = random.next()
    const colleague = { email: random.pick(addresses.filter((one) => one !== calendar)), responseStatus: 'accepted' }
    if (kind < 0.1) return [colleague]
    const outside = random.pick(kind < 0.25 ? strangers : customers)
    const guest = { email: outside.address, displayName: outside.name, responseStatus: 'needsAction' }
    return random.chance(0.3) ? [guest, colleague] : [guest]
  }

  function insert(inFuture: boolean): void {
    const calendar = random.pick(addresses)
    const series = random.chance(0.3)
    const day = inFuture ? 2 + random.below(50) : random.below(series ? 60 : 110) - 60
    const start = today + day * DAY + (8 + random.below(9)) * HOUR
    const organizer = !series && random.chance(0.2) ? random.pick(customers) : null
    const whole = !series && random.chance(0.08)
    const [from, to] = [new Date(start), new Date(start + HOUR)]
    const event: Event = {
      summary: `Meeting ${ids.size}`,
      description: `What there is to say of ${ids.size}`,
      start: whole ? { date: isoDay(start) } : { dateTime: from.toISOString(), timeZone: ZONE },
      end: whole ? { date: isoDay(start + DAY) } : { dateTime: to.toISOString(), timeZone: ZONE },
      attendees: organizer
        ? [
            { email: organizer.address, displayName: organizer.name, responseStatus: 'accepted' },
            { email: calendar, responseStatus: 'needsAction' },
          ]
        : (attendees(calendar) ?? []),
      ...(organizer && { organizer: { email: organizer.address, displayName: organizer.name } }),
      ...(series && { recurrence: [`RRULE:FREQ=${random.pick(['WEEKLY', 'DAILY'])};COUNT=${3 + random.below(5)}`] }),
      ...(random.chance(0.06) && { visibility: 'private' }),
      ...(random.chance(0.05) && { eventType: random.pick(['focusTime', 'outOfOffice']) }),
    }
    const id = handle(calendar).insert(event)
    ids.add(id)
    made.push({ calendar, id, series, start })
  }

  const instancesOf = ({ calendar, id }: Made) =>
    handle(calendar)
      .instances(new Date(today - 100 * DAY).toISOString(), new Date(today + 170 * DAY).toISOString())
      .filter((one) => one.recurringEventId === id || one.id === id)

  const startOf = ({ originalStartTime, start }: Event) =>
    originalStartTime?.dateTime ?? originalStartTime?.date ?? start?.dateTime ?? start?.date ?? ''

  /** Moved, cancelled, or from there on another series. What is over is left as it was held. */
  function changeSeries(one: Made): void {
    const instances = instancesOf(one).filter((each) => Date.parse(startOf(each)) > Date.now() + DAY)
    if (instances.length === 0) return
    const original = startOf(random.pick(instances))
    const calendar = handle(one.calendar)
    const kind = random.next()
    if (kind < 0.45) {
      const at = Date.parse(original) + (1 + random.below(3)) * HOUR
      calendar.moveInstance(one.id, original, { start: { dateTime: new Date(at).toISOString(), timeZone: ZONE } })
    } else if (kind < 0.85) {
      calendar.cancelInstance(one.id, original)
    } else {
      const id = calendar.changeFollowing(one.id, original, { summary: `From now on ${ids.size}` })
      ids.add(id)
      made.push({ ...one, id, start: Date.parse(original) })
    }
  }

  function change(): void {
    const n = random.below(made.length)
    const one = made[n]!
    state.changes += 1
    const kind = random.next()
    if (one.series && kind < 0.6) return changeSeries(one)
    const calendar = handle(one.calendar)
    if (kind < 0.8) return calendar.patch(one.id, { summary: `Renamed ${state.changes}` })
    // What was held stays: only what is to come is moved or called off.
    if (one.start < Date.now() + DAY) return calendar.patch(one.id, { description: `Minutes ${state.changes}` })
    if (kind < 0.9 && !one.series) {
      const at = one.start + (1 + random.below(5)) * HOUR
      return calendar.patch(one.id, {
        start: { dateTime: new Date(at).toISOString(), timeZone: ZONE },
        end: { dateTime: new Date(at + HOUR).toISOString(), timeZone: ZONE },
      })
    }
    calendar.remove(one.id)
    made.splice(n, 1)
  }

  return {
    ids,
    state,
    fill(events: number): void {
      while (ids.size < events) insert(false)
    },
    act(): void {
      if (made.length === 0 || random.chance(0.4)) insert(true)
      else change()
    },
  }
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)
