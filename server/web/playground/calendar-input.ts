/** What a calendar's forms send, checked: a refusal names what is wrong, in the viewer's language. */
import { z } from '@hono/zod-openapi'
import { ANSWERS } from '#shared/api/meetings.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import type { CalendarStrings } from '#shared/i18n/calendar.ts'
import type { CalendarAnswer, CalendarChange, CalendarInput, CalendarTimes } from '#shared/playground-calendar.ts'
import { ProblemError } from '../../errors.ts'
import { instantOf, isDay, isZone, minutesBetween } from './calendar-wall.ts'

const Times = z.union([
  z.strictObject({ start: z.string(), end: z.string(), zone: z.string() }),
  z.strictObject({ startOn: z.string(), endOn: z.string() }),
])
const Repeats = z.strictObject({
  every: z.enum(['never', 'daily', 'weekly', 'monthly']),
  until: z.string().nullable(),
})
const fields = {
  times: Times,
  title: z.string().max(500),
  place: z.string().max(500),
  text: z.string().max(20_000),
  attendees: z
    .array(
      z.strictObject({
        address: z.string().max(400),
        name: z.string().max(200).nullable().optional(),
        optional: z.boolean(),
      }),
    )
    .max(200),
  repeats: Repeats,
  private: z.boolean(),
}
const originalStart = z.string().max(40).nullable()
const scope = z.enum(['this', 'following', 'all'])

const Input = z.strictObject(fields)
const Change = z
  .strictObject({ ...fields, originalStart, scope })
  .partial(Object.fromEntries(Object.keys(fields).map((name) => [name, true])) as Record<keyof typeof fields, true>)
export const CalendarCancel = z.object({ originalStart: z.string().max(40).optional(), scope })
const Reply = z.strictObject({
  originalStart,
  scope: z.enum(['this', 'all']),
  answer: z.enum(ANSWERS).exclude(['none']),
})

const invalid = (detail: string) => new ProblemError(422, 'invalid', detail)

export function readInput(value: unknown, words: CalendarStrings): CalendarInput {
  return settled(shaped(Input, value), words)
}

export function readChange(value: unknown, words: CalendarStrings): CalendarChange {
  const change = shaped(Change, value)
  return { ...settled(change, words), originalStart: readMoment(change.originalStart, words) }
}

export function readReply(value: unknown, words: CalendarStrings): CalendarAnswer {
  const reply = shaped(Reply, value)
  return { ...reply, originalStart: readMoment(reply.originalStart, words) }
}

/** As we write instants, whatever way they were written. */
export function readMoment(text: string | null, words: CalendarStrings): string | null {
  if (text === null || isDay(text)) return text
  return readInstant(text, words).toISOString()
}

export function readInstant(text: string, words: CalendarStrings): Date {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw invalid(words.wrongDate(text))
  return at
}

export function shaped<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value)
  const issue = error?.issues[0]
  if (issue) throw invalid(`${issue.path.join('.') || 'The request'}: ${issue.message}`)
  return data as T
}

function settled<T extends Partial<CalendarInput>>(input: T, words: CalendarStrings): T {
  if (input.times) checkTimes(input.times, words)
  const until = input.repeats?.until
  if (until) {
    if (!isDay(until)) throw invalid(words.wrongDate(until))
    const first = input.times && ('startOn' in input.times ? input.times.startOn : input.times.start.slice(0, 10))
    if (first && until < first) throw invalid(words.untilBeforeStart)
  }
  if (!input.attendees) return input
  const people = new Map<string, CalendarInput['attendees'][number]>()
  for (const person of input.attendees) {
    const address = normaliseAddress(person.address)
    if (address === null) throw invalid(words.wrongAddress(person.address))
    if (!people.has(address)) people.set(address, { ...person, address })
  }
  return { ...input, attendees: [...people.values()] }
}

const YEAR = 366

function checkTimes(times: CalendarTimes, words: CalendarStrings): void {
  if ('startOn' in times) {
    for (const day of [times.startOn, times.endOn]) if (!isDay(day)) throw invalid(words.wrongDate(day))
    const days = minutesBetween(times.startOn, times.endOn) / 1440
    if (days < 0) throw invalid(words.endBeforeStart)
    if (days > YEAR) throw invalid(words.tooLong)
    return
  }
  if (!isZone(times.zone)) throw invalid(words.wrongZone(times.zone))
  for (const wall of [times.start, times.end]) if (!isWall(wall)) throw invalid(words.wrongDate(wall))
  const minutes = (instantOf(times.end, times.zone).getTime() - instantOf(times.start, times.zone).getTime()) / 60_000
  if (minutes < 0) throw invalid(words.endBeforeStart)
  if (minutes > YEAR * 1440) throw invalid(words.tooLong)
}

const isWall = (text: string): boolean => /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10))
