/** What a message's headers and shape say about it, by the rules of the contract ("Cases settled"). Pure. */
import type { Signals } from '../source.ts'
import { decodeWords, firstOf, tokenOf, type Headers } from './header.ts'
import type { Part } from './structure.ts'

/** Sensitivity, RFC 4021: any of these is the sender's wish, "Normal" is none. */
const SENSITIVE = new Set(['personal', 'private', 'company-confidential'])
const BULK = new Set(['bulk', 'list', 'junk'])

/** @param parts all parts of the message, the root first */
export function signalsOf(headers: Headers, parts: Part[]): Signals {
  const root = parts[0]
  const own = parts.filter((part) => !insideForward(part))
  const report = root?.type === 'multipart/report' ? root.params.reportType : ''
  const has = (type: string) => own.some((part) => part.type === type)
  const precedence = valuesOf(headers, 'precedence')
  return {
    private: valuesOf(headers, 'sensitivity').some((value) => SENSITIVE.has(value)),
    bounce:
      report === 'delivery-status' ||
      (root?.type === 'multipart/report' && has('message/delivery-status')) ||
      headers.has('x-failed-recipients') ||
      isDaemonMail(headers),
    autoReply:
      // RFC 3834: any value but "no" was sent by a machine.
      valuesOf(headers, 'auto-submitted').some((value) => value !== 'no') ||
      headers.has('x-autoreply') ||
      headers.has('x-autorespond') ||
      precedence.includes('auto_reply') ||
      report === 'disposition-notification' ||
      (root?.type === 'multipart/report' && has('message/disposition-notification')),
    // RFC 6047: an invitation, answer or cancellation carries METHOD; a calendar sent as a file does not.
    calendarMail: own.some((part) => part.type === 'text/calendar' && part.params.method !== ''),
    bulk: headers.has('list-id') || headers.has('list-unsubscribe') || precedence.some((value) => BULK.has(value)),
    listId: listIdOf(headers),
  }
}

const valuesOf = (headers: Headers, name: string) =>
  (headers.get(name) ?? []).map(tokenOf).filter((value) => value !== '')

/** What a forwarded message is does not make the forwarding one the same. */
function insideForward(part: Part): boolean {
  for (let up = part.parent; up !== null; up = up.parent) if (up.type === 'message/rfc822') return true
  return false
}

/** An empty return path alone is also what auto-replies and newsletters have: the sender must be a mail system too. */
function isDaemonMail(headers: Headers): boolean {
  const path = firstOf(headers, 'return-path')
  if (path === null || !/^<\s*>$/.test(path.trim())) return false
  return /\b(?:mailer-daemon|postmaster)\b/i.test(firstOf(headers, 'from') ?? '')
}

/** RFC 2919: `Ventas <ventas.talleres.test>`; some lists write the id without brackets or as an address. */
function listIdOf(headers: Headers): string | null {
  const value = firstOf(headers, 'list-id')
  if (value === null) return null
  const bracketed = /<([^<>]+)>/.exec(decodeWords(value))
  const id = (bracketed?.[1] ?? value).trim().toLowerCase().replace('@', '.')
  return /^[^\s<>"]{1,255}$/.test(id) ? id : null
}
