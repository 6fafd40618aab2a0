/** The contract of meetings: instances of calendar events, and what people write beside them. */
import { z } from 'zod'

const Id = z.string()
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day (YYYY-MM-DD)')

/** How somebody answered an invitation; `none`: not yet. */
export const ANSWERS = ['accepted', 'declined', 'tentative', 'none'] as const
export const Answer = z.enum(ANSWERS)
export type Answer = z.infer<typeof Answer>

export const MeetingAttendee = z.object({
  address: z.string(),
  name: z.string().nullable(),
  role: z.enum(['organizer', 'required', 'optional']),
  answer: Answer,
  contactId: Id.nullable(),
  userId: Id.nullable(),
})
export type MeetingAttendee = z.infer<typeof MeetingAttendee>

/** What an interaction of kind `meeting` that came from a calendar is besides. */
export const Meeting = z.object({
  uid: z.string(),
  /** When its series meant it to start; of one that does not recur, when it starts. */
  originalStartAt: z.string(),
  startAt: z.string(),
  endAt: z.string(),
  /** First and last day, both inclusive; null unless it lasts whole days. */
  allDay: z.object({ startOn: Day, endOn: Day }).nullable(),
  /** IANA. */
  zone: z.string(),
  recurring: z.boolean(),
  /** It has not started yet: no interaction so far. */
  planned: z.boolean(),
  place: z.string().nullable(),
  joinUrl: z.string().nullable(),
  /** Documents that hang on it at its calendar, which decides who may open them. */
  links: z.array(z.object({ title: z.string().nullable(), url: z.string() })),
  attendees: z.array(MeetingAttendee),
})
export type Meeting = z.infer<typeof Meeting>

const Written = z.string().trim().max(20_000).nullable()

/** What is written beside a meeting. An absent field stays; null or "" empties it. */
export const MeetingNotesBody = z.object({ objective: Written.optional(), notes: Written.optional() })
export type MeetingNotesBody = z.infer<typeof MeetingNotesBody>

export const MeetingNotes = z.object({ objective: z.string().nullable(), notes: z.string().nullable() })
export type MeetingNotes = z.infer<typeof MeetingNotes>
