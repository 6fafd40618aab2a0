/** A lot of plausible mail, the same for the same seed: for imports that are killed or run side by side. */

export type Mailbag = {
  /** Raw messages, CRLF, in the order of the file. */
  messages: string[]
  ids: string[]
}

const OURS = ['ana', 'juan', 'marta'].map((name) => `${name}@ours.test`)

/** A small linear congruential generator: `Math.random` cannot be seeded. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * `n` messages between three colleagues and `n / 25` people outside, some of whom are never written to: sent, received,
 * answers, newsletters, internal mail, and a small attachment in one of twenty.
 */
export function fillMailbag(n: number, seed: number): Mailbag {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const people = Array.from({ length: Math.max(4, Math.floor(n / 25)) }, (_, i) => `person${i}@company${i % 40}.test`)
  const ids: string[] = []
  const messages = Array.from({ length: n }, (_, i) => {
    const id = `bag-${seed}-${i}@ours.test`
    const kind = next()
    const person = pick(people)
    const us = pick(OURS)
    const [from, to] = kind < 0.3 ? [us, person] : kind < 0.9 ? [person, us] : [us, pick(OURS)]
    const answers = i > 0 && next() < 0.4 ? pick(ids) : null
    ids.push(id)
    const head = [
      `From: Person <${from}>`,
      `To: ${to}`,
      `Subject: Message ${i}`,
      `Date: ${new Date(Date.UTC(2026, 0, 1) + i * 600_000).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${id}>`,
      ...(answers === null ? [] : [`In-Reply-To: <${answers}>`]),
      ...(next() < 0.1 ? ['List-Unsubscribe: <mailto:off@list.test>'] : []),
    ]
    return [...head, ...bodyOf(i, next() < 0.05), ''].join('\r\n')
  })
  return { messages, ids }
}

function bodyOf(i: number, attached: boolean): string[] {
  const text = ['Hello,', '', `this is what message ${i} has to say.`, '', 'Regards']
  if (!attached) return ['Content-Type: text/plain; charset=utf-8', '', ...text]
  const file = Buffer.from(`a,b\n${i % 7},2\n`).toString('base64')
  return [
    'Content-Type: multipart/mixed; boundary=cut',
    '',
    '--cut',
    'Content-Type: text/plain',
    '',
    ...text,
    '--cut',
    `Content-Type: text/csv; name="list ${i}.csv"`,
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    file,
    '--cut--',
  ]
}

/** A weekly event of `weeks` instances, one of them moved, with one of the people of `fillMailbag`; every tenth among colleagues. */
export function fillCalendar(events: number, weeks: number): string[] {
  const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  return Array.from({ length: events }, (_, n) => {
    const start = Date.UTC(2026, 0, 5, 8 + (n % 8)) + (n % 5) * 86_400_000
    const week = 7 * 86_400_000
    const common = [
      `UID:bag-event-${n}@ours.test`,
      `DTSTAMP:${stamp(start - week)}`,
      `SUMMARY:Weekly ${n}`,
      `ORGANIZER;CN=Us:mailto:${OURS[n % OURS.length]}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${n % 10 === 0 ? OURS[1] : `person${n % 40}@company${n % 40}.test`}`,
    ]
    const event = (lines: string[]) => ['BEGIN:VEVENT', ...common, ...lines, 'END:VEVENT']
    return [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//bag//EN',
      ...event([`DTSTART:${stamp(start)}`, 'DURATION:PT1H', `RRULE:FREQ=WEEKLY;COUNT=${weeks}`]),
      ...event([
        `RECURRENCE-ID:${stamp(start + week)}`,
        `DTSTART:${stamp(start + week + 3_600_000)}`,
        'DURATION:PT30M',
      ]),
      'END:VCALENDAR',
      '',
    ].join('\r\n')
  })
}

/** As an mbox file. */
export const toMbox = (messages: readonly string[]): string =>
  messages
    .map((message) => `From someone@somewhere Thu Jan  1 00:00:00 2026\n${message.replaceAll('\r\n', '\n')}\n`)
    .join('\n')
