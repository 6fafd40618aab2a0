/** Takes the nesting out of HTML that is nested too deeply to be walked: parser and converter are quadratic or recursive in the depth. */

/** Honest mail stays below about 150; 333,333 nested tags took the parser 43 s, 5,000 overflowed the converter's stack. */
const MAX_DEPTH = 400

const TAG = /<(\/?)([a-z][^\s/<>]{0,40})/gi
const WHOLE_TAG = /<(\/?)([a-z][^\s/<>]{0,40})[^<>]*>/gi
const VOID = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
)
/** What an opening tag closes by itself: a part of the parser's own table, so the depth found here is never below the parser's. */
const CLOSES = new Map<string, readonly string[]>([
  ['p', ['p']],
  ['div', ['p']],
  ['table', ['p']],
  ['ul', ['p']],
  ['li', ['li']],
  ['tr', ['tr', 'td', 'th']],
  ['td', ['td', 'th']],
  ['option', ['option']],
  ['dd', ['dd', 'dt']],
  ['dt', ['dd', 'dt']],
])
const NOTHING: readonly string[] = []
const BLOCK = /^(?:p|div|br|tr|li|h[1-6]|table|ul|ol|blockquote|hr|pre|section|article|header|footer|dt|dd)$/i
/** Their content is not text; without nesting of their own they can stay. */
const RAW = /^(?:style|script|title|textarea)$/i

/** `html` itself when its depth can be walked, else the same text with line breaks for structure. Linear. */
export function flattenDeep(html: string): string {
  return isDeep(html) ? flatten(html) : html
}

export function flatten(html: string): string {
  const flat = html.replace(WHOLE_TAG, (tag: string, _close: string, name: string) => {
    if (RAW.test(name)) return tag
    return BLOCK.test(name) ? '<br>' : ''
  })
  return flat.replace(/(?:<br>){3,}/g, '<br><br>')
}

/** Whether there are more opening tags than could be nested at all: a cheap no for most mails. */
function hasManyTags(html: string): boolean {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0 && tags <= MAX_DEPTH; at = html.indexOf('<', at + 1)) {
    if (html[at + 1] !== '/') tags++
  }
  return tags > MAX_DEPTH
}

function isDeep(html: string): boolean {
  if (!hasManyTags(html)) return false
  const open: string[] = []
  for (const [, close, written] of html.matchAll(TAG)) {
    const name = (written ?? '').toLowerCase()
    if (VOID.has(name)) continue
    if (close !== '') {
      const at = open.lastIndexOf(name)
      if (at >= 0) open.length = at
      continue
    }
    const closes = CLOSES.get(name) ?? NOTHING
    while (closes.includes(open.at(-1) ?? '')) open.pop()
    open.push(name)
    if (open.length > MAX_DEPTH) return true
  }
  return false
}
