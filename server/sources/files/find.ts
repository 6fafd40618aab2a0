/** One message again, by the locator that it was stored with. */
import { stat } from 'node:fs/promises'
import type { Locator } from '../source.ts'
import { openCalendar } from './ics.ts'
import { idOfStored } from './raw-hash.ts'
import { sniffFile } from './sniff.ts'
import { maildirNames } from './survey.ts'
import {
  hashRange,
  readRange,
  splitMaildirName,
  storedEml,
  storedFailure,
  storedMaildir,
  type Stored,
} from './stored.ts'

/** Maildir path → name before the flags → path below it. */
export type Listings = Map<string, Map<string, string>>

/**
 * What is there now; the caller compares its provider id with the one it looks for. null when there is nothing. It is
 * looked for in that place only: a message that a mail reader moved is seen by the next import.
 * @param listings kept between calls, so that many messages of one Maildir are found by listing it once
 */
export async function findStored(locator: Locator, listings: Listings = new Map()): Promise<Stored | null> {
  const path = String(locator.path)
  const place = String(locator.place)
  try {
    if (locator.kind === 'eml') return await storedEml(path, place)
    if (locator.kind === 'maildir') return await findMaildir({ path, name: place }, String(locator.base), listings)
    if (locator.kind === 'mbox') return await findMbox(locator, path)
    // A file that failed as a whole: still so, or gone in favour of what it holds now.
    const kind = await sniffFile(path, true)
    if (kind === 'unknown') return storedFailure(path, place, 'UNKNOWN_KIND')
    const calendar = kind === 'ics' ? await openCalendar(path, place) : null
    return calendar && 'failed' in calendar ? calendar : null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (locator.kind !== 'file' || code === 'ENOENT' || code === 'ENOTDIR') return null
    return storedFailure(path, place, code)
  }
}

async function findMbox(locator: Locator, path: string): Promise<Stored> {
  const [start, length] = [Number(locator.offset), Number(locator.length)]
  const { mtimeMs } = await stat(path)
  const hash = await hashRange(path, start, length)
  return {
    providerId: idOfStored(path, hash, Number(locator.copy)),
    version: Math.floor(mtimeMs),
    locator: { ...locator, folder: locator.place! },
    flags: '',
    bytes: length,
    raw: () => readRange(path, start, length),
    failed: null,
  }
}

/** The flags, which are part of the file's name, may have changed. */
async function findMaildir(
  maildir: { path: string; name: string },
  base: string,
  listings: Listings,
): Promise<Stored | null> {
  let listing = listings.get(maildir.path)
  if (!listing) {
    listing = new Map((await maildirNames(maildir.path)).map((name) => [splitMaildirName(name).base, name]))
    listings.set(maildir.path, listing)
  }
  const name = listing.get(base)
  if (name === undefined) return null
  const stored = await storedMaildir(maildir, name)
  return stored.failed?.code === 'file-missing' ? null : stored
}
