/** What is measured runs in processes of its own, as it does in earnest; each answers with one JSON value. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '../..')
const leash = pathToFileURL(join(root, 'scripts/parts/leash.mjs')).href

/** Starts a script of this folder. Its standard error is ours. */
export function startScript(script: string, args: readonly string[]): ChildProcess {
  const file = join(import.meta.dirname, script)
  return spawn(process.execPath, ['--import', leash, file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Runs it to its end. An Error when it fails. */
export async function runScript<T>(script: string, args: readonly string[]): Promise<T> {
  const child = startScript(script, args)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(output) as T
}
