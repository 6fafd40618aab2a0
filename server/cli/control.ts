/**
 * The embedded database belongs to one process. Whoever has it listens on a socket in the data folder: the socket is the
 * lock, and through it a `ficha` command asks that process to do its work.
 */
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, realpathSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { createInterface } from 'node:readline'

export type Command = { argv: string[]; cwd: string }
export type CommandIo = { out(text: string): void; err(text: string): void }
export type RunCommand = (command: Command, io: CommandIo) => Promise<number>

export type Control = {
  /** Takes no more commands, and waits for those that others have asked for. The data folder stays ours until `close`. */
  drain(): Promise<void>
  close(): Promise<void>
}

type Line = { out: string } | { err: string } | { exit: number }

/** Answered by whoever is about to let go of the folder: ask again. */
const LEAVING = 503

/** sun_path holds about 104 bytes on some systems: a deep data folder gets its socket in the temp folder, by hash. */
const LONGEST = 100

export function controlPath(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const real = realpathSync(dataDir)
  const name = createHash('sha256').update(real).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\ficha-${name}`
  const inside = join(real, 'ficha.sock')
  return Buffer.byteLength(inside) <= LONGEST ? inside : join(tmpdir(), `ficha-${name}.sock`)
}

/** Becomes the one process of this data folder. @returns undefined when another is */
export async function acquireControl(dataDir: string, run: RunCommand): Promise<Control | undefined> {
  const path = controlPath(dataDir)
  const commands = new Set<Promise<void>>()
  let leaving = false
  const server = createServer((incoming, answer) => {
    if (leaving && incoming.method === 'POST') {
      answer.writeHead(LEAVING).end()
      return
    }
    const served = serveCommand(incoming, answer, run)
    commands.add(served)
    void served.finally(() => commands.delete(served))
  })
  const drain = async () => {
    leaving = true
    await Promise.all(commands)
  }
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await listen(server, path)) return { drain, close: () => closeServer(server) }
    if (await answers(path)) return undefined
    await removeStale(path)
    await sleep(50)
  }
  return undefined
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', failed)
    server.listen(path, () => {
      server.off('error', failed)
      if (process.platform !== 'win32') chmodSync(path, 0o600)
      resolve(true)
    })
  })
}

/** A killed process leaves its socket file behind. Only one at a time may clear it away, or two would listen. */
async function removeStale(path: string): Promise<void> {
  const gate = `${path}.clearing`
  try {
    mkdirSync(gate)
  } catch {
    const age = Date.now() - (statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 10_000) rmSync(gate, { recursive: true, force: true })
    return
  }
  try {
    if (!(await answers(path))) rmSync(path, { force: true })
  } finally {
    rmdirSync(gate)
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ask = request({ socketPath: path, path: '/', method: 'GET' }, (answer) => {
      answer.resume()
      resolve(true)
    })
    ask.on('error', () => resolve(false))
    ask.end()
  })
}

async function serveCommand(incoming: IncomingMessage, answer: ServerResponse, run: RunCommand): Promise<void> {
  if (incoming.method !== 'POST') {
    answer.end()
    return
  }
  const say = (line: Line) => answer.write(`${JSON.stringify(line)}\n`)
  try {
    const command = JSON.parse(await text(incoming)) as Command
    const exit = await run(command, { out: (out) => say({ out }), err: (err) => say({ err }) })
    say({ exit })
  } catch (error) {
    say({ err: `${error instanceof Error ? error.message : 'failed'}\n` })
    say({ exit: 1 })
  }
  // Sent before the command counts as served: then the connection may go.
  await new Promise<void>((resolve) => answer.end(resolve).once('close', resolve))
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Has the process that owns this data folder run a command. @returns its exit code; undefined when nobody owns the folder, or is just letting go of it */
export function askOwner(dataDir: string, command: Command, io: CommandIo): Promise<number | undefined> {
  return new Promise((resolve) => {
    let exit: number | undefined
    const ask = request({ socketPath: controlPath(dataDir), path: '/', method: 'POST' }, (answer) => {
      if (answer.statusCode === LEAVING) return resolve(void answer.resume())
      const lines = createInterface({ input: answer })
      lines.on('line', (said) => {
        const line = JSON.parse(said) as Line
        if ('out' in line) io.out(line.out)
        else if ('err' in line) io.err(line.err)
        else exit = line.exit
      })
      lines.on('close', () => {
        if (exit === undefined) io.err('the server ended before the command was done; run it again to go on\n')
        resolve(exit ?? 1)
      })
      // Both say so when the other side goes away.
      for (const one of [answer, lines]) one.on('error', () => lines.close())
    })
    ask.on('error', () => resolve(undefined))
    ask.end(JSON.stringify(command))
  })
}
