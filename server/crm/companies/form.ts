/** The form of a company, made or changed. */
import type { z } from '@hono/zod-openapi'
import { STATUSES } from '#shared/api.ts'
import type { Company } from '#shared/api/people.ts'
import type { FormBlock } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { field, userOptions } from '../form-fields.ts'
import type { Colleague } from '../known.ts'

type CompanyForm = {
  company: Company | null
  colleagues: readonly Colleague[]
  viewerId: number
  locale: Locale
}

export function companyForm({ company, colleagues, viewerId, locale }: CompanyForm): z.infer<typeof FormBlock> {
  const words = peopleWords[locale]
  return {
    type: 'form',
    id: 'company',
    title: company ? words.editCompany(company.name) : words.newCompany,
    note: null,
    fields: [
      field('name', words.fields['name']!, { value: company?.name ?? null, required: true }),
      field('domains', words.domains, {
        type: 'textarea',
        value: company?.domains.join('\n') || null,
        hint: words.domainsHint,
      }),
      field('status', words.fields['status']!, {
        type: 'select',
        value: company?.status ?? 'lead',
        required: true,
        options: STATUSES.map((status) => ({ value: status, label: recordWords[locale].status[status] })),
      }),
      field('ownerId', words.fields['owner']!, {
        type: 'select',
        value: company ? (company.owner?.id ?? '') : String(viewerId),
        options: [{ value: '', label: words.nobody }, ...userOptions(colleagues, viewerId, words.me)],
      }),
    ],
    submit: {
      label: company ? words.save : words.create,
      request: company
        ? { method: 'PATCH', href: `/api/companies/${company.id}` }
        : { method: 'POST', href: '/api/companies' },
      done: company ? words.saved : words.created,
    },
    check: `/api/forms/company/check?locale=${locale}${company ? `&exceptId=${company.id}` : ''}`,
  }
}
