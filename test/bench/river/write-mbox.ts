/** Writes the mbox of one rep's mailbox: two years of threads with customers, and what else comes in. About 70 % is logged. */
import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createRandom, type Random } from '../random.ts'
import { wholePage, writeLetter, type Quoted } from './letter.ts'
import { escapeHtml, writeRaw, type Envelope } from './mime.ts'
import { makePeople, type People, type Writer } from './people.ts'
import { SENTENCES, SUBJECTS } from './phrases.ts'

/** @returns its size in bytes */
export async function writeMbox(path: string, messages: number): Promise<number> {
  await pipeline(Readable.from(generate(messages)), createWriteStream(path))
  return (await stat(path)).size
}

type Thread = { customer: Writer; subject: string; ids: string[]; last: Quoted | null; ours: boolean }

/** Answers quote at most so many levels: people cut long histories now and then. */
const LEVELS = 4
const OPEN_THREADS = 200

function* generate(messages: number): Generator<string> {
  const random = createRandom(20_261_121)
  const people = makePeople(random)
  const threads: Thread[] = []
  for (let n = 0; n < messages; n++) {
    const at = new Date(Date.UTC(2024, 10, 1) + n * 52 * 60_000)
    // 70 % customers, the rest as in an ordinary mailbox.
    const kind = random.next()
    if (kind < 0.7) yield answer(random, people, nextThread(random, people, threads), { n, at })
    else yield other(random, people, kind, { n, at })
  }
}

type When = { n: number; at: Date }

function nextThread(random: Random, people: People, threads: Thread[]): Thread {
  const open = threads.length > 0 && random.chance(0.7) ? random.pick(threads) : null
  if (open) return open
  // Some customers write every day and most now and then.
  const customer = people.customers[Math.floor(people.customers.length * random.next() ** 2)]!
  const thread: Thread = {
    customer,
    subject: random.pick(SUBJECTS[customer.language]),
    ids: [],
    last: null,
    ours: random.chance(0.6),
  }
  if (threads.length < OPEN_THREADS) threads.push(thread)
  else threads[random.below(OPEN_THREADS)] = thread
  return thread
}

const idOf = ({ n }: When, writer: Writer) =>
  `${(n * 7919).toString(36).padStart(6, '0')}.${n.toString(36)}.bench@${writer.address.split('@')[1]}`

function answer(random: Random, people: People, thread: Thread, when: When): string {
  const [from, to] = thread.ours ? [people.ana, thread.customer] : [thread.customer, people.ana]
  const { text, html } = writeLetter(random, from, to, thread.last)
  const subject = thread.last === null ? thread.subject : `Re: ${thread.subject}`
  const id = idOf(when, from)
  const cc = random.chance(0.2) ? [random.pick(people.colleagues)] : []
  const raw = write(
    random,
    {
      id,
      from,
      to: [to],
      cc,
      subject,
      at: when.at,
      references: thread.ids.slice(-20),
      extra: [],
      received: !thread.ours,
    },
    { text, html: wholePage(from.client, html), file: random.chance(0.03) ? 'oferta.pdf' : null },
  )
  const forget = thread.ids.length % LEVELS === LEVELS - 1
  thread.last = {
    from,
    at: when.at,
    subject,
    to,
    text: forget ? text.slice(0, 800) : text,
    html: forget ? `<div>${escapeHtml(text.slice(0, 800))}</div>` : html,
  }
  thread.ids.push(id)
  thread.ours = random.chance(0.8) ? !thread.ours : thread.ours
  return raw
}

/** Newsletters, strangers, colleagues among themselves, absence notes. */
function other(random: Random, people: People, kind: number, when: When): string {
  const stranger = people.stranger()
  const to = [people.ana]
  const base = {
    to,
    cc: [],
    subject: random.pick(SUBJECTS[stranger.language]),
    at: when.at,
    references: [],
    received: true,
  }
  if (kind < 0.82) {
    const items = Array.from({ length: 12 }, () => random.pick(SENTENCES.en))
    const html = `<html><body><table width="600">${items.map((text) => `<tr><td style="font-family:Arial"><a href="https://news.example/c?u=${random.below(2 ** 31)}">${text}</a></td></tr>`).join('')}</table><img src="https://news.example/o.gif" width="1" height="1"></body></html>`
    return write(
      random,
      {
        ...base,
        id: idOf(when, stranger),
        from: { ...stranger, address: `news@${stranger.address.split('@')[1]}` },
        extra: ['List-Unsubscribe: <https://news.example/u>', 'List-Id: <news.example>', 'Precedence: bulk'],
      },
      { text: items.join('\n\n'), html, file: null },
    )
  }
  const from = kind < 0.91 ? stranger : kind < 0.97 ? random.pick(people.colleagues) : random.pick(people.customers)
  const { text, html } = writeLetter(random, from, people.ana, null)
  const extra = kind < 0.97 ? [] : ['Auto-Submitted: auto-replied']
  return write(
    random,
    { ...base, id: idOf(when, from), from, extra },
    { text, html: wholePage(from.client, html), file: null },
  )
}

const write = (random: Random, envelope: Envelope, content: Parameters<typeof writeRaw>[1]) =>
  writeRaw(envelope, content, random)
