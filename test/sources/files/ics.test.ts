/** Calendars among files: found, read event by event over pages, and found again. */
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFilesSource, type Version } from '#server/sources/files/mail.ts'
import type { SourceItem } from '#server/sources/source.ts'
import { NOW, calendar, event } from '../ical/calendars.ts'
import { compose } from '../support/compose.ts'
import { folderOf, readPages, write } from '../support/folders.ts'

const options = (...paths: string[]) => ({ paths, zone: 'Europe/Madrid', now: () => NOW })
const read = async (...paths: string[]) => (await readPages(options(...paths))).flatMap((page) => page.items)
const titles = (items: SourceItem[]) =>
  items.map((item) => {
    if (item.type === 'meeting') return item.meeting.title
    if (item.type === 'message') return item.message.subject
    return item.type === 'failed' ? `! ${item.code}` : item.type
  })
const visit = (name: string, ...lines: string[]) => event(`UID:${name}@taller.test`, `SUMMARY:${name}`, ...lines)

describe('an .ics file', () => {
  it('is read beside mail, by its name or by how it begins, in folders and by itself', async () => {
    const root = folderOf({
      'a.eml': compose({ Subject: 'mail' }),
      'b.ics': calendar(visit('uno')),
      'c/sin-nombre': calendar(visit('dos')),
      'c/ical.txt': Buffer.from(`\ufeff${calendar(visit('tres'))}`, 'utf16le'),
      'd.pdf': '%PDF',
      'e.ics': calendar(),
    })
    expect(titles(await read(root))).toEqual(['mail', 'uno', 'tres', 'dos'])
    expect(titles(await read(join(root, 'b.ics')))).toEqual(['uno'])
  })

  it('that holds no calendar, or is too large, fails by itself and is so when fetched again', async () => {
    const root = folderOf({ 'a.ics': 'Hola', 'b.ics': '', 'c.ics': calendar(visit('uno')) })
    write(join(root, 'd.ics'), calendar(visit('dos')))
    appendFileSync(join(root, 'd.ics'), Buffer.alloc(64 * 1024 * 1024))
    const items = await read(root)
    expect(titles(items)).toEqual(['! not-a-calendar', 'uno', '! file-too-large'])
    const failed = items.filter((item) => item.type === 'failed')
    expect(await createFilesSource(options()).fetchItems(failed)).toEqual(failed)
  })

  it('says nothing of what it holds in ids and locators', async () => {
    const items = await read(
      folderOf({
        'b.ics': calendar(visit('uno', 'RRULE:FREQ=WEEKLY;COUNT=2'), 'BEGIN:VEVENT\r\nSUMMARY:secreto\r\nEND:VEVENT'),
      }),
    )
    expect(items.map(({ locator }) => locator)).toEqual([
      expect.objectContaining({ kind: 'ics', folder: 'Calendar', start: '2026-11-30T09:00:00.000Z' }),
      expect.objectContaining({ kind: 'ics', folder: 'Calendar', start: '2026-12-07T09:00:00.000Z' }),
      expect.objectContaining({ kind: 'ics', folder: 'Calendar' }),
    ])
    expect(items[0]!.providerId).toMatch(/^ics:[0-9a-f]{32}:2026-11-30T09:00:00\.000Z$/)
    expect(JSON.stringify(items.map(({ providerId, locator }) => [providerId, { ...locator, path: '' }]))).not.toMatch(
      /uno|taller|secreto/,
    )
  })

  it('shows an instance under the same id wherever it lies', async () => {
    const one = await read(folderOf({ 'a.ics': calendar(visit('uno')) }))
    const other = await read(folderOf({ 'x/otro.ics': calendar(visit('cero'), visit('uno', 'SEQUENCE:2')) }))
    expect(other[1]!.providerId).toBe(one[0]!.providerId)
    expect(other[1]!.version).toBeGreaterThan(one[0]!.version)
  })
})

describe('pages', () => {
  const many = calendar(...Array.from({ length: 60 }, (_, n) => visit(`v${n}`, 'RRULE:FREQ=DAILY;COUNT=7')))

  it('keep the instances of an event together with its series, and go on within a file', async () => {
    const root = folderOf({ 'a.ics': many, 'b.eml': compose({ Subject: 'mail' }) })
    const warm = await readPages(options(root))
    const cold = await readPages(options(root), true)
    expect(warm.map(({ items, series }) => [items.length, series.length])).toEqual([[105, 15], [105, 15], [105, 15], [105, 15], [1, 0]]) // prettier-ignore
    expect(cold).toEqual(warm)
    expect(warm.at(-2)!.progress!.done).toBeLessThan(warm.at(-1)!.progress!.total)
    expect(warm.at(-1)!.progress!.done).toBe(warm.at(-1)!.progress!.total)
    const ids = warm.flatMap((page) => page.items.map(({ providerId }) => providerId))
    expect(new Set(ids).size).toBe(421)
  })

  it('of a file that is another one by now begin anew', async () => {
    const root = folderOf({ 'a.ics': many })
    const first = await createFilesSource(options(root)).readPage(null)
    write(join(root, 'a.ics'), calendar(visit('nuevo'), visit('v59')))
    expect(titles((await createFilesSource(options(root)).readPage(first.position)).items)).toEqual(['nuevo', 'v59'])
  })

  it('say what is known as unchanged, all instances of an event or none', async () => {
    const root = folderOf({ 'a.ics': calendar(visit('uno', 'RRULE:FREQ=DAILY;COUNT=2'), visit('dos')) })
    const known = new Set((await read(root)).map(({ providerId, version }) => `${providerId} ${version}`))
    const isKnown = (versions: Version[]) =>
      Promise.resolve(
        new Set(versions.filter((one) => known.has(`${one.providerId} ${one.version}`)).map((one) => one.providerId)),
      )
    const [again] = await readPages({ ...options(root), isKnown })
    expect([titles(again!.items), again!.series]).toEqual([Array(3).fill('unchanged'), []])
    const moved = visit('uno', 'RECURRENCE-ID:20261201T090000Z', 'LAST-MODIFIED:20261120T000000Z')
    write(join(root, 'a.ics'), calendar(visit('uno', 'RRULE:FREQ=DAILY;COUNT=2'), visit('dos'), moved))
    const [changed] = await readPages({ ...options(root), isKnown })
    expect([titles(changed!.items), changed!.series.length]).toEqual([['uno', 'uno', 'unchanged'], 1])
  })
})

describe('fetchItems', () => {
  it('finds instances and failures again, in the order asked', async () => {
    const file = calendar(visit('uno', 'RRULE:FREQ=DAILY;COUNT=2'), visit('dos'), visit('x', 'DTSTART:99999999'))
    const root = folderOf({ 'a.ics': file, 'b.eml': compose() })
    const items = (await read(root)).toReversed()
    expect(items).toHaveLength(5)
    expect(await createFilesSource(options()).fetchItems(items)).toEqual(items)
  })

  it('finds what is no longer in the window of an endless series', async () => {
    const root = folderOf({ 'a.ics': calendar(visit('uno', 'DTSTART:20260105T100000Z', 'RRULE:FREQ=WEEKLY')) })
    const [first] = await read(root)
    const later = createFilesSource({ ...options(), now: () => new Date('2030-01-01T00:00:00Z') })
    const [again] = await later.fetchItems([first!])
    expect(again).toMatchObject({ type: 'meeting', providerId: first!.providerId, meeting: { title: 'uno' } })
  })

  it('says what is gone: the instance, the event, the file', async () => {
    const root = folderOf({
      'a.ics': calendar(visit('uno', 'RRULE:FREQ=DAILY;COUNT=2'), visit('dos')),
      'b.ics': calendar(visit('tres')),
    })
    const items = await read(root)
    write(join(root, 'a.ics'), calendar(visit('uno', 'RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:20261201T090000Z')))
    rmSync(join(root, 'b.ics'))
    expect(titles(await createFilesSource(options()).fetchItems(items))).toEqual(['uno', 'gone', 'gone', 'gone'])
  })
})
