/**
 * What the nouns contribute to the record: each a piece of the one statement, and the blocks made of what it finds. A new
 * noun adds a file `part.ts` to its folder and a line here.
 */
import type { Block } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Part } from '../part.ts'
import { changePart } from '../changes/part.ts'
import { peoplePart } from '../contacts/part.ts'
import { conversationPart } from '../conversations/part.ts'
import { followupPart } from '../followups/part.ts'
import { actsPart } from '../interactions/part.ts'
import { mailboxPart } from '../mailboxes/part.ts'
import { meetingPart } from '../meetings/part.ts'
import { mergePart } from '../merges/part.ts'
import { opportunityPart } from '../opportunities/part.ts'
import { noticePart } from '../notices/part.ts'
import { pickPart } from '../picks/part.ts'
import { suggestionPart } from '../suggestions/part.ts'
import type { Place, Subject } from '../part.ts'

export const PARTS: readonly Part[] = [
  mailboxPart,
  actsPart,
  followupPart,
  meetingPart,
  conversationPart,
  opportunityPart,
  noticePart,
  suggestionPart,
  pickPart,
  peoplePart,
  mergePart,
  changePart,
]

export type PartBlocks = (place: Place) => Block[]

/** The blocks of all parts, by their place. A part that fails to be read takes only itself away. */
export function partBlocks(found: Record<string, unknown>, subject: Subject, locale: Locale): PartBlocks {
  const placed = PARTS.map((part) => part.blocks(found[part.name] ?? null, subject, locale))
  return (place) => placed.flatMap((blocks) => blocks[place] ?? [])
}
