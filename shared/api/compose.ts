/** Before one writes: what GET /api/compose answers. */
import { z } from 'zod'
import { Block } from '../blocks.ts'

export const ComposePerson = z.object({
  address: z.string(),
  name: z.string().nullable(),
  who: z.enum(['contact', 'company', 'colleague', 'unknown']),
})
export type ComposePerson = z.infer<typeof ComposePerson>

export const Composing = z.object({
  /** Whom it goes to, the first of them, people outside before colleagues. */
  people: z.array(ComposePerson),
  /** What will become of it, in words; null while nobody is named. */
  state: z.object({ logged: z.boolean(), text: z.string() }).nullable(),
  blocks: z.array(Block),
})
export type Composing = z.infer<typeof Composing>
