/** What is shown of a link's address and of a picture. */

/** Longer addresses carry tracking, not meaning: their host is shown. */
const MAX_TARGET = 200
const FILE_NAME = /^[\w .()@-]*\.(?:png|jpe?g|gif|bmp|svg|webp)$|^(?:image|imagen|img|picture|logo)[ _-]?\d*$/i
/** Word describes pictures by machine. */
const MACHINE_MADE = /description automatically generated|descripción generada automáticamente|generat automàticament/i

/** The address to show after a link's `text` (its words, without spaces), or null when the text says it all. */
export function linkTarget(href: string, text: string): string | null {
  const target = unwrap(href.trim().replace(/\s/g, ''))
  if (text === '' || !/^(?:https?|ftp|mailto|tel|sms):/i.test(target)) return null
  const address = target.replace(/^(?:mailto|tel|sms):/i, '').replace(/^\/\//, '')
  const shown = text.toLowerCase()
  if (/^tel:|^sms:/i.test(target)) return /\d{4}/.test(shown) ? null : address
  if (/^mailto:/i.test(target)) {
    const mail = (address.split('?')[0] ?? '').toLowerCase()
    return mail === '' || shown.includes(mail) ? null : mail
  }
  if (bare(shown) === bare(target)) return null
  return target.length > MAX_TARGET ? hostOf(target) : target
}

function bare(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '')
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? `${new URL(url).origin}/…` : null
}

/** Microsoft's Safe Links hide the address that the sender wrote. */
function unwrap(href: string): string {
  const wrapped = /^https:\/\/[\w.-]{1,80}\.safelinks\.protection\.outlook\.com\/\?url=([^&]{1,2000})/i.exec(href)?.[1]
  if (wrapped === undefined) return href
  try {
    return decodeURIComponent(wrapped)
  } catch {
    return href
  }
}

/** A picture's text alternative when it tells a reader something; null for pixels, file names and machine descriptions. Emoji come as they are. */
export function imageText(attributes: Readonly<Record<string, string>>): string | null {
  const alt = (attributes['alt'] ?? '').trim()
  if (
    alt === '' ||
    /^[0-2](?:px)?$/.test(attributes['width'] ?? '') ||
    /^[0-2](?:px)?$/.test(attributes['height'] ?? '')
  )
    return null
  if (alt.length > 200 || FILE_NAME.test(alt) || MACHINE_MADE.test(alt)) return null
  return /[\p{L}\p{N}]/u.test(alt) ? `[${alt}]` : alt
}
