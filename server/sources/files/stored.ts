/** Messages as they lie on disk: identified, not yet parsed. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Locator } from '../source.ts'
import { KEEP_RAW, fromUnquoter } from './mbox.ts'
import { idOfFile, idOfMaildir, idOfStored, rawHash } from './raw-hash.ts'

/**
 * `locator` is one of: {kind: 'mbox', path, offset, length, copy}, {kind: 'eml', path}, {kind: 'maildir', path, base},
 * {kind: 'file', path}, each with `place`, the folder it lies in, and `folder`, the one to show it in.
 */
export type Stored = {
  providerId: string
  version: number
  locator: Locator
  /** Maildir's letters. */
  flags: string
  /** Size on disk. */
  bytes: number
  /** The message; a function for one that is too large to hold, to be called once. null with `failed`. */
  raw: Buffer | (() => Readable) | null
  failed: { code: string; detail: string } | null
}

const REASONS: Record<string, { code: string; detail: string }> = {
  ENOENT: { code: 'file-missing', detail: 'The file is not there.' },
  EACCES: { code: 'file-forbidden', detail: 'The file may not be read.' },
  EPERM: { code: 'file-forbidden', detail: 'The file may not be read.' },
  UNKNOWN_KIND: { code: 'not-mail', detail: 'The file holds no mail that can be recognised.' },
  NO_CALENDAR: { code: 'not-a-calendar', detail: 'The file holds no calendar that can be recognised.' },
  TOO_LARGE: { code: 'file-too-large', detail: 'The calendar is larger than 64 MB.' },
}

/** @param code of a system error, or one of the above */
export const fileFailure = (code: string | undefined) =>
  REASONS[code ?? ''] ?? { code: 'file-unreadable', detail: 'Reading the file failed.' }

/** A file or folder that gives no message at all, as one failed item. */
export function storedFailure(path: string, folder: string, code: string | undefined): Stored {
  const locator = { kind: 'file', path, place: folder, folder }
  return { providerId: idOfFile(path), version: 0, locator, flags: '', bytes: 0, raw: null, failed: fileFailure(code) }
}

/** @throws what reading throws */
export async function storedEml(path: string, folder: string): Promise<Stored> {
  const { size, mtimeMs } = await stat(path)
  const raw = size <= KEEP_RAW ? await readFile(path) : null
  return {
    providerId: idOfStored(path, raw ? hashOf(raw) : await hashRange(path, 0, size), 0),
    version: Math.floor(mtimeMs),
    locator: { kind: 'eml', path, place: folder, folder },
    flags: '',
    bytes: size,
    raw: raw ?? (() => createReadStream(path)),
    failed: null,
  }
}

/** @param name path of the message below the Maildir */
export async function storedMaildir(maildir: { path: string; name: string }, name: string): Promise<Stored> {
  const { base, flags } = splitMaildirName(name)
  const path = join(maildir.path, name)
  const common = {
    providerId: idOfMaildir(maildir.path, base),
    locator: { kind: 'maildir', path: maildir.path, base, place: maildir.name, folder: maildir.name },
    flags,
  }
  try {
    const { size, ctimeMs } = await stat(path)
    const raw = size <= KEEP_RAW ? await readFile(path) : () => createReadStream(path)
    // Renaming changes the flags and ctime, not mtime.
    return { ...common, version: Math.floor(ctimeMs), bytes: size, raw, failed: null }
  } catch (error) {
    return { ...common, version: 0, bytes: 0, raw: null, failed: fileFailure((error as NodeJS.ErrnoException).code) }
  }
}

/** maildir(5): `unique:2,FLAGS`; where a name cannot hold a colon, other characters stand for it. */
export function splitMaildirName(path: string): { base: string; flags: string } {
  const match = /^(.*?)(?:[:;!]2,([A-Za-z]*))?$/s.exec(basename(path))
  return { base: match?.[1] ?? '', flags: match?.[2] ?? '' }
}

/** A whole message out of an mbox, without its quoting of "From ". */
export function unquoted(raw: Buffer): Buffer {
  const unquoter = fromUnquoter()
  return Buffer.concat([unquoter.push(raw), unquoter.end()])
}

/** The same as a stream, by its place in the file. */
export function readRange(path: string, start: number, length: number): Readable {
  if (length === 0) return Readable.from([])
  return Readable.from(unquote(createReadStream(path, { start, end: start + length - 1 })), { objectMode: false })
}

async function* unquote(source: Readable): AsyncGenerator<Buffer> {
  const unquoter = fromUnquoter()
  for await (const chunk of source) {
    const bytes = unquoter.push(chunk as Buffer)
    if (bytes.length > 0) yield bytes
  }
  const rest = unquoter.end()
  if (rest.length > 0) yield rest
}

function hashOf(raw: Buffer): string {
  const hash = rawHash()
  hash.push(raw)
  return hash.hex()
}

/** Of what lies at that place, still quoted, as `scanMbox` hashes it. */
export async function hashRange(path: string, start: number, length: number): Promise<string> {
  const hash = rawHash()
  if (length > 0) {
    for await (const chunk of createReadStream(path, { start, end: start + length - 1 })) hash.push(chunk as Buffer)
  }
  return hash.hex()
}
