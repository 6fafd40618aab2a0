/** An item of the contract as a mail. */
import { ANA, DAY, type Item, idOf } from './harness.ts'

const PEOPLE = { client: 'Eva Gómez <eva@client.test>', stranger: 'Zoe <zoe@stranger.test>' }

/** Whole days before a day that stays: the same item is the same mail wherever it is put. */
export function mailOf({ name, ago = 1, by = 'client' }: Item): string {
  const [from, to] = by === 'us' ? [`Ana <${ANA}>`, PEOPLE.client] : [PEOPLE[by], ANA]
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: About ${name}`,
    `Date: ${dateOf(ago).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${idOf(name)}>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `What there is to say of ${name}.`,
    '',
  ].join('\r\n')
}

export const emlOf = (item: Item) => ({ name: `${item.name}.eml`, content: mailOf(item) })

const today = Math.floor(Date.now() / DAY) * DAY

export const dateOf = (ago: number): Date => new Date(today + 9 * 3_600_000 - ago * DAY)
