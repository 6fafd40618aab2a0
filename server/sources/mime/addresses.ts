/** Address fields of real mail: comments, quotes, commas, groups, encoded words, IDN. Pure. */
import addressparser from 'nodemailer/lib/addressparser'
import { splitAddress } from '#shared/email-address.ts'
import type { Address } from '../source.ts'
import { cleanName } from './charset.ts'
import { stripComments } from './date.ts'
import { decodeWords } from './header.ts'

/** Kept per field. Beyond it a message is a mistake or an attack; the note `recipients-truncated` says so. */
export const MAX_RECIPIENTS = 10_000

const WORDS = /=\?[^?\s]+\?[bq]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bq]\?[^?]*\?=)*/gi
/** Stands for an encoded word while the structure is read. Private use: taken out of the input first. */
const MARK = /\ue000(\d+)\ue001/g
const HAS_MARK = /\ue000/
/** An angle address without quoted strings, and longer than any only by its comments. */
const ANGLE = /<[^<>"]{1,1000}>/g

export type AddressField = { addresses: Address[]; truncated: boolean }

/**
 * All addresses of one kind of field, each once, in order. Groups are flattened; what is no address is left out.
 * @param values the field's values, unfolded, encoded words still encoded
 */
export function parseAddresses(values: string[]): AddressField {
  const addresses: Address[] = []
  const seen = new Set<string>()
  for (const value of values) {
    for (const entry of readEntries(value)) {
      if (seen.has(entry.address)) continue
      if (addresses.length === MAX_RECIPIENTS) return { addresses, truncated: true }
      seen.add(entry.address)
      addresses.push(entry)
    }
  }
  return { addresses, truncated: false }
}

/**
 * Encoded words are set aside before the list is read: a comma, a quote or an @ in them is part of a name (RFC 2047,
 * 5), though many senders leave the comma as it is; and decoding first would let a name forge an address.
 */
function readEntries(value: string): Address[] {
  const words: string[] = []
  const marked = value
    .replace(/[\ue000\ue001]/g, '')
    .replace(WORDS, (word) => `\ue000${words.push(decodeWords(word)) - 1}\ue001`)
    .replace(ANGLE, readObsolete)
  const restore = (text: string) => text.replace(MARK, (_, index) => words[Number(index)] ?? '')
  const entries: Address[] = []
  for (const { address, name } of addressparser(simplify(marked), { flatten: true })) {
    const read = toAddress(address, restore(name))
    if (read) entries.push(read)
    // Some senders encode the whole of "Name <address>". Nothing else then says who it is.
    else if (address === '' && /<[^<>@\s]+@[^<>@\s]+>/.test(restore(name)) && HAS_MARK.test(name)) {
      const inner = addressparser(restore(name), { flatten: true }).map((entry) => toAddress(entry.address, entry.name))
      entries.push(...inner.filter((entry) => entry !== null))
    }
  }
  return entries
}

/** RFC 5322, 4.4: within angle brackets, comments and spaces around dots and @, and a route `@relay.test:` before. */
function readObsolete(angle: string): string {
  return stripComments(angle)
    .replace(/\s*([<>@.])\s*/g, '$1')
    .replace(/^<@[^:]*:/, '<')
}

/**
 * Takes out what the library cannot follow, in one pass: the inner brackets of comments, which may nest (RFC 5322,
 * 3.2.2), and colons within a group, where no further group may begin; it reads the rest of the field anew for each.
 */
function simplify(value: string): string {
  if (!/[(:]/.test(value)) return value
  const state: Scan = { depth: 0, closing: null, group: false }
  return value.replace(/\\[^]|["<>()[\]:;]/g, (char) => rewrite(state, char))
}

/** `closing` ends the quoted string, angle address or domain literal that the scan is in. */
type Scan = { depth: number; closing: string | null; group: boolean }

const CLOSING: Record<string, string> = { '"': '"', '<': '>', '[': ']' }

function rewrite(state: Scan, char: string): string {
  // A quoted bracket within a comment: the library would take it for the end.
  if (char.length > 1) return state.depth > 0 ? ' ' : char
  if (state.closing !== null) {
    if (char === state.closing) state.closing = null
    return char
  }
  if (char === '(' || char === ')') {
    const before = state.depth
    state.depth = Math.max(0, before + (char === '(' ? 1 : -1))
    return Math.max(before, state.depth) > 1 ? ' ' : char
  }
  if (state.depth > 0) return char
  state.closing = CLOSING[char] ?? null
  if (char === ':' && state.group) return ' '
  if (char === ':' || char === ';') state.group = char === ':'
  return char
}

function toAddress(raw: string, rawName: string): Address | null {
  const parts = splitAddress(raw.replace(/\s+/g, ' '))
  if (!parts || /[\ue000\ue001]/.test(raw)) return null
  const address = `${cleanName(parts.local)}@${parts.domain}`
  // Outlook writes 'Ana' with single quotes.
  const name = cleanName(rawName)
    .replace(/^'(.*)'$/, '$1')
    .replace(/^"(.*)"$/, '$1')
    .trim()
  return { address, name: name === '' || name.toLowerCase() === address.toLowerCase() ? null : name }
}
