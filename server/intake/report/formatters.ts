/** How elements become text, for html-to-text. What clients mark as quotation or signature leaves a mark on a line of its own. */
import type { DomNode, FormatCallback, RecursiveCallback } from 'html-to-text'
import { MARK } from './clean.ts'
import { imageText, linkTarget } from './links.ts'

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

function addMark(builder: Builder, mark: string): void {
  builder.openBlock({ leadingLineBreaks: 1 })
  builder.addInline(mark)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

const addBlock: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

/** Whatever was said about `element`, its tag still has to be formatted: an `hr` or a table differs from a block. */
function addMarked(mark: string, end?: string): FormatCallback {
  return (element, walk, builder) => {
    addMark(builder, mark)
    addBlock(element, walk, builder, {})
    if (end !== undefined) addMark(builder, end)
  }
}

function prefixLines(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')
}

const addQuote: FormatCallback = (element, walk, builder) => {
  const depth = depthOf(builder)
  depth.quote++
  builder.openBlock({ leadingLineBreaks: 2 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 2, ...(depth.quote <= MOST.quote && { blockTransform: prefixLines }) })
  depth.quote--
}

const addMarkedQuote: FormatCallback = (element, walk, builder, options) => {
  addMark(builder, MARK.quote)
  addQuote(element, walk, builder, options)
}

/** Gmail and others indent with a borderless blockquote. One of Gmail's class outside its quotation was made by hand, with the quote button. */
const addBlockquote: FormatCallback = (element, walk, builder, options) => {
  const { style = '', class: names = '', type } = attributes(element)
  const indent = type !== 'cite' && /border(?:-width|-style)?:\s*(?:none|0)/i.test(style) && !/border-left/i.test(style)
  if (indent) addBlock(element, walk, builder, options)
  else (names.includes('gmail_quote') ? addQuote : addMarkedQuote)(element, walk, builder, options)
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

function limited(format: 'unorderedList' | 'orderedList'): FormatCallback {
  return (element, walk, builder, options) => {
    const depth = depthOf(builder)
    depth.list++
    const known = builder.options.formatters?.[format]
    ;(depth.list <= MOST.list && known !== undefined ? known : addBlock)(element, walk, builder, options)
    depth.list--
  }
}

const addTable: FormatCallback = (element, walk, builder, options) => {
  const depth = depthOf(builder)
  if (depth.table >= MOST.table) return addBlock(element, walk, builder, options)
  depth.table++
  builder.openTable()
  for (const row of rowsOf(element)) addRow(row, walk, builder)
  builder.closeTable({ tableToString, leadingLineBreaks: 2, trailingLineBreaks: 2 })
  depth.table--
}

/** Cells by row. Text that stands in a table outside its cells, as broken templates have it, is a row of its own. */
function* rowsOf(table: DomNode): Generator<DomNode[]> {
  for (const child of table.children) {
    if (child.type !== 'tag') {
      if (child.type === 'text' && child.data?.trim()) yield [child]
    } else if (/^t(?:head|body|foot)$/.test(child.name ?? '')) yield* rowsOf(child)
    else if (child.name === 'tr')
      yield child.children.filter((cell) => cell.type === 'tag' || (cell.type === 'text' && cell.data?.trim()))
    else if (!child.name?.startsWith('col')) yield [child]
  }
}

function addRow(cells: readonly DomNode[], walk: RecursiveCallback, builder: Builder): void {
  builder.openTableRow()
  for (const cell of cells) {
    builder.openTableCell()
    walk(/^t[dh]$/.test(cell.name ?? '') ? cell.children : [cell], builder)
    builder.closeTableCell()
  }
  builder.closeTableRow()
}

/** A row of one-line cells is data: kept on one line. Any other is layout: its cells follow one another. Spans are not drawn, so no number in the markup costs anything. */
function tableToString(rows: readonly (readonly { text: string }[])[]): string {
  return rows
    .map((row) => row.map((cell) => cell.text.trimEnd()).filter((text) => text.trim() !== ''))
    .filter((row) => row.length > 0)
    .map((row) =>
      row.some((text) => text.includes('\n')) ? `\n${row.join('\n')}\n` : row.map((text) => text.trim()).join(' | '),
    )
    .join('\n')
}

function attributes(element: DomNode): Record<string, string> {
  return (element.attribs as Record<string, string> | undefined) ?? {}
}

/** By the names that the selectors use. */
export const formatters: Record<string, FormatCallback> = {
  link: addLink,
  picture: addImage,
  rows: addTable,
  blockquoted: addBlockquote,
  bullets: limited('unorderedList'),
  numbers: limited('orderedList'),
  markedQuote: addMarkedQuote,
  attribution: addMarked(MARK.quote),
  history: addMarked(MARK.history),
  signature: addMarked(MARK.signature, MARK.signatureEnd),
}
