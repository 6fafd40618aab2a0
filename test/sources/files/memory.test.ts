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

async function grownBy(...paths: string[]): Promise<{ count: number; grownMb: number }> {
  const warm = folderOf({ 'warm.mbox': mbox(Array.from({ length: 2000 }, () => compose({}, 'Hola\n'.repeat(500)))) })
  const { stdout } = await promisify(execFile)(process.execPath, [script, warm, ...paths])
  return JSON.parse(stdout) as { count: number; grownMb: number }
}

it('a 50 MB attachment is streamed, out of an mbox and a file', async () => {
  const root = folderOf({})
  await write(join(root, 'a.mbox'), [
    postmark,
    ...withAttachment('uno', 50),
    `\n${postmark}`,
    compose({ Subject: 'dos' }),
  ])
  await write(join(root, 'b.eml'), withAttachment('tres', 50))
  const { count, grownMb } = await grownBy(root)
  expect(count).toBe(3)
  console.log(grownMb);  expect(grownMb).toBeLessThan(60)
})

it('50 MB of text, a line of 50 MB and 50 MB that are no mail cost no more', async () => {
  const root = folderOf({})
  const long = 'una línea de texto cualquiera\n'.repeat(1000)
  await write(join(root, 'a.eml'), [compose({ Subject: 'texto' }, ''), ...repeat(long, 50 * MB)])
  await write(join(root, 'b.mbox'), [
    postmark,
    compose({ 'Content-Type': 'text/html' }, ''),
    ...repeat('x'.repeat(MB), 50 * MB),
    `\n\n${postmark}Subject: y\n\n`,
  ])
  await write(join(root, 'c.mbox'), repeat('\0\xff\xfe'.repeat(10_000), 50 * MB))
  const { count, grownMb } = await grownBy(root)
  expect(count).toBe(4)
  console.log(grownMb);  expect(grownMb).toBeLessThan(60)
})

it('20,000 messages cost no more than 2,000', async () => {
  const root = folderOf({})
  await write(join(root, 'a.mbox'), repeat(`${postmark}${compose({}, 'Hola\n'.repeat(500))}\n`, 20_000 * 2700))
  const { count, grownMb } = await grownBy(root)
  expect(count).toBeGreaterThan(19_000)
  console.log(grownMb);  expect(grownMb).toBeLessThan(60)
})
