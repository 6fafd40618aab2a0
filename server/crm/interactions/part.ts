/** The three things one does: call, log, plan a follow-up. Each opens a form that is filled in already. */
import type { BlockOf } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import type { Part } from '../part.ts'

/** It needs nothing that the record does not know already. */
export const actsPart: Part<null> = {
  name: 'acts',
  sql: 'SELECT NULL::json',
  blocks: (_, { contact, company }, locale) => {
    if (!contact && !company) return {}
    const about = contact ? `contactId=${contact.id}` : `companyId=${company!.id}`
    return { acts: [actsBlock(about, contact?.phones[0] ?? null, locale)] }
  },
}

/** @param about whom it is about, as a query: `contactId=7` */
export function actsBlock(about: string, phone: string | null, locale: Locale): BlockOf<'actions'> {
  const words = workWords[locale]
  const tail = `${about}&locale=${locale}`
  return {
    type: 'actions',
    id: 'acts',
    title: null,
    actions: [],
    forms: [
      {
        id: 'call',
        label: words.call,
        href: `/api/forms/entry?kind=call&${tail}`,
        ...(phone === null ? {} : { tel: phone.replace(/[^+\d]/g, '') }),
      },
      { id: 'log', label: words.log, href: `/api/forms/entry?kind=visit&${tail}` },
      { id: 'followup', label: words.followUp, href: `/api/forms/followup?${tail}` },
    ],
  }
}
