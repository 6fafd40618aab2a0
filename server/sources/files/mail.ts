/**
 * The `files` source: mail in .mbox and .eml files and Maildirs, calendars in .ics files, page by page, with memory that does
 * not grow with them (but with the largest calendar).
 */
import { SourceError } from '#server/errors.ts'
import { UnreadableMessage, parseMessage, readAttachment } from '../mime/parse.ts'
import type { Locator, MailSource, Page, SeriesShown, SourceItem } from '../source.ts'
import { folderOfLabels, gmailLabels, localReason } from './folder-name.ts'
import { findStored, type Listings } from './find.ts'
import { findInCalendar, type CalendarContext, type OpenCalendars, type ShownItems } from './ics.ts'
import { survey, type Survey } from './survey.ts'
import { fileFailure, storedFailure, type Stored } from './stored.ts'
import { walkFolder, type Holder, type Place, type Step } from './walk.ts'

const PAGE_ITEMS = 100
/** Raw bytes after which a page ends: what is in memory at once, with the text of its messages. */
const PAGE_BYTES = 16 * 1024 * 1024

export type Version = { providerId: string; version: number }

export type FilesSourceOptions = {
  /** Files and folders to import. */
  paths: string[]
  /** Of these, the provider ids that are stored in exactly this version: they come back as `unchanged`, unread. */
  isKnown?: (items: Version[]) => Promise<Set<string>>
  /** IANA: what floating times and whole days of a calendar are meant in; null: what it says of itself, else the server's. */
  zone?: string | null
  /** Endless series are seen from a year before to half a year after it. */
  now?: () => Date
}

/** What `position` says: the last place passed (null: none yet), the bytes before it, and whether that was the end. */
type Position = { v: 1; after: Place | null; bytes: number; end: boolean }

/**
 * One reader of pages at a time: a source remembers where it is in the file it is reading.
 * @returns a source; `readPage` throws `SourceError('cursor-expired')` for a position that is not of these paths
 */
export function createFilesSource(options: FilesSourceOptions): MailSource {
  const calendar = { zone: options.zone ?? null, now: options.now ?? (() => new Date()) }
  const reader = new PageReader(options, calendar)
  return {
    readPage: (position) => reader.read(position),
    fetchItems: async (wanted) => {
      const items: SourceItem[] = []
      const open: Open = { listings: new Map(), calendars: new Map() }
      for (const { providerId, locator } of wanted) {
        const item = await findAgain(locator, calendar, open)
        items.push(item?.providerId === providerId ? item : { providerId, version: 0, locator, type: 'gone' })
      }
      return items
    },
    openAttachment: async (locator, index) => {
      const stored = await findStored(locator)
      if (!stored?.raw) throw new SourceError('gone', 'The message is no longer where it was.')
      return readAttachment(Buffer.isBuffer(stored.raw) ? stored.raw : stored.raw(), index)
    },
  }
}

/** What several look-ups share. */
type Open = { listings: Listings; calendars: OpenCalendars }

async function findAgain(locator: Locator, calendar: CalendarContext, open: Open): Promise<SourceItem | null> {
  if (locator.kind === 'ics') return findInCalendar(locator, calendar, open.calendars)
  const stored = await findStored(locator, open.listings)
  return stored && toItem(stored)
}

class PageReader {
  readonly #options: FilesSourceOptions
  #survey: Promise<Survey> | null = null
  /** Goes on where the last page ended, so that no page scans an mbox from its beginning again. */
  #walk: { steps: AsyncGenerator<Step>; at: string } | null = null
  readonly #holder: Holder

  constructor(options: FilesSourceOptions, calendar: CalendarContext) {
    this.#options = options
    this.#holder = { file: null, calendar }
  }

  async read(position: string | null): Promise<Page> {
    const from = parsePosition(position)
    this.#survey ??= survey(this.#options.paths)
    const found = await this.#survey
    const steps = await this.#stepsFrom(from, found)
    const first = from.after === null && !from.end
    const stored: Found[] = first ? found.missing.map(({ path, code }) => storedFailure(path, '', code)) : []
    const to = await collect(steps, stored, { ...from })
    this.#walk = { steps, at: placeOf(to) }
    await this.#holder.file?.close()
    const shown = await this.#toItems(stored)
    const progress = { done: Math.min(to.bytes, found.bytes), total: found.bytes }
    return { ...shown, position: JSON.stringify(to), done: to.end, progress }
  }

  async #stepsFrom(from: Position, found: Survey): Promise<AsyncGenerator<Step>> {
    const untouched = (await this.#holder.file?.isUntouched()) ?? true
    if (this.#walk?.at === placeOf(from) && untouched) return this.#walk.steps
    await this.#walk?.steps.return(undefined)
    return walkAll(found, from.end ? 'end' : from.after, this.#holder)
  }

  async #toItems(found: Found[]): Promise<Pick<Page, 'items' | 'series'>> {
    const readable = found.flatMap((one): Version[] => ('items' in one ? one.items : [one])).filter(isReadable)
    const known =
      (await this.#options.isKnown?.(readable.map(({ providerId, version }) => ({ providerId, version })))) ?? new Set()
    const items: SourceItem[] = []
    const series: SeriesShown[] = []
    for (const one of found) {
      if ('items' in one) {
        // The instances of an event stand together: which of them a version has is said of all or of none.
        const isOld = one.items.length > 0 && one.items.every(({ providerId }) => known.has(providerId))
        items.push(...(isOld ? one.items.map(asUnchanged) : one.items))
        if (one.series && !isOld) series.push(one.series)
      } else items.push(known.has(one.providerId) ? asUnchanged(one) : await toItem(one))
    }
    return { items, series }
  }
}

/** A message as it lies there, or all instances of an event. */
type Found = Stored | ShownItems

const isReadable = (one: Version & { type?: string; failed?: unknown }) => one.type !== 'failed' && !one.failed

const asUnchanged = ({ providerId, version, locator }: Version & { locator: Locator }): SourceItem => ({
  providerId,
  version,
  locator,
  type: 'unchanged',
})

/** The same for a position that was stored and came back with its fields in another order. */
const placeOf = ({ after, end }: Position) => JSON.stringify([after?.folder, after?.entry, after?.offset, end])

function parsePosition(position: string | null): Position {
  if (position === null) return { v: 1, after: null, bytes: 0, end: false }
  try {
    const parsed = JSON.parse(position) as Position
    if (parsed.v === 1) return parsed
  } catch {
    // Falls through: not written by this source.
  }
  throw new SourceError('cursor-expired', 'The position was not written by this source.')
}

async function* walkAll(found: Survey, after: Place | null | 'end', holder: Holder): AsyncGenerator<Step> {
  if (after === 'end') return
  const first = after === null ? 0 : found.folders.findIndex((folder) => folder.path === after.folder)
  if (first < 0) throw new SourceError('cursor-expired', 'The folder that was being read is no longer there.')
  for (const [index, folder] of found.folders.entries()) {
    if (index < first) continue
    yield* walkFolder(folder, index === first ? after : null, holder)
  }
}

/** Fills `stored` up to a page. Returns the place reached. */
async function collect(steps: AsyncGenerator<Step>, stored: Found[], to: Position): Promise<Position> {
  let held = 0
  let count = stored.length
  while (count < PAGE_ITEMS && held < PAGE_BYTES) {
    const step = await steps.next()
    if (step.done) return { ...to, end: true }
    const { item, place, bytes } = step.value
    to.after = place
    to.bytes += bytes
    if (item === null) continue
    stored.push(item)
    count += 'items' in item ? item.items.length : 1
    held += bytes
  }
  return to
}

/** Reads and normalises. Whatever is wrong with one message stays with it. */
async function toItem(stored: Stored): Promise<SourceItem> {
  const { providerId, version, raw } = stored
  const base = { providerId, version, locator: stored.locator }
  if (raw === null) return { ...base, type: 'failed', ...stored.failed! }
  try {
    const { message, headers } = await parseMessage(Buffer.isBuffer(raw) ? raw : raw())
    const place = String(stored.locator.place)
    const local = localReason({ headers, folder: place, flags: stored.flags })
    const folder = folderOfLabels(gmailLabels(headers)) ?? place
    return { ...base, locator: { ...stored.locator, folder }, type: 'message', local, message }
  } catch (error) {
    return { ...base, type: 'failed', ...failureOf(error) }
  }
}

const DETAILS: Record<UnreadableMessage['code'], string> = {
  'header-too-large': 'The header is larger than 2 MB.',
  'too-many-parts': 'It has more than 1,000 parts.',
  'not-a-message': 'It has no sender, recipient, date or subject.',
  'no-such-part': 'The part is not there.',
}

/** Names of errors only: their messages may quote the mail. */
function failureOf(error: unknown): { code: string; detail: string } {
  if (error instanceof UnreadableMessage) return { code: error.code, detail: DETAILS[error.code] }
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return fileFailure(code)
  return { code: 'unreadable', detail: `Reading it failed (${error instanceof Error ? error.name : 'unknown'}).` }
}
