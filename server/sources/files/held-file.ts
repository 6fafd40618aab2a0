/** A file that is read over several pages. Between pages it is closed: nobody tells a source when it is no longer wanted. */
import { open, stat, type FileHandle } from 'node:fs/promises'

/** The file is not the one that was being read: what was learnt about it no longer holds. */
export class ChangedFile extends Error {
  override name = 'ChangedFile'
}

export class HeldFile {
  readonly path: string
  #handle: FileHandle | null = null
  #seen: { ino: number; size: number; mtimeMs: number } | null = null

  constructor(path: string) {
    this.path = path
  }

  async stat(): Promise<{ mtimeMs: number; size: number }> {
    return (await this.#open()).stat()
  }

  /** @returns what is there, shorter at the end of the file. @throws ChangedFile when it was replaced or cut meanwhile */
  async read(position: number, length: number): Promise<Buffer> {
    const handle = await this.#open()
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  }

  /** Lets go of the file; the next use opens it again. */
  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  /** Nobody wrote to it since it was opened. */
  async isUntouched(): Promise<boolean> {
    const now = await stat(this.path).catch(() => null)
    const seen = this.#seen
    return (
      now !== null && seen !== null && now.ino === seen.ino && now.size === seen.size && now.mtimeMs === seen.mtimeMs
    )
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle
    const handle = await open(this.path)
    const { ino, size, mtimeMs } = await handle.stat()
    // Growing while a page is read is what mail files do, and changes nothing of what was read.
    if (this.#seen && (this.#seen.ino !== ino || size < this.#seen.size)) {
      await handle.close()
      throw new ChangedFile('The file was replaced or cut.')
    }
    this.#handle = handle
    this.#seen ??= { ino, size, mtimeMs }
    return handle
  }
}
