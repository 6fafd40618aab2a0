/** Times of events: their instants, their names, their lengths. Pure. */
import type { Moment } from './event.ts'
import type { Duration } from './property.ts'

const DAY = 86_400_000

export const instantOf = ({ wall, zone }: Moment): number => zone.toInstant(wall)

/** What names an instance: the instant at which it was meant to start, of a whole day its date. */
export const nameOf = (moment: Moment): string =>
  moment.date ? dateOf(moment.wall) : new Date(instantOf(moment)).toISOString()

export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/**
 * How long an event lasts. From one time to another it is exact also where the clock changes in between (RFC 5545, 3.8.5.3);
 * days are the calendar's.
 */
export function lengthOf(start: Moment, end: Moment | Duration | null): Duration {
  if (end === null) return { days: start.date ? 1 : 0, ms: 0 }
  if (!('wall' in end)) return start.date ? { days: Math.max(1, end.days + Math.ceil(end.ms / DAY)), ms: 0 } : end
  if (start.date) return { days: Math.max(1, Math.ceil((end.wall - start.wall) / DAY)), ms: 0 }
  return { days: 0, ms: Math.max(0, instantOf(end) - instantOf(start)) }
}

export const endOf = (start: Moment, { days, ms }: Duration): number =>
  start.zone.toInstant(start.wall + days * DAY) + ms
