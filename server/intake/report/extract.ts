/**
 * A mail's text as a report keeps it. Pure; linear in the input, which is bounded; never throws.
 *
 * Which part is read: the HTML one whenever it has something to say, because only it tells quotations and signatures
 * from text and because plain parts come hard-wrapped or as a stub ("needs an HTML reader"); the plain one when there
 * is no HTML, or when the HTML holds less than half of its letters (broken, or pictures only).
 */
import { clip, countLetters, CUT, dropEmbedded, dropMarks, HTML_LIMIT, joinLines, TEXT_LIMIT, tidy } from './clean.ts'
import { isBlank } from './headers.ts'
import { keepPieces, type Piece, splitHistory } from './history.ts'
import { renderHtml } from './render.ts'
import { cutDeviceLine, cutSignature, dropMarkedSignature } from './signature.ts'
import { ANSWER_SUBJECT, FORWARD_SUBJECT } from './words.ts'

/**
 * `subject` ("RE:", "RV:") tells an Outlook forward from an Outlook answer, which look the same inside; where it does
 * not, a history with nothing written above it counts as forwarded.
 * `from`: their names say where a signature without a closing begins.
 */
export type MailText = {
  text: string | null
  html: string | null
  subject?: string | null
  from?: readonly { name: string | null }[]
}

/**
 * `added`: what this message adds to its conversation: no history, signature, legal notice or device line; with what
 * it forwards, and with quotations that stand between answers. Empty only when `full` is, or when there is nothing but
 * history (and a device line). `full`: the whole message. Both have `\n` line breaks and no NUL or lone surrogate;
 * both end in `[…]` where the message was longer than is read.
 */
export type Report = { added: string; full: string }

export function extractReport({ text, html, subject, from = [] }: MailText): Report {
  const source = readSource(text, html)
  const lines = source.text.split('\n')
  const full = joinLines(lines)
  const authors = from.flatMap((author) => author.name ?? [])
  const added = extractAdded(lines, isForwarding(subject ?? ''), authors)
  if (!source.cut) return { added, full }
  // What was cut off belongs to `added` only when that reaches to the end.
  const reaches = added !== '' && full.endsWith(added.slice(-200))
  return { added: reaches ? `${added}\n${CUT}` : added, full: `${full}\n${CUT}`.trimStart() }
}

/** Null when the subject does not say: it may have been edited. */
function isForwarding(subject: string): boolean | null {
  if (FORWARD_SUBJECT.test(subject)) return true
  return ANSWER_SUBJECT.test(subject) ? false : null
}

type Source = { text: string; cut: boolean }

function readSource(text: string | null, html: string | null): Source {
  if (html === null) return readPlain(text ?? '')
  const bounded = clip(dropEmbedded(html), HTML_LIMIT)
  const rendered = bound(renderHtml(dropMarks(bounded.text)))
  const read = { text: rendered.text, cut: rendered.cut || bounded.cut }
  if (text === null) return read
  const plain = readPlain(text)
  return countLetters(read.text) * 2 >= countLetters(plain.text) || isStub(plain.text) ? read : plain
}

/** What programs put into the plain part when they have nothing to put there. */
function isStub(text: string): boolean {
  return text.length < 500 && /\bhtml\b|\bnavegador\b|\b(?:in|your) (?:web )?browser\b/i.test(text)
}

function readPlain(text: string): Source {
  const bounded = clip(text, TEXT_LIMIT)
  return { text: tidy(dropMarks(bounded.text)), cut: bounded.cut }
}

function bound(text: string): Source {
  const { text: bounded, cut } = clip(text, TEXT_LIMIT)
  return { text: tidy(bounded), cut }
}

/** What the sender added; falls back to less cutting rather than to nothing. */
function extractAdded(lines: readonly string[], forwarding: boolean | null, authors: readonly string[]): string {
  const { pieces, forwarded, history } = splitHistory(lines, forwarding)
  const added = joinPieces(keepPieces(cutPieces(pieces, (own) => cutSignature(own, authors))), forwarded)
  if (added !== '') return added
  // All signature or notice by its looks: then that is what the message says.
  const said = joinPieces(keepPieces(cutPieces(pieces, cutDeviceLine)), forwarded)
  return said !== '' || history ? said : joinLines(lines)
}

/** Applies `cut` to the first and the last piece of the sender's: where clients put signatures. */
function cutPieces(pieces: readonly Piece[], cut: (lines: readonly string[]) => string[]): Piece[] {
  const first = pieces.findIndex((piece) => piece.type === 'own')
  const last = pieces.findLastIndex((piece) => piece.type === 'own')
  return pieces.map((piece, i) => {
    if (piece.type === 'quote') return piece
    const lines = i === first || i === last ? cut(piece.lines) : dropMarkedSignature(piece.lines)
    return {
      ...piece,
      lines: ['', ...lines, ''].slice(
        isBlank(piece.lines[0] ?? '') ? 0 : 1,
        isBlank(piece.lines.at(-1) ?? '') ? undefined : -1,
      ),
    }
  })
}

/** Pieces keep the spacing they had; where something went from between two of the sender's, an empty line stands. */
function joinPieces(pieces: readonly Piece[], forwarded: readonly string[]): string {
  const lines = pieces.flatMap((piece, i) =>
    piece.type === 'own' && pieces[i - 1]?.type === 'own' ? ['', ...piece.lines] : piece.lines,
  )
  return joinLines([...lines, '', ...forwarded])
}
