/** How elements become text, for html-to-text. What clients mark as quotation or signature leaves a mark on a line of its own. */
import type { DomNode, FormatCallback, RecursiveCallback } from 'html-to-text'
import { MARK } from './clean.ts'
import { imageText, linkTarget } from './links.ts'
import { attributes, isIndent, isPreformatted, isTight, type Role, roleOf } from './roles.ts'

type Builder = Parameters<FormatCallback>[2]
/** How deep the walk is in what costs a copy of its whole text a level. */
type Depth = { quote: number; list: number; table: number }
const MOST: Depth = { quote: 8, list: 8, table: 10 }

const depths = new WeakMap<object, Depth>()

function depthOf(builder: Builder): Depth {
  const found = depths.get(builder)
  if (found !== undefined) return found
  const depth = { quote: 0, list: 0, table: 0 }
  depths.set(builder, depth)
  return depth
}

const addInline: FormatCallback = (element, walk, builder) => walk(element.children, builder)

const addBlock: FormatCallback = (element, walk, builder, { leadingLineBreaks = 1, trailingLineBreaks = 1 }) => {
  builder.openBlock({ leadingLineBreaks, isPre: isPreformatted(element) })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks })
}

const addParagraph: FormatCallback = (element, walk, builder, options) => {
  addBlock(element, walk, builder, isTight(element) ? {} : options)
}

function addMark(builder: Builder, mark: string): void {
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline(mark)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

function prefixLines(text: string): string {
  const lines = text.trimEnd().split('\n')
  if (lines.length === 1 && lines[0] === '') return ''
  return lines.map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`)).join('\n')
}

const addQuote: FormatCallback = (element, walk, builder) => {
  const depth = depthOf(builder)
  depth.quote++
  builder.openBlock({ leadingLineBreaks: 2 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 2, ...(depth.quote <= MOST.quote && { blockTransform: prefixLines }) })
  depth.quote--
}

/** One of Gmail's class that stands outside its quotation was made by hand, with the quote button: no mark, so it can stay. */
const addBlockquote: FormatCallback = (element, walk, builder, options) => {
  if (isIndent(element)) return addBlock(element, walk, builder, {})
  if (!attributes(element)['class']?.includes('gmail_quote')) addMark(builder, MARK.quote)
  addQuote(element, walk, builder, options)
}

const SAYS: Record<Exclude<Role, 'hidden'>, FormatCallback> = {
  quote: (element, walk, builder, options) => {
    addMark(builder, MARK.quote)
    addQuote(element, walk, builder, options)
  },
  attribution: (element, walk, builder) => {
    addMark(builder, MARK.attribution)
    addBlock(element, walk, builder, {})
  },
  history: (element, walk, builder) => {
    addMark(builder, MARK.history)
    addBlock(element, walk, builder, {})
  },
  signature: (element, walk, builder) => {
    addMark(builder, MARK.signature)
    addBlock(element, walk, builder, {})
    addMark(builder, MARK.signatureEnd)
  },
}

/** What the client says of an element goes before what its tag says. */
function checked(format: FormatCallback): FormatCallback {
  return (element, walk, builder, options) => {
    const role = roleOf(element)
    if (role === null) format(element, walk, builder, options)
    else if (role !== 'hidden') SAYS[role](element, walk, builder, options)
  }
}

const addLink: FormatCallback = (element, walk, builder) => {
  let text = ''
  builder.pushWordTransform((word: string) => {
    if (text.length < 2000) text += word
    return word
  })
  walk(element.children, builder)
  builder.popWordTransform()
  const target = linkTarget(attributes(element)['href'] ?? '', text)
  if (target !== null) builder.addInline(` (${target})`, { noWordTransform: true })
}

const addImage: FormatCallback = (element, _walk, builder) => {
  const text = imageText(attributes(element))
  if (text !== null) builder.addInline(text, { noWordTransform: true })
}

function list(format: 'unorderedList' | 'orderedList'): FormatCallback {
  return (element, walk, builder, options) => {
    const depth = depthOf(builder)
    depth.list++
    const known = builder.options.formatters?.[format]
    ;(depth.list <= MOST.list && known !== undefined ? known : addBlock)(element, walk, builder, options)
    depth.list--
  }
}

const addTable: FormatCallback = (element, walk, builder) => {
  const depth = depthOf(builder)
  if (depth.table >= MOST.table) return addBlock(element, walk, builder, {})
  depth.table++
  builder.openTable()
  for (const row of rowsOf(element)) addRow(row, walk, builder)
  builder.closeTable({ tableToString, leadingLineBreaks: 2, trailingLineBreaks: 2 })
  depth.table--
}

/** Cells by row. What stands in a table outside its cells, as in broken templates, is a row of its own. */
function* rowsOf(table: DomNode): Generator<DomNode[]> {
  for (const child of table.children) {
    if (child.type === 'text' && child.data?.trim()) yield [child]
    if (child.type !== 'tag' || roleOf(child) === 'hidden') continue
    if (/^t(?:head|body|foot)$/.test(child.name ?? '')) yield* rowsOf(child)
    else if (child.name === 'tr')
      yield child.children.filter((cell) => cell.type === 'tag' || (cell.type === 'text' && cell.data?.trim()))
    else if (!child.name?.startsWith('col')) yield [child]
  }
}

function addRow(cells: readonly DomNode[], walk: RecursiveCallback, builder: Builder): void {
  builder.openTableRow()
  for (const cell of cells) {
    builder.openTableCell()
    walk([cell], builder)
    builder.closeTableCell()
  }
  builder.closeTableRow()
}

/**
 * A row of one-line cells is data: kept on one line. Any other is layout: its cells follow one another. Spans are not
 * drawn, so no number in the markup costs anything.
 */
function tableToString(rows: readonly (readonly { text: string }[])[]): string {
  return rows
    .map((row) => joinCells(row.map((cell) => cell.text.trimEnd()).filter((text) => text !== '')))
    .filter((text) => text !== '')
    .join('\n')
}

function joinCells(cells: readonly string[]): string {
  if (cells.some((text) => text.includes('\n'))) return `\n${cells.join('\n')}\n`
  // "Subject:" and its value are no columns.
  return cells.map((text, i) => (i === 0 ? '' : cells[i - 1]?.endsWith(':') ? ' ' : ' | ') + text.trim()).join('')
}

/** By the names that html-to-text's own selectors use, or ours. */
export const formatters: Record<string, FormatCallback> = {
  inline: checked(addInline),
  block: checked(addBlock),
  paragraph: checked(addParagraph),
  heading: checked(addBlock),
  ruled: checked((element, walk, builder, options) =>
    builder.options.formatters?.['horizontalLine']?.(element, walk, builder, options),
  ),
  anchor: checked(addLink),
  image: checked(addImage),
  table: checked(addTable),
  blockquote: checked(addBlockquote),
  bullets: checked(list('unorderedList')),
  numbers: checked(list('orderedList')),
}
