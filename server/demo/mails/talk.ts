/** A correspondence told letter by letter. Where each copy lies follows from who wrote it to whom. */
import { ANA, ANA_ALIAS, GORKA, INFO, JUAN, MARTA, SOPORTE } from './cast.ts'
import type { Person } from './cast.ts'
import type { Language } from './clock.ts'
import { inbox, sent, unread, writeLetter } from './compose.ts'
import type { Letter, Placement, Written } from './letter.ts'
import type { NamedAddress } from './mime.ts'

/** With a `subject` it begins a conversation; without one it answers the letter before it, or the one named. */
export type Line = Omit<Letter, 'language' | 'in' | 'answers' | 'from'> & {
  by: Person
  answers?: string
  unread?: boolean
}

export function talk(language: Language, lines: Line[]): Written[] {
  const told: Written[] = []
  for (const { by, answers, unread: isNew = false, ...line } of lines) {
    const before = answers === undefined ? told.at(-1) : told.find(({ mail }) => mail.key === answers)
    told.push(
      writeLetter({
        ...line,
        from: by,
        language,
        ...(line.subject === undefined && before && { answers: before }),
        in: placesOf(by, [...line.to, ...(line.cc ?? []), ...(line.bcc ?? [])], isNew),
      }),
    )
  }
  return told
}

/** Which mailboxes of the demo get what is written to an address of ours. The support list delivers to its two members. */
const HOLDERS: Record<string, { address: string }[]> = {
  [ANA.address]: [ANA],
  [ANA_ALIAS.address]: [ANA],
  [JUAN.address]: [JUAN],
  [MARTA.address]: [MARTA],
  [GORKA.address]: [GORKA],
  [INFO.address]: [INFO],
  [SOPORTE.address]: [JUAN, ANA],
}

export const holdersOf = (address: string): { address: string }[] => HOLDERS[address] ?? []

export function placesOf(by: { address: string }, to: NamedAddress[], isNew = false): Placement[] {
  const receivers = new Set(to.flatMap(({ address }) => holdersOf(address)))
  return [...holdersOf(by.address).map(sent), ...[...receivers].map(isNew ? unread : inbox)]
}
