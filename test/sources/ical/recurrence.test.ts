/** Series: which instances they have, and what became of single ones. */
import { describe, expect, it } from 'vitest'
import { calendar, event, meeting, meetingsOf, readAll, startsOf } from './calendars.ts'

const WEEKLY = 'RRULE:FREQ=WEEKLY;COUNT=4'
const instances = (...lines: string[]) => startsOf(meetingsOf(calendar(event(...lines))))

describe('a series', () => {
  it('keeps its wall time where the clock changes', () => {
    expect(instances('DTSTART;TZID=Europe/Madrid:20261012T100000', 'RRULE:FREQ=WEEKLY;COUNT=3')).toEqual([
      '2026-10-12T08:00',
      '2026-10-19T08:00',
      '2026-10-26T09:00',
    ])
  })

  it('lasts as long each time, to the minute also in the night when the clock changes', () => {
    const nights = meetingsOf(
      calendar(
        event(
          'DTSTART;TZID=Europe/Madrid:20261024T230000',
          'DTEND;TZID=Europe/Madrid:20261025T000000',
          'RRULE:FREQ=HOURLY;INTERVAL=3;COUNT=3',
        ),
      ),
    )
    expect(nights.map(({ startAt, endAt }) => Number(endAt) - Number(startAt))).toEqual(Array(3).fill(3_600_000))
  })

  it('has one meeting an instance, named by when it was meant to start', () => {
    const found = meetingsOf(calendar(event(WEEKLY)))
    expect(found.map(({ originalStart }) => originalStart)).toEqual([
      '2026-11-30T09:00:00.000Z',
      '2026-12-07T09:00:00.000Z',
      '2026-12-14T09:00:00.000Z',
      '2026-12-21T09:00:00.000Z',
    ])
    expect(new Set(found.map(({ uid }) => uid))).toEqual(new Set(['visita@taller.test']))
    expect(meeting().originalStart).toBeNull()
  })

  it.each([
    ['EXDATE;TZID=Europe/Madrid:20261207T100000,20261221T100000'],
    ['EXDATE:20261207T090000Z\r\nEXDATE:20261221T090000Z'],
    ['EXDATE;TZID=America/New_York:20261207T040000,20261221T040000'],
    ['EXDATE;VALUE=DATE:20261207,20261221'],
    ['EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4\r\nEXDATE:'],
  ])('lacks what %s takes away', (lines) => {
    const left = lines.startsWith('EXRULE')
      ? ['2026-12-07T09:00', '2026-12-21T09:00']
      : ['2026-11-30T09:00', '2026-12-14T09:00']
    expect(instances(WEEKLY, lines)).toEqual(left)
  })

  it('has also what RDATE adds, a period with its own length', () => {
    const found = meetingsOf(
      calendar(
        event(
          'DTEND;TZID=Europe/Madrid:20261130T110000',
          'RDATE;TZID=Europe/Madrid:20261202T120000,20261130T100000',
          'RDATE;VALUE=PERIOD:20261203T100000Z/PT30M,20261204T100000Z/20261204T101000Z',
        ),
      ),
    )
    expect(
      found.map(({ startAt, endAt }) => [startAt.toISOString().slice(5, 16), (+endAt - +startAt) / 60_000]).toSorted(),
    ).toEqual([
      ['11-30T09:00', 60],
      ['12-02T11:00', 60],
      ['12-03T10:00', 30],
      ['12-04T10:00', 10],
    ])
  })

  it.each([
    ['20261214T090000Z', 3],
    ['20261214T085959Z', 2],
    ['20261214T100000', 3],
    ['20261214', 3],
    ['20261213', 2],
  ])('ends with UNTIL=%s', (until, count) => {
    expect(instances(`RRULE:FREQ=WEEKLY;UNTIL=${until}`)).toHaveLength(count)
  })

  it('begins with its own start, also where no rule has it', () => {
    expect(instances('RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261210T000000Z')).toEqual([
      '2026-11-30T09:00',
      '2026-12-02T09:00',
      '2026-12-09T09:00',
    ])
  })

  it('of whole days keeps its dates, excepted by day or by midnight', () => {
    const days = ['DTSTART;VALUE=DATE:20261024', 'RRULE:FREQ=DAILY;COUNT=5']
    expect(instances(...days, 'EXDATE;VALUE=DATE:20261025', 'EXDATE;TZID=Europe/Madrid:20261027T000000')).toEqual([
      '2026-10-24',
      '2026-10-26',
      '2026-10-28',
    ])
  })
})

describe('single instances', () => {
  const series = event(WEEKLY, 'SUMMARY:Semanal')
  const moved = (...lines: string[]) => event('DTSTART;TZID=Europe/Madrid:20261208T160000', 'SUMMARY:Otra', ...lines)

  it.each([
    ['in its zone', 'RECURRENCE-ID;TZID=Europe/Madrid:20261207T100000'],
    ['in another zone', 'RECURRENCE-ID:20261207T090000Z'],
    ['by its day', 'RECURRENCE-ID;VALUE=DATE:20261207'],
  ])('are moved, named %s', (_, id) => {
    const found = meetingsOf(calendar(series, moved(id)))
    expect(startsOf(found)).toEqual([
      '2026-11-30T09:00',
      '2026-12-08T15:00 < 2026-12-07T09:00',
      '2026-12-14T09:00',
      '2026-12-21T09:00',
    ])
    expect(found.filter(({ title }) => title === 'Otra')).toHaveLength(1)
  })

  it('are cancelled', () => {
    const gone = event('RECURRENCE-ID;TZID=Europe/Madrid:20261207T100000', 'STATUS:CANCELLED')
    expect(startsOf(meetingsOf(calendar(series, gone)))).toContain('2026-11-30T09:00 < 2026-12-07T09:00 cancelled')
  })

  it('are all moved from one on, and single ones of these again', () => {
    const following = event(
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Madrid:20261207T100000',
      'DTSTART;TZID=Europe/Madrid:20261208T120000',
      'DTEND;TZID=Europe/Madrid:20261208T123000',
      'SUMMARY:Desde aquí',
    )
    const single = event('RECURRENCE-ID;TZID=Europe/Madrid:20261221T100000', 'DTSTART:20261224T080000Z')
    const found = meetingsOf(calendar(single, following, series))
    expect(startsOf(found)).toEqual([
      '2026-11-30T09:00',
      '2026-12-08T11:00 < 2026-12-07T09:00',
      '2026-12-15T11:00 < 2026-12-14T09:00',
      '2026-12-24T08:00 < 2026-12-21T09:00',
    ])
    expect(found.map(({ title }) => title).toSorted()).toEqual(['Desde aquí', 'Desde aquí', 'Semanal', null].toSorted())
  })

  it('are shown without their series, to somebody who is invited to one only', () => {
    const [shown] = readAll(calendar(moved('RECURRENCE-ID:20261207T090000Z')))
    expect(startsOf(shown!.meetings.map((one) => one.meeting))).toEqual(['2026-12-08T15:00 < 2026-12-07T09:00'])
    expect(shown!.series).toBeNull()
    expect(shown!.meetings[0]!.series).toBe(shown!.meetings[0]!.version)
  })

  it('are shown that the rule does not have any more', () => {
    expect(startsOf(meetingsOf(calendar(series, moved('RECURRENCE-ID:20261209T090000Z'))))).toContain(
      '2026-12-08T15:00 < 2026-12-09T09:00',
    )
  })

  it('of whole days are moved by day', () => {
    const days = event('DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=2')
    const other = event('DTSTART;VALUE=DATE:20261205', 'RECURRENCE-ID;VALUE=DATE:20261202')
    expect(startsOf(meetingsOf(calendar(days, other)))).toEqual(['2026-12-01', '2026-12-05 < 2026-12-02'])
  })
})

describe('cancellation', () => {
  it('is of everything that a calendar with METHOD:CANCEL names', () => {
    expect(meetingsOf(calendar('METHOD:CANCEL', event())).map(({ cancelled }) => cancelled)).toEqual([true])
    expect(meeting('STATUS:CANCELLED').cancelled).toBe(true)
    expect(meeting('STATUS:TENTATIVE').cancelled).toBe(false)
  })

  it('of a series need not say again when it was', () => {
    const file = calendar(event(WEEKLY)) + calendar('METHOD:CANCEL', event('SEQUENCE:1'))
    expect(startsOf(meetingsOf(file)).every((one) => one.endsWith('cancelled'))).toBe(true)
    expect(meetingsOf(file)).toHaveLength(4)
  })

  it('is not what answers say, which are no events of ours', () => {
    for (const method of ['REPLY', 'COUNTER']) expect(readAll(calendar(`METHOD:${method}`, event()))).toEqual([])
  })
})

describe('versions', () => {
  const versions = (...parts: string[]) => {
    const [shown] = readAll(calendar(...parts))
    return { series: shown!.series!, items: shown!.meetings }
  }

  it('of two copies, the later revision counts, wherever it stands', () => {
    const [older, newer] = [event('SUMMARY:Antes', 'SEQUENCE:1'), event('SUMMARY:Ahora', 'SEQUENCE:2')]
    for (const file of [calendar(older, newer), calendar(newer, older)])
      expect(meetingsOf(file).map(({ title }) => title)).toEqual(['Ahora'])
  })

  it('grow with the stamp, then with the sequence, and differ with the content', () => {
    const of = (...lines: string[]) => versions(event(...lines)).items[0]!.version
    expect(of('LAST-MODIFIED:20261102T000000Z')).toBeGreaterThan(of('SEQUENCE:9'))
    expect(of('SEQUENCE:2')).toBeGreaterThan(of('SEQUENCE:1', 'SUMMARY:x'))
    expect(of('SUMMARY:a')).not.toBe(of('SUMMARY:b'))
    expect(of('SUMMARY:a')).toBe(of('SUMMARY:a'))
    expect(of('LAST-MODIFIED:21991231T000000Z', 'SEQUENCE:99999999')).toBeLessThan(2 ** 53)
  })

  it('of a series do not change with a single instance, those of its instances do', () => {
    const series = event(WEEKLY)
    const before = versions(series)
    const after = versions(series, event('RECURRENCE-ID:20261207T090000Z', 'LAST-MODIFIED:20261110T000000Z'))
    expect(after.series).toEqual(before.series)
    expect(before.series).toEqual({
      uid: 'visita@taller.test',
      version: before.series.version,
      madeAt: new Date('2026-11-01T10:00:00Z'),
      from: null,
      to: null,
    })
    expect(after.items.filter((one, index) => one.version !== before.items[index]!.version)).toHaveLength(1)
    expect(after.items.every((one) => one.series === before.series.version)).toBe(true)
    expect(versions(event('RRULE:FREQ=WEEKLY;COUNT=5')).series.version).not.toBe(before.series.version)
  })

  it('without any stamp are those of the file', () => {
    const [shown] = readAll(calendar('BEGIN:VEVENT', 'UID:x', 'DTSTART:20261130T100000Z', 'END:VEVENT'))
    expect(shown!.series!.madeAt).toEqual(new Date('2026-11-20T00:00:00Z'))
    expect(shown!.meetings[0]!.meeting.changedAt).toBeNull()
  })
})

describe('windows', () => {
  it('endless series are seen from a year before to half a year after', () => {
    const [shown] = readAll(calendar(event('DTSTART;TZID=Europe/Madrid:20100104T100000', 'RRULE:FREQ=WEEKLY')))
    const starts = startsOf(shown!.meetings.map((one) => one.meeting))
    expect([starts[0], starts.at(-1), starts.length]).toEqual(['2025-11-24T09:00', '2027-05-17T08:00', 78])
    expect([shown!.series!.from, shown!.series!.to]).toEqual([
      new Date('2025-11-22T12:00:00Z'),
      new Date('2027-05-22T12:00:00Z'),
    ])
  })

  it('series that end are seen whole, up to 2,000 instances', () => {
    const counted = (count: number) =>
      readAll(calendar(event('DTSTART:20200101T100000Z', `RRULE:FREQ=DAILY;COUNT=${count}`)))[0]!
    expect(counted(2000).meetings).toHaveLength(2000)
    expect(counted(2000).series!.from).toBeNull()
    expect(counted(20_000).meetings).toHaveLength(546)
    expect(counted(20_000).series!.from).not.toBeNull()
  })

  it('what was moved into the window is seen, and what was moved out of it', () => {
    const series = event('DTSTART:20260105T100000Z', 'RRULE:FREQ=WEEKLY')
    const into = event('RECURRENCE-ID:20280103T100000Z', 'DTSTART:20261124T100000Z')
    const out = event('RECURRENCE-ID:20261123T100000Z', 'DTSTART:20280104T100000Z')
    expect(startsOf(meetingsOf(calendar(series, into, out)))).toEqual(
      expect.arrayContaining(['2026-11-24T10:00 < 2028-01-03T10:00', '2028-01-04T10:00 < 2026-11-23T10:00']),
    )
  })
})
