/** What an admin and the users of a mailbox set. */
import { z } from 'zod'
import { Role } from '../api.ts'

const Id = z.string()

export const User = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  locale: z.enum(['en', 'es']),
  aliases: z.array(z.string()),
  leftAt: z.string().nullable(),
})
export type User = z.infer<typeof User>

/** What excluding something would change: "would remove 37 messages of 3 people from the record". */
export const ExclusionPreview = z.object({
  value: z.string(),
  messages: z.number().int(),
  people: z.number().int(),
  text: z.string(),
})
export type ExclusionPreview = z.infer<typeof ExclusionPreview>
