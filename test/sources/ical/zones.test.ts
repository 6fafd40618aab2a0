/** When it is: zones by every name that calendars use, floating times, whole days, and the nights when clocks change. */
import { describe, expect, it } from 'vitest'
import { calendar, event, meeting, meetingsOf, startsOf } from './calendars.ts'

const start = (line: string) => {
  const { startAt, zone } = meeting(line)
  return [startAt.toISOString().slice(0, 16), zone]
}

describe('a zone', () => {
  it.each([
    ['Europe/Madrid', '2026-07-01T08:00', 'Europe/Madrid'],
    ['"Europe/Madrid"', '2026-07-01T08:00', 'Europe/Madrid'],
    ['/mozilla.org/20050126_1/Europe/Madrid', '2026-07-01T08:00', 'Europe/Madrid'],
    [
      '/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires',
      '2026-07-01T13:00',
      'America/Argentina/Buenos_Aires',
    ],
    ['W. Europe Standard Time', '2026-07-01T08:00', 'Europe/Berlin'],
    ['"W. Europe Standard Time"', '2026-07-01T08:00', 'Europe/Berlin'],
    // The mailbox is in one of the zones that Windows means.
    ['Romance Standard Time', '2026-07-01T08:00', 'Europe/Madrid'],
    ['Eastern Standard Time', '2026-07-01T14:00', 'America/New_York'],
    ['India Standard Time', '2026-07-01T04:30', 'Asia/Calcutta'],
    ['"(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"', '2026-07-01T08:00', 'Europe/Brussels'],
    ['"(UTC-05:00) Eastern Time (US & Canada)"', '2026-07-01T14:00', 'America/New_York'],
    ['"(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi"', '2026-07-01T04:30', 'Asia/Kolkata'],
    ['UTC', '2026-07-01T10:00', 'UTC'],
    ['Etc/UTC', '2026-07-01T10:00', 'UTC'],
    ['tzone://Microsoft/Utc', '2026-07-01T10:00', 'UTC'],
    ['EST5EDT', '2026-07-01T14:00', 'EST5EDT'],
    ['europe/madrid', '2026-07-01T08:00', 'Europe/Madrid'],
    ['(UTC+01:00) Brussels, Copenhagen, Madrid, Paris', '2026-07-01T08:00', 'Europe/Brussels'],
  ])('%s', (tzid, at, zone) => {
    const [instant, name] = start(`DTSTART;TZID=${tzid}:20260701T100000`)
    expect(instant).toBe(at)
    expect(name).toBe(zone)
  })

  it('that nobody knows is the mailbox’s, and that is said', () => {
    const { startAt, zone, notes } = meeting('DTSTART;TZID=Nuestra hora:20260701T100000')
    expect([startAt.toISOString(), zone, notes]).toEqual([
      '2026-07-01T08:00:00.000Z',
      'Europe/Madrid',
      ['zone-unknown'],
    ])
  })
})

describe('a zone with rules of its own', () => {
  const zone = (tzid: string, ...rules: string[]) =>
    ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...rules, 'END:VTIMEZONE'].join('\r\n')
  const observance = (kind: string, from: string, to: string, ...lines: string[]) =>
    [`BEGIN:${kind}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...lines, `END:${kind}`].join('\r\n')
  const european = [
    observance('STANDARD', '+0200', '+0100', 'DTSTART:16011028T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
    observance('DAYLIGHT', '+0100', '+0200', 'DTSTART:16010325T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'),
  ]

  it('is followed over the change of the clock, and called by what it is like', () => {
    const series = event('DTSTART;TZID=Custom:20261018T100000', 'RRULE:FREQ=WEEKLY;COUNT=3')
    const found = meetingsOf(calendar(series, zone('Custom', ...european)))
    expect(startsOf(found)).toEqual(['2026-10-18T08:00', '2026-10-25T09:00', '2026-11-01T09:00'])
    expect(found[0]).toMatchObject({ zone: 'Europe/Madrid', notes: [] })
  })

  it.each([
    ['20260329T023000', '2026-03-29T01:30'],
    ['20261025T023000', '2026-10-25T00:30'],
    ['20261025T030000', '2026-10-25T02:00'],
  ])('reads %s, which is left out or twice there, as any other zone', (time, at) => {
    for (const part of [event(`DTSTART;TZID=Custom:${time}`), event(`DTSTART;TZID=Europe/Madrid:${time}`)])
      expect(startsOf(meetingsOf(calendar(zone('Custom', ...european), part)))).toEqual([at])
  })

  it('may be one offset for ever, of which even the minutes count', () => {
    const fixed = zone('Nepal de antes', observance('STANDARD', '+0530', '+0545', 'DTSTART:19700101T000000'))
    const found = meetingsOf(calendar(fixed, event('DTSTART;TZID=Nepal de antes:20260701T100000')))
    expect([startsOf(found), found[0]!.zone]).toEqual([['2026-07-01T04:15'], 'Asia/Katmandu'])
  })

  it('counts less than a name that everybody knows', () => {
    const wrong = zone('Europe/Madrid', observance('STANDARD', '+0500', '+0500', 'DTSTART:19700101T000000'))
    expect(startsOf(meetingsOf(calendar(wrong, event())))).toEqual(['2026-11-30T09:00'])
  })

  it.each([['DTSTART:rubbish'], ['TZOFFSETTO:x'], ['RRULE:FREQ=SECONDLY']])('with %s is unknown', (line) => {
    const broken = zone('Roto', observance('STANDARD', '+0200', '+0100', line))
    const found = meetingsOf(calendar(broken, event('DTSTART;TZID=Roto:20260701T100000')))
    expect(found).toMatchObject([{ zone: 'Europe/Madrid', notes: ['zone-unknown'] }])
  })
})

describe('floating times and whole days', () => {
  const of = (zone: string | null, ...head: string[]) =>
    meetingsOf(calendar(...head, event('DTSTART:20260701T100000')), { zone }).map(({ startAt, zone: name }) => [
      startAt.toISOString().slice(0, 16),
      name,
    ])

  it('are in the mailbox’s zone, else in the calendar’s, else in the server’s', () => {
    const own = 'X-WR-TIMEZONE:America/New_York'
    expect(of('Europe/London', own)).toEqual([['2026-07-01T09:00', 'Europe/London']])
    expect(of(null, own)).toEqual([['2026-07-01T14:00', 'America/New_York']])
    expect(of(null, 'X-WR-TIMEZONE:Pacific Standard Time')).toEqual([['2026-07-01T17:00', 'America/Los_Angeles']])
    expect(of(null)[0]![1]).toBe(new Intl.DateTimeFormat('en').resolvedOptions().timeZone)
  })

  it.each([
    ['one day', ['DTSTART;VALUE=DATE:20260701'], '2026-07-01', '2026-07-01'],
    ['to the day after', ['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260702'], '2026-07-01', '2026-07-01'],
    ['three days', ['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260704'], '2026-07-01', '2026-07-03'],
    ['by its duration', ['DTSTART;VALUE=DATE:20260701', 'DURATION:P1W'], '2026-07-01', '2026-07-07'],
    [
      'with an end before its start',
      ['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260601'],
      '2026-07-01',
      '2026-07-01',
    ],
    ['without saying that it is a date', ['DTSTART:20260701'], '2026-07-01', '2026-07-01'],
    [
      'from midnight to midnight, as Outlook has it',
      [
        'DTSTART;TZID=Romance Standard Time:20260701T000000',
        'DTEND;TZID=Romance Standard Time:20260703T000000',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ],
      '2026-07-01',
      '2026-07-02',
    ],
  ])('whole days: %s', (_, lines, startOn, endOn) => {
    const found = meeting(...lines)
    expect(found.allDay).toEqual({ startOn, endOn })
    expect(found.startAt.toISOString()).toBe('2026-06-30T22:00:00.000Z')
    expect(found.endAt.getTime()).toBe(Date.parse(`${endOn}T22:00:00Z`))
    expect(found.zone).toBe('Europe/Madrid')
  })

  it('a day is as long as the clock makes it', () => {
    const { startAt, endAt } = meeting('DTSTART;VALUE=DATE:20261025')
    expect(+endAt - +startAt).toBe(25 * 3_600_000)
  })
})

describe('the end', () => {
  it.each([
    [['DTEND:20261130T113000Z'], '2026-11-30T11:30'],
    [['DTEND;TZID=America/New_York:20261130T070000'], '2026-11-30T12:00'],
    [['DURATION:PT1H30M'], '2026-11-30T10:30'],
    [['DURATION:P1DT1H'], '2026-12-01T10:00'],
    [[], '2026-11-30T09:00'],
    [['DTEND:20261130T010000Z'], '2026-11-30T09:00'],
    [['DURATION:-PT1H'], '2026-11-30T09:00'],
    [['DURATION:rubbish'], '2026-11-30T09:00'],
  ])('%j', (lines, end) => {
    expect(
      meeting(...lines)
        .endAt.toISOString()
        .slice(0, 16),
    ).toBe(end)
  })

  it('a day’s duration is a day of the calendar, 24 hours are exact', () => {
    const over = 'DTSTART;TZID=Europe/Madrid:20261024T120000'
    expect(meeting(over, 'DURATION:P1D').endAt.toISOString()).toBe('2026-10-25T11:00:00.000Z')
    expect(meeting(over, 'DURATION:PT24H').endAt.toISOString()).toBe('2026-10-25T10:00:00.000Z')
  })
})
