/** The lock file decides whether a newcomer's `npm start` works at all, on machines other than this one too. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

type Package = {
  version?: string
  resolved?: string
  integrity?: string
  optionalDependencies?: Record<string, string>
}

const root = join(import.meta.dirname, '..')
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))
const { packages } = read('package-lock.json') as { packages: Record<string, Package> }

it('holds every optional package, whatever the platform', () => {
  // An optional version that the registry lacks is left out in silence, and then `npm ci` refuses the lock file.
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map((name) => `${name} of ${path}`),
  )
  expect(missing).toEqual([])
})

it('says what each package is, and not from where', () => {
  const entries = Object.entries(packages).filter(([path]) => path !== '')
  expect(entries.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([])
  expect(entries.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
})

it('names exact versions only: under an old Node a range would quietly take an old release', () => {
  const manifest = read('package.json') as Record<
    'dependencies' | 'devDependencies' | 'optionalDependencies',
    Record<string, string>
  >
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})
