/** Who wrote to whom, who met whom: one line of a row. Pure. */
import type { Row } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'

/** `to`: the first of them; `others`: how many there are. */
export type Sides = { kind: Row['kind']; from: readonly string[]; to: readonly string[]; others: number }

/** A right-to-left name must not turn "A → B" around: a mark for the line, and Unicode's first-strong isolates for names. */
const LEFT_TO_RIGHT = '\u200e'
const isolated = (name: string) => `\u2068${name}\u2069`

/** Named on each side of a meeting; the rest is counted. */
export const NAMED = 2

/** "Ana with Eva, Iker +2": of either side the first ones. */
export function joinPeople(ours: readonly string[], theirs: readonly string[], locale: Locale): string {
  return joinSides({ kind: 'meeting', from: ours, to: theirs, others: theirs.length }, locale)
}

function saidSide(people: readonly string[], n: number): string {
  const named = people.slice(0, NAMED)
  return named.map(isolated).join(', ') + (n > named.length ? ` +${n - named.length}` : '')
}

/** "Ana, Juan with Eva": people meet, mail goes from one to the other. */
export function joinSides({ kind, from, to, others }: Sides, locale: Locale): string {
  const { between } = workWords[locale]
  const by = kind in between ? ` ${between[kind as keyof typeof between]} ` : ' → '
  const sides =
    kind === 'meeting'
      ? [saidSide(from, from.length), saidSide(to, others)]
      : [from.length === 0 ? '' : isolated(from.join(', ')), saidRecipients(to, others, locale)]
  return LEFT_TO_RIGHT + sides.filter((side) => side !== '').join(by)
}

const saidRecipients = (to: readonly string[], n: number, locale: Locale): string =>
  to.map(isolated).join(', ') + (n > to.length ? ` ${recordWords[locale].andMore(n - to.length)}` : '')
