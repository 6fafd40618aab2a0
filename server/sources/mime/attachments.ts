/** Which parts are attachments, and which of those belong to the text and are no documents. Pure. */
import type { Attachment } from '../source.ts'
import { cleanName } from './charset.ts'
import { isBodyText, type Part } from './structure.ts'

/** Machinery around a message that nobody attached: signatures, keys, encrypted bodies, reports, invitations. */
const MACHINERY =
  /^(?:application\/(?:(?:x-)?pkcs7-(?:signature|mime)|pgp-(?:signature|encrypted|keys))|text\/(?:calendar|rfc822-headers|x-amp-html)|message\/(?:delivery-status|disposition-notification|feedback-report))$/

/** A signature's pictures as Outlook, Apple Mail and signature tools name them. */
const SIGNATURE_PICTURE =
  /^(?:image\d{3}|outlook-\w+|logo|firma|signature|banner|facebook|linkedin|twitter|instagram|youtube|whatsapp|att\d+|pastedgraphic-?\d*)(?:[-_ ]?\w{0,24})?\.(?:png|jpe?g|gif|bmp|svg)$/i
const SMALL = 50_000

/** @param html the message's HTML, where parts are shown by `cid:` */
export function attachmentsOf(parts: Part[], html: string | null): Attachment[] {
  const shown = cidsOf(html)
  return parts.filter(isAttachment).map((part) => ({
    index: part.index,
    name: nameOf(part),
    type: part.type,
    size: part.size,
    inline: isInline(part, shown),
  }))
}

const isAttachment = (part: Part) => !part.multipart && !part.embedded && !isBodyText(part)

function nameOf(part: Part): string | null {
  // Only the last step of a path, whichever system wrote it.
  const name =
    cleanName(part.filename ?? '')
      .split(/[\\/]/)
      .at(-1)
      ?.slice(-200)
      .toWellFormed()
      .trim() ?? ''
  return name === '' ? null : name
}

function cidsOf(html: string | null): Set<string> {
  const cids = new Set<string>()
  for (const [, cid] of (html ?? '').matchAll(/\bcid:([^"'\s>)]{1,300})/gi)) {
    cids.add(cid!)
    try {
      cids.add(decodeURIComponent(cid!))
    } catch {
      // Not percent-encoded: as it stands.
    }
  }
  return cids
}

function isInline(part: Part, shown: Set<string>): boolean {
  if (MACHINERY.test(part.type) || insideEncryption(part)) return true
  if (part.contentId !== null && shown.has(part.contentId)) return true
  const parent = part.parent?.type
  const attached = part.disposition === 'attachment'
  // Other forms of the same text: AMP, watch, enriched.
  if (parent === 'multipart/alternative' && part.type.startsWith('text/')) return true
  if (!part.type.startsWith('image/')) return false
  if (parent === 'multipart/related' && !attached) return true
  const placed = part.contentId !== null || part.disposition === 'inline'
  return placed && part.size < SMALL && (part.filename === null || SIGNATURE_PICTURE.test(part.filename))
}

/** RFC 3156: the second part of multipart/encrypted is the message, not a document. */
function insideEncryption(part: Part): boolean {
  return part.parent?.type === 'multipart/encrypted'
}
