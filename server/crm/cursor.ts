/** Keyset cursors of lists ordered newest first. Opaque to callers. */
import { ProblemError } from '../errors.ts'

export type Position = { at: string; id: number }

export const writeCursor = (position: Position): string =>
  Buffer.from(`${position.at}|${position.id}`).toString('base64url')

/** @throws ProblemError 400 for a cursor that this server did not make */
export function readCursor(cursor: string): Position {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split('|')
  const valid = at !== undefined && (at === '-infinity' || !Number.isNaN(Date.parse(at))) && /^\d{1,15}$/.test(id ?? '')
  if (!valid) throw new ProblemError(400, 'bad-cursor', 'The cursor is not one that this server gave.')
  return { at, id: Number(id) }
}
