/**
 * The demo as one finds it who has just started Ficha, invented once for all files of a worker and laid out anew for each.
 * What it stored names its folder, so it always lies where it was founded.
 */
import { constants, existsSync } from 'node:fs'
import { cp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { startServer } from './server.ts'

/** Holds the folder of this run, which global-setup.ts makes and removes. */
export const RUN_FOLDER = 'FICHA_TEST_RUN_FOLDER'

const MAIL = 'demo/mail'

/** @returns a data folder whose demo was founded today and which nobody has touched; what the one before it became is lost */
export async function foundedDemo(): Promise<string> {
  const { [RUN_FOLDER]: run, VITEST_POOL_ID: worker } = process.env
  if (!run || !worker) throw new Error('only a worker of vitest has a founded demo: see global-setup.ts')
  const live = join(run, `demo-${worker}`)
  const kept = `${live}-kept`
  if (await isOfToday(kept)) await layOut(kept, live)
  else await found(live, kept)
  return live
}

/** Another day's is thrown away by the server, which would invent it anew at each start. */
async function isOfToday(folder: string): Promise<boolean> {
  const stamp = join(folder, 'demo/founded-on')
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === new Date().toISOString().slice(0, 10)
}

async function found(live: string, kept: string): Promise<void> {
  const unfinished = `${kept}-unfinished`
  await Promise.all([live, kept, unfinished].map(remove))
  const server = await startServer({ dataDir: live })
  const code = await server.stop()
  if (code !== 0) throw new Error(`the server that founded the demo ended with ${code}:\n${server.output()}`)
  await copy(live, unfinished)
  await rename(unfinished, kept)
}

/**
 * A mail is known by its name and its ctime, which no copy has: those that are still there stay, or all of them would be
 * read anew as changed, which no user's are.
 */
async function layOut(kept: string, live: string): Promise<void> {
  const [mail, aside] = [join(live, MAIL), `${live}-mail`]
  await rename(mail, aside)
  await remove(live)
  await copy(kept, live, join(kept, MAIL))
  await rename(aside, mail)
  const [wanted, there] = await Promise.all([namesIn(join(kept, MAIL)), namesIn(mail)])
  for (const name of there.difference(wanted)) await remove(join(mail, name))
  for (const name of wanted.difference(there)) await copy(join(kept, MAIL, name), join(mail, name))
}

async function namesIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Set(entries.map(({ parentPath, name }) => relative(folder, join(parentPath, name))))
}

/** A clone where the file system can (APFS, btrfs), else a copy. */
async function copy(from: string, to: string, without?: string): Promise<void> {
  const mode = constants.COPYFILE_FICLONE
  await cp(from, to, { recursive: true, preserveTimestamps: true, mode, filter: (path) => path !== without })
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 5 })
