/** What lies in the invented mailboxes at the fake Google: raw messages of every sort that a sync must tell apart. */
import type { Random } from '#test/bench/random.ts'

export type LetterKind = 'plain' | 'file' | 'newsletter' | 'bounce' | 'absence'

export type Letter = {
  id: string
  kind: LetterKind
  from: string
  to: string[]
  at: Date
  subject: string
  text: string
  /** Oldest first. */
  references: string[]
}

/** RFC 5322, CRLF. */
export function rawLetter(letter: Letter): string {
  const { id, kind, from, to, at, subject, references } = letter
  const head = [
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    `Subject: ${subject}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}>`,
    'MIME-Version: 1.0',
    ...(references.length > 0
      ? [`References: ${references.map((one) => `<${one}>`).join(' ')}`, `In-Reply-To: <${references.at(-1)}>`]
      : []),
    ...MORE[kind],
  ]
  return [...head, ...BODY[kind](letter), ''].join('\r\n')
}

const MORE: Record<LetterKind, string[]> = {
  plain: [],
  file: [],
  newsletter: ['List-Unsubscribe: <https://news.example/off>', 'List-Id: <weekly.news.example>', 'Precedence: bulk'],
  bounce: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
  absence: ['Auto-Submitted: auto-replied', 'X-Autoreply: yes'],
}

const TEXT = 'Content-Type: text/plain; charset=utf-8'

const plain = ({ text }: Letter) => [TEXT, '', text]

const BODY: Record<LetterKind, (letter: Letter) => string[]> = {
  plain,
  newsletter: plain,
  absence: plain,
  file: ({ id, text }) => [
    'Content-Type: multipart/mixed; boundary=cut',
    '',
    '--cut',
    TEXT,
    '',
    text,
    '--cut',
    'Content-Type: text/csv; name="list.csv"',
    'Content-Disposition: attachment; filename="list.csv"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`letter,${id.length % 7}\r\n`).toString('base64'),
    '--cut--',
  ],
  bounce: ({ text, to }) => [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=cut',
    '',
    '--cut',
    TEXT,
    '',
    text,
    '--cut',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${to[0]}`,
    'Action: failed',
    'Status: 5.1.1',
    '--cut--',
  ],
}

export type Person = { name: string; address: string }
export const written = ({ name, address }: Person): string => `${name} <${address}>`

/** Many for each of some kinds, few of the others. */
export const someKind = (random: Random): LetterKind => (random.chance(0.07) ? 'file' : 'plain')
