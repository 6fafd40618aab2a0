// Plain JavaScript that any Node ≥ 20 runs with nothing installed: it is what installs the rest.
import { createHash, randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT, say } from './run.mjs'

// Not in node_modules: what is locked is, among other things, its removal.
const file = join(tmpdir(), `ficha-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}.lock`)
const BEAT_MS = 2_000
const STALE_MS = 30_000

/**
 * One process of this folder at a time: two `npm ci` at once destroy each other's work.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
  for (let told = false; !take();) {
    if (isStale()) {
      steal()
      continue
    }
    if (!told) say('another command is preparing this folder, waiting for it…')
    told = true
    await sleep(200)
  }
  const beat = setInterval(() => touch(), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(file, { force: true })
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Its holder is dead, or its pid is somebody else's by now: nobody keeps it fresh. */
function isStale(path = file) {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true
    const pid = Number(readFileSync(path, 'utf8'))
    // Empty for the instant between creation and writing.
    return pid > 0 && !isAlive(pid)
  } catch {
    return false
  }
}

function steal() {
  const mine = `${file}.${randomUUID()}`
  try {
    renameSync(file, mine)
  } catch {
    return
  }
  // Between the look and the rename somebody else may have stolen and retaken it: then it is given back.
  if (!isStale(mine)) {
    try {
      linkSync(mine, file)
    } catch {
      /* a third one holds it now; the worst case is one install done twice */
    }
  }
  rmSync(mine, { force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch() {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    /* somebody cleaned the temp folder: nothing to keep fresh */
  }
}
