/** Damaged and hostile calendars: each wrong event fails by itself, soon, and under a code that says why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar, event, failuresOf, meeting, meetingsOf, readAll } from './calendars.ts'

const good = event('UID:bueno')

describe('an event fails', () => {
  it.each([
    ['no-uid', 'BEGIN:VEVENT\r\nDTSTART:20261130T100000Z\r\nEND:VEVENT'],
    ['no-uid', 'BEGIN:VEVENT\r\nUID: \r\nDTSTART:20261130T100000Z\r\nEND:VEVENT'],
    ['no-start', 'BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT'],
    ['unfinished', 'BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20261130T100000Z'],
    ['date-invalid', event('DTSTART:99999999')],
    ['date-invalid', event('DTSTART;VALUE=DATE:99999999')],
    ['date-invalid', event('DTSTART:20260230T100000Z')],
    ['date-invalid', event('DTSTART:20261130T250000Z')],
    ['date-invalid', event('DTSTART:00010101T000000Z')],
    ['date-invalid', event('DTSTART:mañana')],
    ['date-invalid', event('DTSTART;TZID="x:20261130T100000Z')],
    ['date-invalid', event('DTEND:99999999')],
    ['date-invalid', event('RECURRENCE-ID:99999999')],
    ['date-invalid', event('RDATE:20261399')],
    ['rule-unreadable', event('RRULE:FREQ=FORTNIGHTLY')],
    ['rule-unreadable', event('RRULE:COUNT=3')],
    ['rule-unreadable', event('RRULE:FREQ=DAILY;COUNT=x')],
    ['rule-unreadable', event('RRULE:FREQ=DAILY;UNTIL=mañana')],
    ['rule-unreadable', event('RRULE')],
    ['rule-too-frequent', event('RRULE:FREQ=SECONDLY')],
    ['rule-too-frequent', event('RRULE:FREQ=MINUTELY;INTERVAL=5')],
    ['rule-too-frequent', event(`RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=${[...Array(60).keys()].join(',')}`)],
    ['rule-too-frequent', event(`RRULE:FREQ=HOURLY;BYSECOND=${[...Array(60).keys()].join(',')}`)],
    ['too-many-instances', event('RRULE:FREQ=HOURLY')],
  ])('%s: %j', (code, damaged) => {
    const file = calendar(damaged, good)
    expect(failuresOf(file)).toEqual([code])
    expect(meetingsOf(file).map(({ uid }) => uid)).toEqual(['bueno'])
    const [failed] = readAll(file).flatMap((shown) => shown.failed)
    expect(failed!.offset).toBe(file.indexOf('BEGIN:VEVENT'))
    expect(failed!.detail).not.toContain('visita')
  })

  it('and its other instances do not', () => {
    const file = calendar(event('RRULE:FREQ=DAILY;COUNT=2'), event('RECURRENCE-ID:20261130T090000Z', 'DTSTART:x'))
    expect(failuresOf(file)).toEqual(['date-invalid'])
    expect(meetingsOf(file)).toHaveLength(2)
  })
})

describe('what is damaged and can still be read', () => {
  it('is read, and says so', () => {
    expect(meeting('esto no es una propiedad', 'SUMMARY:Visita')).toMatchObject({ title: 'Visita', notes: ['damaged'] })
    expect(meeting('X-RARO;A="b:c', 'GEO:no', 'SUMMARY:Visita')).toMatchObject({ title: 'Visita', notes: [] })
  })

  it('need not say that the file or the calendar ends', () => {
    expect(meetingsOf(calendar(good).replace(/END:VCALENDAR\s*$/, ''))).toHaveLength(1)
    expect(meetingsOf(calendar(good, `${event()}\r\nEND:VEVENT\r\nEND:VTODO`))).toHaveLength(2)
  })

  it('keeps one line a title, without what no reader bears', () => {
    expect(meeting('SUMMARY:a\\nb\u0000c\u0085d')).toMatchObject({ title: 'a b c d' })
    expect(meeting('DESCRIPTION:a\u0000b')).toMatchObject({ text: 'ab' })
  })

  it('is cut where nobody reads on', () => {
    const long = meeting(`SUMMARY:${'a'.repeat(10_000)}`, `DESCRIPTION:${'b'.repeat(1_500_000)}`)
    expect([long.title!.length, long.text!.length, long.notes]).toEqual([2000, 1024 * 1024, ['text-truncated']])
  })
})

describe('what would take for ever ends soon', () => {
  const tenThousand = Array.from({ length: 10_000 }, (_, day) =>
    new Date(Date.UTC(1990, 0, day)).toISOString().slice(0, 10).replaceAll('-', ''),
  )
  const many = (count: number, one: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => one(index))

  it.each<[string, () => string, Partial<{ meetings: number; failed: string[] }>]>([
    ['a rule that never matches', () => event('RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), { meetings: 1 }],
    ['one by days', () => event('RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'), { meetings: 1 }],
    ['one with an end', () => event('RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3'), {}],
    ['one by hours', () => event('RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30'), { meetings: 1 }],
    ['a week that never is', () => event('RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;COUNT=9'), {}],
    ['a day of a year that never is', () => event('RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;UNTIL=21991231'), {}],
    ['a place in a set that never is', () => event('RRULE:FREQ=DAILY;BYSETPOS=5;COUNT=5'), {}],
    ['an endless end', () => event('RRULE:FREQ=DAILY;UNTIL=99991231T235959Z'), { meetings: 174 }],
    ['a far end', () => event('RRULE:FREQ=DAILY;UNTIL=21991231T235959Z'), { meetings: 174 }],
    ['an enormous count', () => event('RRULE:FREQ=DAILY;COUNT=999999999'), {}],
    ['a long past', () => event('DTSTART:19000101T000000Z', 'RRULE:FREQ=DAILY'), { meetings: 546 }],
    ['10,000 dates', () => event('DTSTART:19900101T000000Z', `RDATE;VALUE=DATE:${tenThousand.join(',')}`), {}],
    [
      '10,000 dates in a year',
      () =>
        event(
          ...many(
            10_000,
            (n) =>
              `RDATE:20261201T${String(n % 24).padStart(2, '0')}${String(n % 60).padStart(2, '0')}${String(Math.floor(n / 170)).padStart(2, '0')}Z`,
          ),
        ),
      { meetings: 0, failed: ['too-many-instances'] },
    ],
    [
      '10,000 exceptions',
      () => event('RRULE:FREQ=DAILY', ...many(10_000, () => 'EXDATE:20261201T090000Z')),
      { meetings: 173 },
    ],
    [
      '10,000 moved instances',
      () =>
        [event('RRULE:FREQ=DAILY'), ...many(10_000, (n) => event(`RECURRENCE-ID;VALUE=DATE:${tenThousand[n]}`))].join(
          '\r\n',
        ),
      {},
    ],
    ['10,000 rules', () => event(...many(10_000, () => 'RRULE:FREQ=DAILY;COUNT=2')), { failed: ['rule-without-end'] }],
    ['100,000 components', () => many(100_000, () => 'BEGIN:VTODO').join('\r\n'), { meetings: 0 }],
    ['100,000 ends', () => many(100_000, () => 'END:VTODO').join('\r\n'), { meetings: 0 }],
    ['a line of 8 MB', () => event(`ATTENDEE;CN=${'a'.repeat(8_000_000)}:mailto:ana@taller.test`), { meetings: 1 }],
    ['a line of 8 MB of folds', () => event(`DESCRIPTION:${'a\r\n '.repeat(2_000_000)}`), { meetings: 1 }],
    ['8 MB of quotes', () => event(`ATTENDEE;CN=${'"'.repeat(8_000_000)}`), { meetings: 1 }],
    ['8 MB of parameters', () => event(`ATTENDEE${';a=b'.repeat(2_000_000)}:mailto:ana@taller.test`), {}],
    ['8 MB of brackets', () => event(`DESCRIPTION:${'<a '.repeat(2_600_000)}`), { meetings: 1 }],
    ['8 MB of links', () => event(`DESCRIPTION:${'https://zoom.us'.repeat(500_000)}`), { meetings: 1 }],
    ['20,000 attendees', () => event(...many(20_000, (n) => `ATTENDEE:mailto:a${n}@taller.test`)), { meetings: 1 }],
  ])('%s', (_, build, expected) => {
    const file = calendar(build())
    const shown = readAll(file)
    if (expected.meetings !== undefined)
      expect(shown.flatMap(({ meetings }) => meetings)).toHaveLength(expected.meetings)
    if (expected.failed) expect(failuresOf(file)).toEqual(expected.failed)
  })
})

it('no text whatever makes it throw', () => {
  const piece = fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VTIMEZONE', 'END:VTIMEZONE', 'BEGIN:STANDARD', 'END:STANDARD', 'TZID:x', 'UID:x', 'UID:y', 'DTSTART;TZID=x:20261130T100000', 'DTSTART;VALUE=DATE:20261130', 'DTEND:20261130T120000', 'RRULE:FREQ=WEEKLY', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261130', 'RDATE;VALUE=PERIOD:20261130T100000Z/PT1H', 'RECURRENCE-ID:20261130T100000Z', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261130', 'METHOD:CANCEL', 'BEGIN:VCALENDAR', 'END:VCALENDAR', 'ATTENDEE;CN="', 'TZOFFSETTO:+0100', 'TZOFFSETFROM:+0200', ' folded') // prettier-ignore
  const line = fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 30 }))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      for (const { meetings, failed } of readAll(`BEGIN:VCALENDAR\r\n${lines.join('\r\n')}`)) {
        expect(meetings.every(({ meeting: one }) => one.endAt >= one.startAt)).toBe(true)
        expect(failed.every(({ code }) => code !== '')).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})
