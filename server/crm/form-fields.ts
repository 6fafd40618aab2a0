/** A field of a form, with what most of them leave as it is. */
import type { z } from '@hono/zod-openapi'
import type { FormField } from '#shared/blocks.ts'
import type { Colleague } from './known.ts'

type Field = z.infer<typeof FormField>

export const field = (name: string, label: string, rest: Partial<Omit<Field, 'name' | 'label'>>): Field => ({
  name,
  label,
  type: 'text',
  value: null,
  required: false,
  options: [],
  hint: null,
  suggestions: [],
  ...rest,
})

/** Oneself first, by the word that one uses of oneself. */
export function userOptions(users: readonly Colleague[], me?: number, word = ''): Field['options'] {
  const mine = users.filter((user) => user.id === me).map((user) => ({ value: String(user.id), label: word }))
  const others = users.filter((user) => user.id !== me)
  return [...mine, ...others.map((user) => ({ value: String(user.id), label: user.name }))]
}
