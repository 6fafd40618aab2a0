/** Ficha as its users run it: real processes, for the journeys and for the tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { freePort } from './postgres.ts'

const root = join(import.meta.dirname, '../..')

/** Half of what starting costs is compiling the same files: with them kept, 1.5 s of processor time become 0.8. */
const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/ficha/compiled')

/**
 * WebAssembly by V8's baseline compiler alone: optimising PGlite costs a process that lives for seconds another second and a
 * half, and 460 MB. What it does is the same.
 */
const BASELINE = '--liftoff-only'

export type Environment = Record<string, string | undefined>

export type RunningServer = {
  /** http://127.0.0.1:port */
  url: string
  pid: number
  dataDir: string
  /** As Ctrl-C does. Answers the exit code. */
  stop(): Promise<number | null>
  /** At once, without a chance to tidy up. */
  kill9(): Promise<void>
  /** Everything it printed so far. */
  output: () => string
}

/**
 * Starts `server/main.ts` and waits until it is able to serve. Without `dataDir` it gets a temp folder of its own,
 * which stays (another start may go on with it). An Error with the output when it ends before that.
 */
export async function startServer(options: { env?: Environment; dataDir?: string } = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? options.env?.['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'ficha-data-')))
  const port = await freePort()
  const env = { HOST: '127.0.0.1', PORT: String(port), ...options.env, DATA_DIR: dataDir }
  const child = spawnNode(['server/main.ts'], { env, cwd: root })
  const output = collect(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = `http://127.0.0.1:${env.PORT}`
  await untilReady({ url, child, output })
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    output,
    async stop() {
      child.kill('SIGINT')
      // A stop that hangs must fail its test, not the whole run.
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
      return ended.finally(() => clearTimeout(timer))
    },
    async kill9() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function untilReady({
  url,
  child,
  output,
}: {
  url: string
  child: ChildProcess
  output: () => string
}): Promise<void> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended (${child.exitCode ?? child.signalCode}) before it was ready:\n${output()}`)
    }
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
  }
  child.kill('SIGKILL')
  throw new Error(`the server was not ready within three minutes:\n${output()}`)
}

export type FichaResult = { code: number | null; stdout: string; stderr: string; json: unknown }

/** Runs a `ficha` command; `json` is its standard output parsed, undefined when that is not JSON. */
export async function runFicha(
  args: string[],
  options: { env?: Environment; cwd?: string } = {},
): Promise<FichaResult> {
  const child = spawnFicha(args, options)
  const texts = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: string) => (texts.stdout += chunk))
  child.stderr?.on('data', (chunk: string) => (texts.stderr += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...texts, json: parsed(texts.stdout) }
}

/** A `ficha` command under way, for whoever means to kill it. */
export function spawnFicha(args: string[], options: { env?: Environment; cwd?: string } = {}): ChildProcess {
  // As `npm run ficha` leaves word of it: the process itself always starts in the project's folder.
  const env = { ...options.env, INIT_CWD: options.cwd ?? root }
  return spawnNode(['server/cli/main.ts', ...args], { env, cwd: root })
}

function spawnNode(args: string[], { env, cwd }: { env: Environment; cwd: string }): ChildProcess {
  // Our own settings and those of the machine's developer stay out: only what the test says counts.
  const inherited = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG'].map((name) => [name, process.env[name]]),
  )
  const leash = pathToFileURL(join(root, 'scripts/parts/leash.mjs')).href
  const child = spawn(process.execPath, [BASELINE, '--import', leash, ...args], {
    cwd,
    env: { ...inherited, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  return child
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stdout?.on('data', (chunk: string) => (text += chunk))
  child.stderr?.on('data', (chunk: string) => (text += chunk))
  return () => text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
