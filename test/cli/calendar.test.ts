/** `ficha import` of calendars: beside mail, with floating times in the zone that one says, once. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Interaction } from '#shared/api.ts'
import type { ImportResult } from '#server/sync/import.ts'
import { letter } from '#test/support/company.ts'
import { type RunningServer, runFicha, startServer } from '#test/support/server.ts'

const MAILBOX = ['--mailbox', 'ana@ours.test', '--json']
const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//test//EN',
  'BEGIN:VEVENT',
  'UID:floating@ours.test',
  'DTSTAMP:20260901T080000Z',
  'DTSTART:20261005T100000',
  'DTEND:20261005T110000',
  'RRULE:FREQ=WEEKLY;COUNT=5',
  'SUMMARY:Weekly call',
  'ORGANIZER:mailto:ana@ours.test',
  'ATTENDEE:mailto:eva@client.test',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:nowhen@ours.test',
  'SUMMARY:No beginning',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

let folder: string
let running: RunningServer
let env: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ficha-calendar-'))
  env = { DATA_DIR: folder, DEMO: 'off', COMPANY_DOMAINS: 'ours.test', TZ: 'UTC' }
  running = await startServer({ env, dataDir: folder })
  await runFicha(['user', 'add', 'ana@ours.test', '--name', 'Ana', '--role', 'rep'], { env })
  await writeFile(join(folder, 'calendar.ics'), CALENDAR)
  await writeFile(join(folder, 'mail.eml'), letter({ from: 'ana@ours.test', to: 'eva@client.test' }))
})
afterAll(async () => {
  await running.kill9()
  await rm(folder, { recursive: true, force: true })
})

it('names the event that it cannot read, and logs the rest', { timeout: 120_000 }, async () => {
  const refused = await runFicha(['import', 'calendar.ics', '--zone', 'Europe/Bilbao', ...MAILBOX], {
    env,
    cwd: folder,
  })
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no zone Europe/Bilbao') })
  const paths = ['calendar.ics', 'mail.eml']
  const { code, json } = await runFicha(['import', ...paths, '--zone', 'Europe/Madrid', ...MAILBOX], {
    env,
    cwd: folder,
  })
  expect(code).toBe(1)
  const result = json as ImportResult
  expect(result).toMatchObject({ seen: 7, new: 7, logged: 6, skipped: {} })
  expect(result.failed).toEqual([{ item: expect.stringMatching(/calendar\.ics@\d+$/), reason: expect.any(String) }])
  const again = await runFicha(['import', ...paths, ...MAILBOX], { env, cwd: folder })
  expect(again.json).toMatchObject({ seen: 7, new: 0, logged: 6 })
})

it('keeps the wall time across the change of clocks', { timeout: 120_000 }, async () => {
  const token = (await runFicha(['token', 'ana@ours.test'], { env })).stdout.trim()
  const answer = await fetch(`${running.url}/api/interactions?kind=meeting`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = (await answer.json()) as { items: Interaction[] }
  expect(items.map((one) => one.occurredAt)).toEqual([
    '2026-11-02T09:00:00.000Z',
    '2026-10-26T09:00:00.000Z',
    '2026-10-19T08:00:00.000Z',
    '2026-10-12T08:00:00.000Z',
    '2026-10-05T08:00:00.000Z',
  ])
  const late = await runFicha(['import', 'calendar.ics', '--zone', 'Asia/Tokyo', ...MAILBOX], { env, cwd: folder })
  expect(late).toMatchObject({ code: 2, stderr: expect.stringContaining('read in another zone') })
})
