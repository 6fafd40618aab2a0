/** What an import stores, one after the other, from any place on: messages, which are not parsed here, and events. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { displayFolder } from './folder-name.ts'
import { ChangedFile, HeldFile } from './held-file.ts'
import { openCalendar, showEvent, type CalendarContext, type ShownItems } from './ics.ts'
import { KEEP_RAW, firstPostmark, scanMbox, type MboxEntry } from './mbox.ts'
import { idOfStored } from './raw-hash.ts'
import { sniffFile } from './sniff.ts'
import {
  readRange,
  splitMaildirName,
  storedEml,
  storedFailure,
  storedMaildir,
  unquoted,
  type Stored,
} from './stored.ts'
import { byCode, candidateNames, maildirNames, type Folder } from './survey.ts'

/**
 * A place between two messages or events. `offset` is within an mbox that was `size` long then, or within a calendar of this
 * `print`; null: after the whole entry.
 */
export type Place = { folder: string; entry: string; offset: number | null; size: number; print?: string }

/** `item` is null where something was passed that is no message. */
export type Step = { item: Stored | ShownItems | null; place: Place; bytes: number }

/** `file`: where a walk leaves the mbox it is in the middle of, for the page to close. */
export type Holder = { file: HeldFile | null; readonly calendar: CalendarContext }

const errorCode = (error: unknown) => (error as NodeJS.ErrnoException).code

/** All of a folder's steps after `from` (null: from its beginning). Never throws: what fails becomes a failed item. */
export async function* walkFolder(folder: Folder, from: Place | null, holder: Holder): AsyncGenerator<Step> {
  try {
    if (folder.kind === 'maildir') yield* walkMaildir(folder, from)
    else yield* walkFiles(folder, from, holder)
  } catch (error) {
    const place = { folder: folder.path, entry: '\uffff', offset: null, size: 0 }
    yield { item: storedFailure(folder.path, folder.name, errorCode(error)), place, bytes: 0 }
  }
}

async function* walkFiles(folder: Folder, from: Place | null, holder: Holder): AsyncGenerator<Step> {
  const entries = await readdir(folder.path, { withFileTypes: true })
  const files = folder.only ?? candidateNames(entries).map((name) => ({ name, expected: false }))
  for (const { name, expected } of files.toSorted((a, b) => byCode(a.name, b.name))) {
    const passed = from === null ? 1 : byCode(name, from.entry)
    if (passed < 0 || (passed === 0 && from!.offset === null)) continue
    const path = join(folder.path, name)
    const place = { folder: folder.path, entry: name, offset: null, size: 0 }
    try {
      const kind = await sniffFile(path, expected)
      const within = passed === 0 ? from : null
      if (kind === 'mbox') yield* walkMbox({ folder, name, holder }, within)
      else if (kind === 'ics') yield* walkCalendar({ folder, name, holder }, within)
      else yield { item: await single(path, kind, folder.name), place, bytes: (await stat(path)).size }
    } catch (error) {
      yield { item: storedFailure(path, folder.name, errorCode(error)), place, bytes: 0 }
    }
  }
}

async function single(
  path: string,
  kind: 'eml' | 'empty' | 'ignore' | 'unknown',
  folder: string,
): Promise<Stored | null> {
  if (kind === 'eml') return storedEml(path, folder)
  return kind === 'unknown' ? storedFailure(path, folder, 'UNKNOWN_KIND') : null
}

type Entry = { folder: Folder; name: string; holder: Holder }

/** Event by event. A file that is another one by now is read from its beginning: what is stored already is a replay. */
async function* walkCalendar({ folder, name, holder }: Entry, from: Place | null): AsyncGenerator<Step> {
  const path = join(folder.path, name)
  const after: Place = { folder: folder.path, entry: name, offset: null, size: 0 }
  const file = await openCalendar(path, folder.name)
  if (!('entries' in file)) {
    yield { item: file, place: after, bytes: (await stat(path)).size }
    return
  }
  const { entries, print, bytes: size } = file
  const resumed = from?.print === print ? entries.findIndex(({ offset }) => offset === from.offset) : 0
  const first = Math.max(0, resumed)
  let passed = first === 0 ? 0 : entries[first]!.offset
  for (const [index, entry] of entries.entries()) {
    if (index < first) continue
    const offset = entries[index + 1]?.offset ?? null
    const bytes = (offset ?? size) - passed
    passed += bytes
    yield { item: showEvent(file, entry, holder.calendar), place: { ...after, offset, size, print }, bytes }
  }
  if (entries.length === 0) yield { item: null, place: after, bytes: size }
}

async function* walkMbox(mbox: Entry, from: Place | null): AsyncGenerator<Step> {
  const file = new HeldFile(join(mbox.folder.path, mbox.name))
  mbox.holder.file = file
  let changed = false
  try {
    yield* scanFrom(file, mbox, from)
  } catch (error) {
    if (!(error instanceof ChangedFile)) throw error
    changed = true
  } finally {
    mbox.holder.file = null
    await file.close()
  }
  // Read anew: what is stored already is a replay.
  if (changed) yield* walkMbox(mbox, null)
}

async function* scanFrom(file: HeldFile, { folder, name }: Entry, from: Place | null): AsyncGenerator<Step> {
  const { mtimeMs, size } = await file.stat()
  const begin = firstPostmark(await file.read(0, 8192)) ?? 0
  const wanted = from !== null && from.size <= size ? (from.offset ?? begin) : begin
  const copies = new Map<string, number>()
  const start = await countBefore(file, { begin, wanted, copies })
  const context = { path: file.path, folder: mboxName(folder, name), version: Math.floor(mtimeMs) }
  for await (const entry of scanMbox(file, start, KEEP_RAW)) {
    const offset = entry.next < size ? entry.next : null
    yield {
      item: storedMbox(context, entry, countCopy(copies, entry.hash)),
      place: { folder: folder.path, entry: name, offset, size },
      bytes: entry.next - entry.offset,
    }
  }
}

/**
 * Equal copies are numbered from the beginning of the file, so what was passed is hashed again.
 * @returns `wanted`, or the beginning when no message begins there any more
 */
async function countBefore(
  file: HeldFile,
  at: { begin: number; wanted: number; copies: Map<string, number> },
): Promise<number> {
  if (at.wanted === at.begin) return at.begin
  for await (const entry of scanMbox(file, at.begin, 0)) {
    countCopy(at.copies, entry.hash)
    if (entry.next === at.wanted) return at.wanted
    if (entry.next > at.wanted) break
  }
  at.copies.clear()
  return at.begin
}

/** How many equal ones came before. Half of the hash keeps the memory for a million messages at about 60 MB. */
function countCopy(copies: Map<string, number>, hash: string): number {
  const key = hash.slice(0, 32)
  const before = copies.get(key) ?? 0
  copies.set(key, before + 1)
  return before
}

/** Apple Mail exports a folder "Clientes.mbox" with a file "mbox" in it. */
const mboxName = (folder: Folder, name: string) =>
  /^mbox$/i.test(name) ? folder.name : displayFolder(name.replace(/\.(?:mbox|mbx|mboxrd)$/i, ''))

type MboxContext = { path: string; folder: string; version: number }

function storedMbox({ path, folder, version }: MboxContext, entry: MboxEntry, copy: number): Stored {
  const length = entry.end - entry.start
  return {
    providerId: idOfStored(path, entry.hash, copy),
    version,
    locator: { kind: 'mbox', path, offset: entry.start, length, copy, place: folder, folder },
    flags: '',
    bytes: length,
    raw: entry.raw ? unquoted(entry.raw) : () => readRange(path, entry.start, length),
    failed: null,
  }
}

async function* walkMaildir(folder: Folder, from: Place | null): AsyncGenerator<Step> {
  const entries = (await maildirNames(folder.path)).map((name) => ({ name, base: splitMaildirName(name).base }))
  // By the name that stays: a message that is read meanwhile moves from new to cur, and is neither lost nor doubled.
  entries.sort((a, b) => byCode(a.base, b.base))
  let last: string | null = from?.entry ?? null
  for (const { name, base } of entries) {
    if (last !== null && byCode(base, last) <= 0) continue
    last = base
    const item = await storedMaildir(folder, name)
    yield { item, place: { folder: folder.path, entry: base, offset: null, size: 0 }, bytes: item.bytes }
  }
}
