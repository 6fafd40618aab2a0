/** The embedded database belongs to one process: a second server stops, and commands go on working beside the first. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fillMailbag, toMbox } from '#test/support/mailbag.ts'
import { copyMigratedFolder } from '#test/support/pglite-template.ts'
import { type RunningServer, runFicha, startServer } from '#test/support/server.ts'

const folders: string[] = []
let running: RunningServer | undefined
const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'ficha-owner-'))
  folders.push(made)
  return made
}
/** With a database in it, which costs ten times as much to make as to copy. */
const foundedFolder = async () => {
  const made = await folder()
  await copyMigratedFolder(join(made, 'db'))
  return made
}
afterEach(async () => {
  await running?.kill9()
  running = undefined
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true, force: true })))
})

it('refuses a second server in one line, and works beside the first', { timeout: 120_000 }, async () => {
  const dataDir = await foundedFolder()
  const env = { DATA_DIR: dataDir, DEMO: 'off', COMPANY_DOMAINS: 'ours.test' }
  running = await startServer({ env, dataDir })
  await expect(startServer({ env, dataDir })).rejects.toThrow(
    /the server ended \(2\)[\s\S]*another Ficha already serves/,
  )
  expect((await runFicha(['user', 'add', 'ana@ours.test', '--name', 'Ana', '--role', 'rep'], { env })).code).toBe(0)
  await writeFile(join(dataDir, 'bag.mbox'), toMbox(fillMailbag(20, 3).messages))
  // Relative to where the command is typed, not to where the server stands.
  const imported = await runFicha(['import', 'bag.mbox', '--mailbox', 'ana@ours.test', '--json'], { env, cwd: dataDir })
  expect(imported.json).toMatchObject({ seen: 20, new: 20, failed: [] })
  const { stdout } = await runFicha(['token', 'ana@ours.test'], { env })
  const mailboxes = await fetch(`${running.url}/api/mailboxes`, {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  })
  expect(await mailboxes.json()).toMatchObject({ items: [{ address: 'ana@ours.test', seen: 20, state: 'ok' }] })
  expect(await running.stop()).toBe(0)
})

it('takes over from one that was killed', { timeout: 120_000 }, async () => {
  const dataDir = await foundedFolder()
  const env = { DATA_DIR: dataDir, DEMO: 'off' }
  running = await startServer({ env, dataDir })
  await running.kill9()
  expect((await runFicha(['user', 'add', 'ana@ours.test', '--name', 'Ana', '--role', 'rep'], { env })).code).toBe(0)
  running = await startServer({ env, dataDir })
  expect((await runFicha(['mailboxes'], { env })).code).toBe(0)
})

it('runs two commands at once without a server', { timeout: 120_000 }, async () => {
  const dataDir = await folder()
  const env = { DATA_DIR: dataDir, COMPANY_DOMAINS: 'ours.test' }
  await writeFile(join(dataDir, 'one.mbox'), toMbox(fillMailbag(200, 4).messages))
  await writeFile(join(dataDir, 'two.mbox'), toMbox(fillMailbag(200, 5).messages))
  const run = (file: string, mailbox: string) =>
    runFicha(['import', file, '--mailbox', mailbox, '--json'], { env, cwd: dataDir })
  const [one, two] = await Promise.all([run('one.mbox', 'ana@ours.test'), run('two.mbox', 'juan@ours.test')])
  expect([one.code, two.code], `${one.stderr}\n${two.stderr}`).toEqual([0, 0])
  expect([one.json, two.json]).toMatchObject([{ seen: 200 }, { seen: 200 }])
})

it.each([
  [['import', '/no/such/place', '--mailbox', 'ana@ours.test'], /there is no file or folder \/no\/such\/place/],
  [['import', '.', '--mailbox', 'nonsense'], /"nonsense" is not a mail address/],
  [['user', 'add', 'ana@ours.test', '--name', 'Ana', '--role', 'king'], /"king" is not a role/],
  [['token', 'nobody@ours.test'], /there is no user nobody@ours.test/],
  [['dance'], /unknown command/],
  [['import'], /required option '--mailbox/],
])('exits 2 on misuse: %j', async (args, says) => {
  const { code, stderr } = await runFicha(args, { env: { DATA_DIR: await foundedFolder() } })
  expect(code).toBe(2)
  expect(stderr).toMatch(says)
})

it.each([
  [{ PORT: 'eighty' }, /PORT is not a whole number/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgres/],
  [{ DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /SECRET_KEY is required together with DATABASE_URL/],
  [{ COMPANY_DOMAINS: 'not a domain' }, /COMPANY_DOMAINS must be domains/],
  [{ DEMO: 'maybe' }, /DEMO must be on or off/],
  [{ PUBLIC_URL: 'http://ficha.example' }, /PUBLIC_URL must be https/],
])('stops the start on a malformed %j', async (env, says) => {
  const { code, stderr } = await runFicha(['mailboxes'], { env: { DATA_DIR: await folder(), ...env } })
  expect(code).toBe(2)
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(says)])
})
