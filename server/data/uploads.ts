/** Files that are about to be imported: each lies for a day under a random id, and belongs to whoever brought it. */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataNoun } from '#shared/api/data.ts'

export type Upload = { userId: number; fileName: string; noun: DataNoun }

const KEPT_MS = 24 * 60 * 60 * 1000
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @returns its id */
export async function saveUpload(folder: string, upload: Upload, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true })
  const id = randomUUID()
  await writeFile(join(folder, id), bytes, { mode: 0o600 })
  await writeFile(join(folder, `${id}.json`), JSON.stringify(upload), { mode: 0o600 })
  return id
}

/** @returns undefined when there is none, or it is another's */
export async function findUpload(
  folder: string,
  id: string,
  userId: number,
): Promise<(Upload & { bytes: Buffer }) | undefined> {
  if (!ID.test(id)) return undefined
  try {
    const upload = JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as Upload
    return upload.userId === userId ? { ...upload, bytes: await readFile(join(folder, id)) } : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export async function dropOldUploads(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const file = join(folder, name)
    const written = await stat(file).catch(() => undefined)
    if (written && now.getTime() - written.mtimeMs > KEPT_MS) await rm(file, { force: true })
  }
}
