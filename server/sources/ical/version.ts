/** One number that grows when a calendar shows an event changed. Pure. */
import { createHash } from 'node:crypto'

/** Years after 2242 would leave the whole numbers. */
const MAX_SECONDS = 2 ** 33 - 1

/** When it was changed, then the organizer's count of revisions, then what it says: for a change that neither shows. */
export function versionOf(of: { changedAt: Date; sequence: number; content: string }): number {
  const seconds = Math.min(Math.max(0, Math.floor(of.changedAt.getTime() / 1000)), MAX_SECONDS)
  const hash = createHash('sha256').update(of.content).digest().readUInt16BE(0) & 0x3ff
  return seconds * 2 ** 20 + Math.min(of.sequence, 1023) * 2 ** 10 + hash
}
