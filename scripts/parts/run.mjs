import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Progress goes to standard error: standard output belongs to the command itself. */
export function say(line) {
  process.stderr.write(`ficha: ${line}\n`)
}

/** A reason that a person can act on: printed without a stack. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Runs a command's whole work and ends the process with the exit code that it returns. */
export async function main(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(error.message)
    process.exitCode = error.exitCode
  }
}

/** A step on the way, its output on standard error; answers its exit code. Says every ten seconds that it is still at work. */
export async function step(label, file, args, env = process.env) {
  const startedAt = Date.now()
  say(`${label}…`)
  const beat = setInterval(() => say(`${label}… ${Math.round((Date.now() - startedAt) / 1000)} s`), 10_000)
  let stopped = false
  const stop = () => (stopped = true)
  for (const signal of FORWARDED) process.once(signal, stop)
  try {
    const code = await supervise(file, args, { env, stdio: ['ignore', 2, 2] })
    if (stopped) throw new Stop('stopped', 130)
    return code
  } finally {
    clearInterval(beat)
    for (const signal of FORWARDED) process.off(signal, stop)
  }
}

/** The command itself: it has our input and output; answers the exit code to pass on. */
export function become(node, args, env = process.env) {
  const leash = new URL('./leash.mjs', import.meta.url).href
  const flags = ['--disable-warning=ExperimentalWarning', '--import', leash]
  return supervise(node, [...flags, ...args], { env, stdio: 'inherit' })
}

function supervise(file, args, { env, stdio }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio })
    const forward = (signal) => {
      // A terminal's Ctrl-C goes to the whole group, so the child has it already; a second one may mean "at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) setTimeout(() => child.kill('SIGTERM'), 10_000).unref()
      else child.kill(signal)
    }
    const stopWatching = whenParentDies(() => child.kill('SIGTERM'))
    for (const signal of FORWARDED) process.on(signal, forward)
    const done = () => {
      stopWatching()
      for (const signal of FORWARDED) process.off(signal, forward)
    }
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('close', (code, signal) => {
      done()
      resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1))
    })
  })
}

/**
 * Under `npm run`, a killed npm (or the shell between) takes us along. Started by hand we may be meant to outlive the
 * shell that did it.
 */
function whenParentDies(act) {
  if (!process.env.npm_lifecycle_event) return () => {}
  const parent = process.ppid
  const npm = npmAbove(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && (!npm || npmAbove(parent) === npm)) return
    clearInterval(timer)
    act()
  }, 1_000)
  timer.unref()
  return () => clearInterval(timer)
}

/** The npm that started the shell that started us: that shell lives on when npm alone is killed. Seen on Linux only. */
function npmAbove(shell) {
  try {
    // "pid (name) state ppid …": the name may hold anything, also brackets.
    const grandparent = Number(readFileSync(`/proc/${shell}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
    return /\bnpm\b/.test(readFileSync(`/proc/${grandparent}/cmdline`, 'utf8')) ? grandparent : undefined
  } catch {
    return undefined
  }
}
