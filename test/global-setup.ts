/** Once a run, before the first file: it has a folder, the browser is there, and the PostgreSQL servers run. Answers how to end them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareBrowser } from './support/browser.ts'
import { type Kind, selectedKinds, serverVariable } from './support/database-kinds.ts'
import { RUN_FOLDER } from './support/founded-demo.ts'
import { packagedPostgres, systemPostgres } from './support/postgres-binaries.ts'
import { type Cluster, startPostgres } from './support/postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  // Vitest dies of these at once, and nothing would be tidied. Not `once`: a second one would end the tidying.
  process.on('SIGTERM', () => process.exit(143))
  process.on('SIGHUP', () => process.exit(129))
  // Whichever way it ends.
  const folder = mkdtempSync(join(tmpdir(), 'ficha-run-'))
  process.env[RUN_FOLDER] = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  // Said early and once; the journeys then fail with the same words, and everything else is tested all the same.
  await prepareBrowser().catch((error: Error) => console.error(error.message))
  const clusters = await Promise.all(selectedKinds().map(start))
  return async () => {
    await Promise.all(clusters.map(async (cluster) => cluster?.stop()))
  }
}

async function start(kind: Kind): Promise<Cluster | undefined> {
  const binaries = { pglite: () => undefined, postgres: packagedPostgres, postgres15: systemPostgres }[kind]()
  if (!binaries) return undefined
  const cluster = await startPostgres(binaries)
  // The workers inherit it; provide/inject would tie the support files to vitest, and the benchmarks use them too.
  process.env[serverVariable(kind)] = cluster.url
  return cluster
}
