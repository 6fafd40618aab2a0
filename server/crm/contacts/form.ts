/** The form of a contact: made from an unknown sender, or changed. What is only guessed stands beside the field, to be taken over. */
import type { z } from '@hono/zod-openapi'
import { STATUSES } from '#shared/api.ts'
import type { Contact } from '#shared/api.ts'
import type { FormBlock, Suggestion } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { field, userOptions } from '../form-fields.ts'
import type { Colleague } from '../known.ts'
import { formatPhone } from '../phone.ts'

type Guess = z.infer<typeof Suggestion>
export type Guesses = { name: Guess[]; role: Guess[]; phone: Guess[]; company: Guess[]; owner: Guess[] }

export type ContactForm = {
  /** null: a new one. */
  contact: z.infer<typeof Contact> | null
  /** Of a new one, as the sender wrote them. */
  asked: { name: string | null; address: string | null; companyName: string | null }
  guesses: Guesses
  colleagues: readonly Colleague[]
  viewerId: number
  locale: Locale
}

export function contactForm({ contact, asked, guesses, ...rest }: ContactForm): z.infer<typeof FormBlock> {
  const { locale, viewerId } = rest
  const words = peopleWords[locale]
  const statuses = STATUSES.map((status) => ({ value: status, label: recordWords[locale].status[status] }))
  const colleagues = userOptions(rest.colleagues, viewerId, words.me)
  const phones = contact?.phones.map(formatPhone) ?? []
  const gathered = guesses.phone.map((one) => ({ ...one, value: [...phones, one.value].join('\n') }))
  return {
    type: 'form',
    id: 'contact',
    title: contact ? words.editContact(contact.name ?? contact.addresses[0] ?? '') : words.newContact,
    note: null,
    fields: [
      field('name', words.fields['name']!, {
        value: contact ? contact.name : asked.name,
        required: true,
        suggestions: guesses.name,
      }),
      field('role', words.fields['role']!, { value: contact?.role ?? null, suggestions: guesses.role }),
      field('companyName', words.fields['company']!, {
        value: contact?.company?.name ?? asked.companyName,
        hint: words.companyHint,
        suggestions: guesses.company,
      }),
      field('phones', words.fields['phones']!, {
        type: 'textarea',
        value: phones.join('\n') || null,
        hint: words.phonesHint,
        suggestions: gathered,
      }),
      field('emails', words.addresses, {
        type: 'textarea',
        value: (contact ? contact.addresses.join('\n') : asked.address) || null,
        hint: words.addressesHint,
      }),
      field('status', words.fields['status']!, {
        type: 'select',
        value: contact?.status ?? 'lead',
        required: true,
        options: statuses,
      }),
      field('ownerId', words.fields['owner']!, {
        type: 'select',
        value: contact ? (contact.owner?.id ?? '') : String(viewerId),
        options: [{ value: '', label: words.nobody }, ...colleagues],
        suggestions: guesses.owner,
      }),
    ],
    submit: {
      label: contact ? words.save : words.create,
      request: contact
        ? { method: 'PATCH', href: `/api/contacts/${contact.id}` }
        : { method: 'POST', href: '/api/contacts' },
      done: contact ? words.saved : words.created,
    },
    check: `/api/forms/contact/check?locale=${locale}${contact ? `&exceptId=${contact.id}` : ''}`,
  }
}
