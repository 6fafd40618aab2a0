/** What a reader's Outlook loads: the pane's JavaScript, as it is sent. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** @returns gzipped kB of all the scripts of the built pane */
export function paneSize(): number {
  const folder = join(import.meta.dirname, '../../dist/outlook/assets')
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000
}
