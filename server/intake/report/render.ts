/** HTML as text: lists, links and tables stay readable; hidden things and pixels go; what clients say of quotations and signatures is marked. */
import { compile, type SelectorDefinition } from 'html-to-text'
import { flatten, flattenDeep } from './flatten.ts'
import { formatters } from './formatters.ts'

const HIDDEN = [
  'display:none',
  'display: none',
  'visibility:hidden',
  'visibility: hidden',
  'max-height:0;',
  'max-height:0px',
  'max-height: 0',
]
const QUOTES = [
  '.yahoo_quoted',
  '.protonmail_quote',
  '.zmail_extra',
  '.freshdesk_quote',
  '.front-blockquote',
  '[name=messageReplySection]',
  '[data-marker=__QUOTED_TEXT__]',
]
const ATTRIBUTIONS = ['.gmail_attr', '.moz-cite-prefix', '.moz-email-headers-table']
const HISTORIES = [
  'div[style*="border-top:solid #E1E1E1"i]',
  'div[style*="border-top:solid #B5C4DF"i]',
  'div[style*="border-top-color: rgb(229, 229, 229)"i]',
  'div[style*="border-top:solid rgb(225"i]',
  'div#divRplyFwdMsg',
  'div#mail-editor-reference-message-container',
  'span#OLK_SRC_BODY_SECTION',
  'div.OutlookMessageHeader',
  'hr#stopSpelling',
  'hr#zwchr',
]
const SIGNATURES = [
  '.gmail_signature',
  '.gmail_signature_prefix',
  '.moz-signature',
  '.protonmail_signature_block',
  '[data-smartmail=gmail_signature]',
  '[data-signatureblock]',
  '[name=messageSignatureSection]',
  'div#Signature',
  'div#signature',
  'div#ms-outlook-mobile-signature',
  'div#AppleMailSignature',
  'div#composer_signature',
]

const close = { leadingLineBreaks: 1, trailingLineBreaks: 1 }

function each(selectors: readonly string[], format: string): SelectorDefinition[] {
  return selectors.map((selector) => ({ selector, format }))
}

/** The last of equally specific selectors wins, so what is hidden comes last. */
const SELECTORS: SelectorDefinition[] = [
  { selector: 'a', format: 'link' },
  { selector: 'img', format: 'picture' },
  { selector: 'table', format: 'rows' },
  { selector: 'blockquote', format: 'blockquoted' },
  { selector: 'ul', format: 'bullets', options: { itemPrefix: '• ' } },
  { selector: 'ol', format: 'numbers' },
  { selector: 'hr', format: 'horizontalLine', options: { length: 10 } },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({
    selector: `h${level}`,
    options: { uppercase: false, leadingLineBreaks: 2 },
  })),
  // Outlook makes a paragraph of each line, without a margin.
  ...[
    'p.MsoNormal',
    'p.MsoPlainText',
    'p.xmsonormal',
    'p.x_MsoNormal',
    'p[style*="margin:0"i]',
    'p[style*="margin: 0"i]',
  ].map((selector) => ({
    selector,
    format: 'paragraph',
    options: close,
  })),
  { selector: 'div[style*="white-space:pre"i]', format: 'pre', options: close },
  { selector: 'div[style*="white-space: pre"i]', format: 'pre', options: close },
  ...each(QUOTES, 'markedQuote'),
  ...each(ATTRIBUTIONS, 'attribution'),
  ...each(HISTORIES, 'history'),
  ...each(SIGNATURES, 'signature'),
  ...each(['title', '[hidden]', ...HIDDEN.map((style) => `[style*="${style}"i]`)], 'skip'),
]

let converter: ((html: string) => string) | undefined

/** The text of `html`, with the marks of `MARK`. Never throws: what the converter cannot take is read without its structure. */
export function renderHtml(html: string): string {
  // Its default counts the zero-width space, which `tidy` takes out, as a blank.
  converter ??= compile({ wordwrap: false, whitespaceCharacters: ' \t\r\n\f', formatters, selectors: SELECTORS })
  try {
    return converter(flattenDeep(html))
  } catch {
    // Known: an ordered list in Roman numerals that starts above 39999 throws a TypeError in html-to-text 10.
    return converter(flatten(html))
  }
}
