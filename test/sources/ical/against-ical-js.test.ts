/** Generated series, expanded by us (rrule-temporal) and by ical.js, which is a port of libical: two that share no code. */
import ICAL from 'ical.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import { calendar, event, meetingsOf, startsOf } from './calendars.ts'

const ZONES = ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Sao_Paulo', 'Africa/Casablanca'] // prettier-ignore
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const stamp = (wall: number) => new Date(wall).toISOString().replace(/[-:]|\.\d+Z/g, '')
const instant = (wall: number, zone: string) =>
  Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 19)).toZonedDateTime(zone).epochMilliseconds

/** Rules whose first instance is their start, as RFC 5545 wants it. */
const rule = (start: Date) => {
  const day = DAYS[(start.getUTCDay() + 6) % 7]!
  const nth = Math.ceil(start.getUTCDate() / 7)
  const date = start.getUTCDate()
  const interval = fc.integer({ min: 1, max: 4 }).map((n) => (n === 1 ? '' : `;INTERVAL=${n}`))
  const byday = fc.subarray(DAYS).map((days) => [...new Set([day, ...days])].join(','))
  const part = fc.oneof(
    fc.constant('FREQ=DAILY'),
    byday.map((days) => `FREQ=DAILY;BYDAY=${days}`),
    fc.constant('FREQ=WEEKLY'),
    byday.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
    fc.constant(`FREQ=MONTHLY;BYMONTHDAY=${date}`),
    fc.constant(`FREQ=MONTHLY;BYDAY=${nth < 5 ? nth : -1}${day}`),
    fc.constant(`FREQ=MONTHLY;BYDAY=${day}`),
    nth < 5 ? fc.constant(`FREQ=MONTHLY;BYDAY=${day};BYSETPOS=${nth}`) : fc.constant('FREQ=WEEKLY'),
    date <= 28 ? fc.constant('FREQ=YEARLY') : fc.constant('FREQ=DAILY'),
  )
  return fc.tuple(part, interval).map(([what, every]) => what + every)
}

const series = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    day: fc.integer({ min: 0, max: 3 * 365 }),
    minute: fc.integer({ min: 0, max: 47 }).map((n) => n * 30),
    count: fc.integer({ min: 1, max: 40 }),
    byUntil: fc.boolean(),
    except: fc.array(fc.nat(50), { maxLength: 5 }),
    extra: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 3 }),
    overrides: fc.array(fc.tuple(fc.nat(50), fc.integer({ min: -3, max: 3 }), fc.boolean()), { maxLength: 4 }),
  })
  .chain((of) => {
    const start = Date.UTC(2024, 0, 1 + of.day) + of.minute * 60_000
    return rule(new Date(start)).map((text) => ({ ...of, start, text }))
  })

/** Wall times of the rule, as ical.js has them. */
function ruled(text: string, start: number, count: number): number[] {
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromJSDate(new Date(start), true))
  const walls: number[] = []
  while (walls.length < count) walls.push(Date.parse(String(iterator.next())))
  return walls
}

it('every instance starts when ical.js says', () => {
  fc.assert(
    fc.property(series, ({ zone, start, text, count, byUntil, except, extra, overrides }) => {
      const walls = ruled(text, start, count)
      const at = (wall: number) => `;TZID=${zone}:${stamp(wall)}`
      // Minutes apart from what the rule has, so that nothing is said twice.
      const dates = extra.map((day) => start + day * 86_400_000 + 7 * 60_000)
      const gone = new Set(except.filter((index) => index < count).map((index) => walls[index]!))
      const moved = new Map(
        overrides
          .filter(([index]) => index < count && !gone.has(walls[index]!))
          .map(([index, hours, cancelled]) => [walls[index]!, { hours, cancelled }]),
      )
      const end = byUntil ? `;UNTIL=${stamp(instant(walls.at(-1)!, zone))}Z` : `;COUNT=${count}`
      const file = calendar(
        event(
          `DTSTART${at(start)}`,
          `RRULE:${text}${end}`,
          ...[...gone].map((wall) => `EXDATE${at(wall)}`),
          ...dates.map((wall) => `RDATE${at(wall)}`),
        ),
        ...[...moved].map(([wall, { hours, cancelled }]) =>
          event(
            `RECURRENCE-ID${at(wall)}`,
            `DTSTART${at(wall + hours * 3_600_000)}`,
            cancelled ? 'STATUS:CANCELLED' : 'X-A:b',
          ),
        ),
      )
      const short = (ms: number) => new Date(ms).toISOString().slice(0, 16)
      const originals = new Map<string, string>()
      for (const wall of [...walls.filter((one) => !gone.has(one)), ...dates]) {
        const change = moved.get(wall)
        const original = short(instant(wall, zone))
        const now = short(instant(wall + (change?.hours ?? 0) * 3_600_000, zone))
        originals.set(
          original,
          `${now === original ? now : `${now} < ${original}`}${change?.cancelled ? ' cancelled' : ''}`,
        )
      }
      expect(startsOf(meetingsOf(file))).toEqual([...originals.values()].toSorted())
    }),
    { numRuns: 150 },
  )
})
