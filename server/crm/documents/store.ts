/** Where the content of documents is kept: once for each content, named by its SHA-256. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer } from 'file-type'

export type StoredDocument = { sha256: string; size: number; type: string }

/** Content that has arrived but is not yet anybody's document. */
export type StagedDocument = StoredDocument & {
  /** Puts it in its place: a rename, so it may happen inside a transaction. */
  keep(): Promise<void>
  discard(): Promise<void>
}

export type DocumentStore = {
  /** Streams `content` in. `declared`: the type to fall back to when the content does not say. */
  stage(content: Readable, declared: string): Promise<StagedDocument>
  /** @throws ENOENT when there is no such content */
  read(sha256: string): Promise<Readable>
  remove(sha256: string): Promise<void>
}

const NAME = /^[0-9a-f]{64}$/

export function createFolderStore(folder: string): DocumentStore {
  const pathOf = (sha256: string) => {
    if (!NAME.test(sha256)) throw new Error('not a document name')
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async stage(content, declared) {
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const incoming = join(folder, 'incoming', randomUUID())
      const discard = () => rm(incoming, { force: true })
      try {
        const { sha256, size } = await writeHashed(content, incoming)
        const keep = async () => {
          await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
          await rename(incoming, pathOf(sha256))
        }
        return { sha256, size, type: await typeOf(incoming, declared), keep, discard }
      } catch (error) {
        await discard()
        throw error
      }
    },
    read: async (sha256) => {
      const file = await open(pathOf(sha256))
      return createReadStream('', { fd: file })
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

async function writeHashed(content: Readable, path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(content, count, createWriteStream(path, { mode: 0o600 }))
  return { sha256: hash.digest('hex'), size }
}

/** Typed by content: what a sender declares may be wrong or a lie. */
async function typeOf(path: string, declared: string): Promise<string> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(4100)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    const found = await fileTypeFromBuffer(head.subarray(0, bytesRead))
    if (found) return found.mime
    // Text has no signature: the declared type may stand, unless it would make a browser run it.
    return /^text\/(csv|plain|calendar|vcard)$/.test(declared) ? declared : 'application/octet-stream'
  } finally {
    await file.close()
  }
}
