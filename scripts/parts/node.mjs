import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, Stop } from './run.mjs'

/** The Node that runs TypeScript as it is: our own where it can, else the one that came as a package. */
export function findNode() {
  if (process.features.typescript) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = join(ROOT, `node_modules/node-${platform}-${process.arch}/bin/${name}`)
  // Being there is not enough: the package's binary is made for glibc and does not start on Alpine.
  if (existsSync(packaged) && spawnSync(packaged, ['--version']).status === 0) return packaged
  throw new Stop(
    `Ficha needs Node 24 (or ≥ 22.18); this is ${process.version} on ${process.platform} ${process.arch}, ` +
      `for which none came along. Install one and run this again, for example: ${suggestion()}`,
  )
}

function suggestion() {
  if (process.platform === 'darwin') return 'brew install node@24 && brew link --overwrite node@24'
  if (process.platform === 'win32') return 'winget install OpenJS.NodeJS.LTS'
  if (existsSync('/etc/alpine-release')) return 'apk add nodejs npm (Alpine 3.23 or newer)'
  return 'nvm install 24'
}
