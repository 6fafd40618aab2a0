/** The demo's calendars as another reader of calendars sees them. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { weekOf } from '#server/demo/calendar/event.ts'
import type { DemoEvent } from '#server/demo/calendar/event.ts'
import { demoEvents } from '#server/demo/calendar/demo-events.ts'
import { writeDemoCalendars } from '#server/demo/calendar/write-calendar.ts'
import { demoCompany } from '#server/demo/company.ts'
import { wallOf } from '#server/demo/mails/clock.ts'
import { expectedInstances, expectedMeetings } from './expected-meetings.ts'
import { DAY, NOW, mails, parsedOf, parseAll } from './read-mail.ts'

const DAYS = [
  '2025-11-21T11:30:00Z',
  '2025-11-23T04:00:00Z',
  '2026-03-30T06:45:00Z',
  '2026-10-26T17:59:00Z',
  '2024-02-29T12:00:00Z',
  '2027-01-01T00:00:00Z',
]

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
const written = (key: string, now = NOW) => demoEvents(now).find(({ event }) => event.key === key)!

describe('the calendars', () => {
  test.each(DAYS)('seen on %s reach from four months before to two weeks after', (iso) => {
    const now = new Date(iso)
    const starts = demoEvents(now).flatMap(({ event }) =>
      Array.from({ length: event.weeks ?? 1 }, (_, week) => weekOf(event, week).getTime()),
    )
    expect(Math.min(...starts)).toBeGreaterThan(now.getTime() - 120 * DAY)
    expect(Math.max(...starts)).toBeLessThan(now.getTime() + 15 * DAY)
    const past = starts.filter((at) => at < now.getTime())
    expect(past.length).toBeGreaterThanOrEqual(22)
    expect(starts.length - past.length).toBeGreaterThanOrEqual(5)
    for (const { event } of demoEvents(now)) {
      expect(event.madeAt.getTime(), event.key).toBeLessThan(Math.min(now.getTime(), event.startAt.getTime()))
      if (event.cancelledAt) expect(event.cancelledAt.getTime()).toBeLessThan(event.startAt.getTime())
      for (const change of event.changes ?? [])
        expect(change.at.getTime(), event.key).toBeLessThan(weekOf(event, change.week).getTime())
    }
  })

  test('the same now gives the same bytes; another now the same UIDs', () => {
    expect(demoEvents(new Date(NOW))).toEqual(demoEvents(NOW))
    const uids = (now: Date) => demoEvents(now).map(({ uid }) => uid)
    expect(uids(new Date(NOW.getTime() + 30 * DAY))).toEqual(uids(NOW))
    expect(new Set(uids(NOW)).size).toBe(uids(NOW).length)
  })

  test('read well: lines of at most 75 octets, one event a file, who was asked and what they said', () => {
    for (const { event, uid, text } of demoEvents(NOW)) {
      expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line))), event.key).toBeLessThanOrEqual(75)
      const [first, ...changed] = eventsIn(text)
      expect(first?.uid).toBe(uid)
      expect(changed.map((one) => one.uid)).toEqual((event.changes ?? []).map(() => uid))
      expect(first?.summary).toBe(event.title)
      expect(first?.startDate.isDate).toBe(event.days !== undefined)
      const attendees = first?.attendees.map((one) => [one.getFirstValue(), one.getFirstParameter('partstat')])
      expect(attendees).toEqual(event.guests.map(({ who, answer }) => [`mailto:${who.address}`, answer]))
    }
  })

  test('the call of each week keeps its wall time; once it is moved, once cancelled', () => {
    for (const iso of DAYS) {
      const { event, text } = written('hf-weekly', new Date(iso))
      const [series, ...changed] = eventsIn(text)
      for (const one of changed) series?.relateException(one)
      const seen = instancesOf(series!, event)
      expect(seen).toHaveLength(10)
      for (const { meant } of seen) expect([meant.hour, meant.minute]).toEqual([9, 30])
      expect(seen.flatMap(({ moved }, week) => (moved ? [week] : []))).toEqual([5])
      expect(seen.flatMap(({ cancelled }, week) => (cancelled ? [week] : []))).toEqual([6])
    }
  })

  test('the clocks change between two of its calls, in the months when they do', () => {
    const { event } = written('hf-weekly')
    const walls = Array.from({ length: 10 }, (_, week) => wallOf(weekOf(event, week), event.organiser.zone))
    expect(new Set(walls.map(({ offset }) => offset))).toEqual(new Set([60, 0]))
    expect(new Set(walls.map(({ hour, minute }) => `${hour}:${minute}`))).toEqual(new Set(['9:30']))
  })

  test('expectations name every appointment, and one lies in three calendars', () => {
    const events = demoEvents(NOW)
    expect(Object.keys(expectedMeetings).toSorted()).toEqual(events.map(({ event }) => event.key).toSorted())
    for (const key of Object.keys(expectedInstances)) expect(written(key).event.weeks).toBeGreaterThan(1)
    expect(written('hf-review').in).toHaveLength(3)
    const mailboxes = demoCompany.mailboxes.map(({ address }) => address)
    for (const { event, in: holders } of events) {
      expect(holders.length, event.key).toBeGreaterThan(0)
      expect(mailboxes).toEqual(expect.arrayContaining(holders))
    }
  })

  test('mails that carry an invitation, an answer or a cancellation speak of an event that is there', async () => {
    await parseAll()
    const uids = new Set(demoEvents(NOW).map(({ uid }) => uid))
    const methods = mails.flatMap(({ key, raw }) => {
      const method = /text\/calendar; charset=utf-8; method=(\w+)/.exec(raw.toString('latin1'))?.[1]
      if (method === undefined) return []
      const uid = /^UID:(.+)$/m.exec(raw.toString())?.[1]?.trim()
      expect(uids, key).toContain(uid)
      expect(parsedOf(key).text, key).toMatch(/Cuándo|When/)
      return [method]
    })
    expect(new Set(methods)).toEqual(new Set(['REQUEST', 'REPLY', 'CANCEL']))
  })

  test('are laid down one folder a mailbox and one file an event; again, on another day, under the same names', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ficha-calendar-'))
    const files = async () =>
      (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.ics')).toSorted()
    await writeDemoCalendars(dir, NOW)
    const before = await files()
    expect(before).toEqual(
      demoEvents(NOW)
        .flatMap(({ event, in: holders }) => holders.map((holder) => join(holder, `${event.key}.ics`)))
        .toSorted(),
    )
    expect(await readFile(join(dir, 'marta.ibarra@sirinube.example', 'hf-review.ics'), 'utf8')).toBe(
      written('hf-review').text,
    )
    await writeDemoCalendars(dir, new Date(NOW.getTime() + DAY))
    expect(await files()).toEqual(before)
    await rm(dir, { recursive: true, force: true })
  })
})

function instancesOf(series: ICAL.Event, { weeks }: DemoEvent) {
  const found: { meant: ICAL.Time; moved: boolean; cancelled: boolean }[] = []
  const iterator = series.iterator()
  for (let meant = iterator.next(); meant && found.length <= (weeks ?? 0); meant = iterator.next()) {
    const shown = series.getOccurrenceDetails(meant)
    const cancelled = shown.item.component.getFirstPropertyValue('status') === 'CANCELLED'
    found.push({ meant, moved: shown.startDate.compare(meant) !== 0, cancelled })
  }
  return found
}
