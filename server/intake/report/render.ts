/** HTML as text: lists, links and tables stay readable; hidden things and pixels go; what clients say of quotations and signatures is marked. */
import { compile, type SelectorDefinition } from 'html-to-text'
import { flatten, flattenDeep } from './flatten.ts'
import { formatters } from './formatters.ts'

/** Only tag names: each selector on an attribute is tried on each element, which took a third of the time. */
const SELECTORS: SelectorDefinition[] = [
  { selector: 'ul', format: 'bullets', options: { itemPrefix: '• ' } },
  { selector: 'ol', format: 'numbers' },
  { selector: 'hr', format: 'ruled', options: { length: 10 } },
  { selector: 'title', format: 'skip' },
  ...[1, 2, 3].map((level) => ({ selector: `h${level}`, options: { leadingLineBreaks: 2 } })),
]

let converter: ((html: string) => string) | undefined

/** The text of `html`, with the marks of `MARK`. Never throws: what the converter cannot take is read without its structure. */
export function renderHtml(html: string): string {
  // Its default counts the zero-width space, which `tidy` takes out, as a blank.
  converter ??= compile({ wordwrap: false, whitespaceCharacters: ' \t\r\n\f', formatters, selectors: SELECTORS })
  try {
    // Some programs call plain text HTML.
    return converter(html.includes('<') ? flattenDeep(html) : html.replaceAll('\n', '<br>'))
  } catch {
    // Known: an ordered list in Roman numerals that starts above 39999 throws a TypeError in html-to-text 10.
    return converter(flatten(html))
  }
}
