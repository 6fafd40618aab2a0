/** What a calendar calls a zone, as one whose rules are known. Pure. */
import { IANA_ALIAS_MAP, findIana, findWindows } from 'windows-iana'
import { UTC, ianaZone, type Zone } from './iana-zone.ts'
import { readOwnZone } from './own-zone.ts'
import type { Calendar } from './scan.ts'

let machine: Zone | null = null

/** Of the machine that Ficha runs on. */
const serverZone = (): Zone => (machine ??= ianaZone(new Intl.DateTimeFormat('en').resolvedOptions().timeZone) ?? UTC)

/** What floating times and whole days are meant in. */
export const floatingZone = (mailbox: string | null, calendar: Calendar): Zone =>
  (mailbox === null ? null : byName(mailbox)) ?? (calendar.zone === null ? null : byName(calendar.zone)) ?? serverZone()

const UTC_NAME = /^(?:z|utc|gmt|etc\/utc|coordinated universal time|tzone:\/\/microsoft\/utc|\(utc\).*universal.*)$/i

/**
 * A TZID: an IANA name, also behind a prefix ("/mozilla.org/20050126_1/Europe/Madrid"), Windows' name or the text that
 * Outlook shows for it, else the rules that the file gives. null when nobody knows.
 */
export function zoneOf(tzid: string, calendar: Calendar, floating: Zone): Zone | null {
  const id = tzid.trim().replace(/^"(.*)"$/, '$1')
  // One name of Windows' covers several of IANA's: of these, the one that the mailbox is in.
  if (findWindows(floating.name).some((name) => name.toLowerCase() === id.toLowerCase())) return floating
  const known = byName(id)
  if (known) return known
  const rules = calendar.zones.get(id) ?? calendar.zones.get(tzid)
  return rules === undefined ? null : readOwnZone(rules, floating)
}

/** @param id of any kind but a file's own */
export function byName(id: string): Zone | null {
  if (UTC_NAME.test(id)) return UTC
  const iana = id.includes('/') ? unprefixed(id) : null
  if (iana) return iana
  const windows = windowsZone(id) ?? (id.startsWith('(') ? fromDisplayName(id) : null)
  // Of names without a place, IANA has CET, EST5EDT and the like.
  return windows ?? ianaZone(id)
}

function unprefixed(id: string): Zone | null {
  const parts = id.split('/').filter((part) => part !== '')
  for (const from of [0, -3, -2]) {
    const zone = ianaZone(parts.slice(from).join('/'))
    if (zone) return zone
  }
  return null
}

function windowsZone(name: string): Zone | null {
  const iana = findIana(name)[0]
  return iana === undefined ? null : ianaZone(iana)
}

const cityOf = (name: string) => name.split('/').at(-1)!.replaceAll('_', ' ').toLowerCase()

let cities: Map<string, string> | null = null

/**
 * "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": the first city that IANA has a zone for. "(UTC-05:00) Eastern Time (US &
 * Canada)" is Windows' name with other words around it.
 */
function fromDisplayName(display: string): Zone | null {
  const text = display.replace(/^\([^)]*\)\s*/, '')
  const plain = /^([\w. ]+) Time(?: \([^)]*\))?$/.exec(text)
  const windows = plain && (windowsZone(`${plain[1]} Standard Time`) ?? windowsZone(text))
  if (windows) return windows
  cities ??= new Map(IANA_ALIAS_MAP.flatMap(({ alias }) => alias.map((name) => [cityOf(name), name] as const)))
  for (const city of text.split(',')) {
    const name = cities.get(city.trim().toLowerCase())
    if (name !== undefined) return ianaZone(name)
  }
  return windowsZone(`${text} Standard Time`)
}
