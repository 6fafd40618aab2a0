/** Memory does not grow with what is read. No times are asserted: they belong to the machine. */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { compose, multipart, text } from '../support/compose.ts'
import { folderOf, mbox } from '../support/folders.ts'

const MB = 1024 * 1024
const postmark = 'From ana@talleres.test Mon Mar  2 10:00:00 2026\n'
const script = join(import.meta.dirname, '../support/peak-memory.ts')

const write = (path: string, pieces: Iterable<string>) => pipeline(Readable.from(pieces), createWriteStream(path))

function* repeat(piece: string, bytes: number): Generator<string> {
  for (let sum = 0; sum < bytes; sum += piece.length) yield piece
}

/** A message whose one attachment is `mb` large; 64 kB of base64 at a time. */
function* withAttachment(subject: string, mb: number): Generator<string> {
  const { type, body } = multipart('mixed', [
    text('Adjunto'),
    'Content-Type: application/zip; name="a.zip"\nContent-Transfer-Encoding: base64\n',
  ])
  const [head, end] = compose({ Subject: subject, 'Content-Type': type }, body).split(/(?<=base64\n\n)/)
  yield head!
  yield* repeat(`${'UEsDBBQAAAAIAFNu'.repeat(4)}\n`.repeat(1000), mb * MB * 1.33)
  yield end!
}

function* concat(...parts: Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part
}

async function grownBy(...paths: string[]): Promise<{ count: number; grownMb: number }> {
  const warm = folderOf({ 'warm.mbox': mbox(Array.from({ length: 2000 }, () => compose({}, 'Hola\n'.repeat(500)))) })
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=256', script, warm, ...paths])
  return JSON.parse(stdout) as { count: number; grownMb: number }
}

/** Less than the largest message and than each file: what one page and one message may hold, and what a lazy garbage collector leaves. */
const FLAT_MB = 100
/** Hundreds of MB are written and read; on a busy machine that is slow. */
const TIMEOUT = 180_000

it(
  'attachments are streamed, out of an mbox and a file',
  async () => {
    const root = folderOf({})
    const attachment = withAttachment('uno', 100)
    await write(join(root, 'a.mbox'), concat([postmark], attachment, [`\n${postmark}`, compose({ Subject: 'dos' })]))
    await write(join(root, 'b.eml'), withAttachment('tres', 20))
    const { count, grownMb } = await grownBy(root)
    expect(count).toBe(3)
    expect(grownMb).toBeLessThan(FLAT_MB)
  },
  TIMEOUT,
)

it(
  'text without end, a line without end and what is no mail cost no more',
  async () => {
    const root = folderOf({})
    const long = 'una línea de texto cualquiera\n'.repeat(1000)
    const html = compose({ 'Content-Type': 'text/html' }, '')
    await write(join(root, 'a.eml'), concat([compose({ Subject: 'texto' }, '')], repeat(long, 60 * MB)))
    await write(
      join(root, 'b.mbox'),
      concat([postmark, html], repeat('x'.repeat(MB), 60 * MB), [`\n\n${postmark}Subject: y\n\n`]),
    )
    await write(join(root, 'c.mbox'), repeat('\0\xff\xfe'.repeat(10_000), 60 * MB))
    const { count, grownMb } = await grownBy(root)
    expect(count).toBe(4)
    expect(grownMb).toBeLessThan(FLAT_MB)
  },
  TIMEOUT,
)

it(
  'many messages cost no more than a few',
  async () => {
    const root = folderOf({})
    await write(
      join(root, 'a.mbox'),
      repeat(`${postmark}${compose({}, `${'una línea '.repeat(7)}\n`.repeat(170))}\n`, 100 * MB),
    )
    const { count, grownMb } = await grownBy(root)
    expect(count).toBeGreaterThan(7000)
    expect(grownMb).toBeLessThan(FLAT_MB)
  },
  TIMEOUT,
)
