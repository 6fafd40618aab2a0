/** What a mail client says with an element: a quotation, a signature, something not to be seen. By class, id or style, as each client writes them. */
import type { DomNode } from 'html-to-text'

/**
 * `quote`: all of it is quoted. `attribution`: introduces a quotation. `history`: an unquoted history begins here, if
 * what follows looks like one. `hidden`: not shown to the reader of the mail either.
 */
export type Role = 'quote' | 'attribution' | 'history' | 'signature' | 'hidden'

const CLASSES = new Map<string, Role>([
  ['yahoo_quoted', 'quote'],
  ['protonmail_quote', 'quote'],
  ['zmail_extra', 'quote'],
  ['freshdesk_quote', 'quote'],
  ['front-blockquote', 'quote'],
  ['gmail_attr', 'attribution'],
  ['moz-cite-prefix', 'attribution'],
  ['OutlookMessageHeader', 'history'],
  ['gmail_signature', 'signature'],
  ['gmail_signature_prefix', 'signature'],
  ['moz-signature', 'signature'],
  ['protonmail_signature_block', 'signature'],
])

/** Outlook (the first ones), Apple, Samsung, Hotmail, Zimbra; the names of Spark. */
const IDS = new Map<string, Role>([
  ['divRplyFwdMsg', 'history'],
  ['mail-editor-reference-message-container', 'history'],
  ['OLK_SRC_BODY_SECTION', 'history'],
  ['Signature', 'signature'],
  ['ms-outlook-mobile-signature', 'signature'],
  ['AppleMailSignature', 'signature'],
  ['signature', 'signature'],
  ['composer_signature', 'signature'],
  ['stopSpelling', 'history'],
  ['zwchr', 'history'],
  ['messageReplySection', 'quote'],
  ['messageSignatureSection', 'signature'],
])

const HIDDEN = /(?:display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:;|$|!))/i
/** The rule above Outlook's header block, by the colours of its versions; Windows Mail's. */
const OUTLOOK_RULE =
  /border-top\s*:\s*(?:1(?:\.0)?pt )?solid (?:#E1E1E1|#B5C4DF|rgb\(225)|border-top-color\s*:\s*rgb\(229, ?229, ?229\)/i
const NO_MARGIN = /margin(?:-bottom)?\s*:\s*0/i
const PRE = /white-space\s*:\s*(?:pre|break-spaces)/i

export function attributes(element: DomNode): Record<string, string> {
  return (element.attribs as Record<string, string> | undefined) ?? {}
}

/** Null for almost all elements. */
export function roleOf(element: DomNode): Role | null {
  let role: Role | null = null
  const found = attributes(element)
  for (const name in found) {
    const value = found[name] ?? ''
    const said = roleOfAttribute(name, value, element.name === 'div')
    if (said === 'hidden') return said
    role ??= said
  }
  return role
}

function roleOfAttribute(name: string, value: string, isDiv: boolean): Role | null {
  if (name === 'style') return HIDDEN.test(value) ? 'hidden' : isDiv && OUTLOOK_RULE.test(value) ? 'history' : null
  if (name === 'class') return roleOfClasses(value)
  if (name === 'id' || name === 'name') return IDS.get(value) ?? null
  if (name === 'hidden') return 'hidden'
  if (name === 'data-signatureblock' || (name === 'data-smartmail' && value === 'gmail_signature')) return 'signature'
  return name === 'data-marker' && value === '__QUOTED_TEXT__' ? 'quote' : null
}

function roleOfClasses(value: string): Role | null {
  const whole = CLASSES.get(value)
  if (whole !== undefined || !value.includes(' ')) return whole ?? null
  for (const name of value.slice(0, 500).split(' ')) {
    const role = CLASSES.get(name)
    if (role !== undefined) return role
  }
  return null
}

/** Outlook makes a paragraph of each line, without a margin; so do some webmails. */
export function isTight(element: DomNode): boolean {
  const { class: names = '', style = '' } = attributes(element)
  return /Mso(?:Normal|PlainText)|xmsonormal/i.test(names) || NO_MARGIN.test(style)
}

export function isPreformatted(element: DomNode): boolean {
  return PRE.test(attributes(element)['style'] ?? '')
}

/** Gmail and others indent with a borderless blockquote. */
export function isIndent(element: DomNode): boolean {
  const { style = '', type } = attributes(element)
  return type !== 'cite' && /border(?:-width|-style)?:\s*(?:none|0)/i.test(style) && !/border-left/i.test(style)
}
