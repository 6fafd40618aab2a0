/** What an event says in words and links, read alike whichever calendar showed it. Pure. */
import { createHash } from 'node:crypto'
import { cleanLine, cleanText } from '../mime/charset.ts'
import type { MeetingLink, NormalisedMeeting, Note } from '../source.ts'
import { httpsLink } from './join-link.ts'

/** As mail has it: characters of text that are kept. */
const MAX_TEXT = 1024 * 1024
const MAX_LINE = 2000
/** Google allows 25. */
const MAX_LINKS = 50

/** A title or a place. */
export const lineSaid = (raw: string | null): string | null =>
  cleanLine(raw ?? '')
    .slice(0, MAX_LINE)
    .toWellFormed() || null

export type Description = { text: string | null; html: string | null; notes: Note[] }

/** Google writes HTML where RFC 5545 wants text, without saying so. */
const HTML = /<(?:br|p|div|span|a|b|i|u|ul|ol|li|html|table|strong|em|h[1-6])(?:\s[^<>]{0,2000})?\/?>/i

/** @param rich the same as HTML, where the calendar has it apart */
export function described(raw: string | null, rich: string | null): Description {
  const long = [raw, rich].some((text) => (text?.length ?? 0) > MAX_TEXT)
  const notes: Note[] = long ? ['text-truncated'] : []
  const [text, html] = [cleaned(raw), cleaned(rich)]
  if (text !== null && html === null && HTML.test(text)) return { text: null, html: text, notes }
  return { text, html, notes }
}

function cleaned(raw: string | null): string | null {
  const text = cleanText(raw ?? '')
  return (text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text) || null
}

/** Each once. What is no https link is left out. */
export function linksOf(listed: { title: string | null; url: string | null }[]): MeetingLink[] {
  const found = new Map<string, MeetingLink>()
  for (const { title, url } of listed.slice(0, MAX_LINKS)) {
    const link = httpsLink(url)
    if (link !== null && !found.has(link)) found.set(link, { title: lineSaid(title), url: link })
  }
  return [...found.values()]
}

/** Events without links have the hash that they had before there were any. */
export function withHash(meeting: Omit<NormalisedMeeting, 'contentHash'>): NormalisedMeeting {
  const { changedAt: _, links, ...rest } = meeting
  const content = JSON.stringify(links.length > 0 ? { ...rest, links } : rest)
  return { ...meeting, contentHash: createHash('sha256').update(content).digest('hex') }
}
