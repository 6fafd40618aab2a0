/** What the cursors of Gmail say. `n` counts pages: what is read on a later page is newer, whatever number Google gives it. */
import { SourceError } from '#server/errors.ts'

/** `history`: the id to go on from, a number beyond 2^53 and so a text. `page`: within the pages that follow it. */
export type NewsPosition = { v: 1; n: number; history: string; page?: string }

/**
 * `count`, then what was sent, then everything, newest first; then `missed`: whatever is stored and was not shown, which there
 * is after a history that was lost. `n`: of all that is read.
 */
export type PastPosition = {
  v: 1
  n: number
  phase: 'count' | 'sent' | 'all' | 'missed' | 'done'
  page?: string
  done: number
  total: number
}

/** @throws SourceError 'cursor-expired' for what is no position of this kind */
export function readPosition<T extends { v: 1 }>(text: string, has: keyof T & string): T {
  try {
    const value = JSON.parse(text) as T
    if (value.v === 1 && has in value) return value
  } catch (cause) {
    throw new SourceError('cursor-expired', 'The stored position cannot be read.', { cause })
  }
  throw new SourceError('cursor-expired', 'The stored position is of something else.')
}

export const startOfPast = (n: number): string =>
  JSON.stringify({ v: 1, n, phase: 'count', done: 0, total: 0 } satisfies PastPosition)
