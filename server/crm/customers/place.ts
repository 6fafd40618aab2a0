/** Where a page of customers ends: the sort's key as text, and what tells two of the same key apart. Opaque to callers. */
import { z } from 'zod'
import { ProblemError } from '../../errors.ts'

const Place = z.object({
  k: z.string().max(500).nullable(),
  noun: z.enum(['company', 'contact']),
  id: z.number().int().nonnegative(),
})
export type Place = z.infer<typeof Place>

const FORMS: Record<string, RegExp> = {
  int: /^\d{1,9}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamptz: /^(-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:?\d\d)?)$/,
}

export const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws ProblemError 400 for a cursor that this server did not make, or made for another sort */
export function readPlace(cursor: string, type: string): Place {
  const bad = (cause?: unknown) =>
    new ProblemError(400, 'bad-cursor', 'The cursor is not one that this server gave.', { cause })
  try {
    const place = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (place.k !== null && FORMS[type]?.test(place.k) === false) throw bad()
    return place
  } catch (error) {
    throw error instanceof ProblemError ? error : bad(error)
  }
}
