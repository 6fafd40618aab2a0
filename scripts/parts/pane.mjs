import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { ROOT, Stop, step } from './run.mjs'

const SOURCES = [
  'addin-outlook',
  'shared',
  'server/web/pages/client',
  'server/web/playground/client',
  'vite.config.ts',
  'package-lock.json',
]
const STAMP = join(ROOT, 'dist/.built-from')

/** Builds dist/ when it is missing or was built from other sources. */
export async function buildPane(node) {
  if (isBuilt()) return
  await withLock(async () => {
    if (isBuilt()) return
    // Before the build: what is saved while it runs is seen as newer the next time.
    const sources = sourcesHash()
    rmSync(STAMP, { force: true })
    const code = await step('building the pane', node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
    if (code !== 0) throw new Stop(`the pane could not be built (vite: exit ${code})`, code)
    writeFileSync(STAMP, sources)
  })
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Of the content, whatever the files' times say: a fresh checkout changes those. */
function sourcesHash() {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesAt).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesAt(path) {
  if (!existsSync(join(ROOT, path))) return []
  if (statSync(join(ROOT, path)).isFile()) return [path]
  return readdirSync(join(ROOT, path)).flatMap((name) => filesAt(`${path}/${name}`))
}
