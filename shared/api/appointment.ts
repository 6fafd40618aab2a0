/** The contract of the pane beside an appointment. */
import { z } from 'zod'
import { Status } from '../api.ts'
import { Block, Tone } from '../blocks.ts'
import { Answer } from './meetings.ts'

/** `answer`: how they answered, where Ficha knows the meeting. */
export const AppointmentPerson = z.object({
  address: z.string(),
  name: z.string().nullable(),
  status: Status.nullable(),
  who: z.enum(['contact', 'company', 'colleague', 'unknown']),
  answer: Answer.nullable(),
})
export type AppointmentPerson = z.infer<typeof AppointmentPerson>

export const Appointment = z.object({
  /** The meeting that it is; null when Ficha has not seen it, or it is not for the caller. */
  meeting: z
    .object({
      /** Null while there is no entry of it: it is not logged. */
      interactionId: z.string().nullable(),
      planned: z.boolean(),
      recurring: z.boolean().nullable(),
      startAt: z.string().nullable(),
      endAt: z.string().nullable(),
    })
    .nullable(),
  /** `none`: it is still being made. */
  state: z.object({
    state: z.enum(['logged', 'planned', 'skipped', 'failed', 'not-synced', 'none']),
    text: z.string(),
    tone: Tone,
  }),
  /** People outside first, colleagues after, without the caller. */
  people: z.array(AppointmentPerson),
  /** Of the appointment itself; the record of each person is what the sidebar says of their address. */
  blocks: z.array(Block),
})
export type Appointment = z.infer<typeof Appointment>
