/**
 * The first half of the river's bound: only parsing the mbox, in a process of its own. `library`: mailparser as it comes,
 * without its conversions between text and HTML. `own`: what Ficha makes of mailparser's tokenizer, which is stricter.
 */
import { createReadStream } from 'node:fs'
import { type Source, simpleParser } from 'mailparser'
import { parseMessage } from '#server/sources/mime/parse.ts'

export type Parsed = { seconds: number; messages: number; subjects: number }

const [path, how] = process.argv.slice(2) as [string, 'library' | 'own']

const SEPARATOR = Buffer.from('\n\nFrom ')
const PLAIN = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true }

const parse: (raw: Source & Buffer) => Promise<string | null | undefined> =
  how === 'library'
    ? async (raw) => (await simpleParser(raw, PLAIN)).subject
    : async (raw) => (await parseMessage(raw)).message.subject

/** The messages of the generated mbox, which quotes every "From " in a body by never writing one. */
async function* messagesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer])
    let at = 0
    for (let end = bytes.indexOf(SEPARATOR); end >= 0; end = bytes.indexOf(SEPARATOR, at)) {
      yield withoutPostmark(bytes.subarray(at, end + 1))
      at = end + 2
    }
    rest = bytes.subarray(at)
  }
  yield withoutPostmark(rest)
}

const withoutPostmark = (message: Buffer) => message.subarray(message.indexOf(0x0a) + 1)

const begun = performance.now()
const parsed: Parsed = { seconds: 0, messages: 0, subjects: 0 }
for await (const raw of messagesOf(path)) {
  parsed.messages++
  if (await parse(raw)) parsed.subjects++
}
parsed.seconds = (performance.now() - begun) / 1000
process.stdout.write(JSON.stringify(parsed))
