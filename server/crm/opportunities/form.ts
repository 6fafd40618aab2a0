/** The form for an opportunity: a new one, with the message's conversation linked; or one that is there. */
import type { z } from '@hono/zod-openapi'
import type { FormBlock } from '#shared/blocks.ts'
import type { Opportunity } from '#shared/api/work.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { field, userOptions } from '../form-fields.ts'
import { findKnownCompany, getKnownCompany, getKnownContacts, listColleagues, listContactsOf } from '../known.ts'
import { listStages, toStage } from './stages.ts'

export type OpportunityAsked = {
  companyId?: number | undefined
  contactId?: number | undefined
  conversationId?: number | undefined
  existing?: Opportunity | undefined
}

const CURRENCIES = ['EUR', 'GBP', 'USD', 'CHF']

export async function opportunityForm(
  db: Db,
  viewer: Viewer,
  asked: OpportunityAsked,
  locale: Locale,
): Promise<z.infer<typeof FormBlock>> {
  const words = workWords[locale].opportunity
  const { existing } = asked
  const about = await findAbout(db, viewer, asked)
  const stages = (await listStages(db))
    .filter((stage) => !stage.archived || String(stage.id) === existing?.stage.id)
    .map((stage) => toStage(stage, locale))
  const colleagues = await listColleagues(db)
  const options = await db.selectFrom('pick_options').selectAll().orderBy('position').orderBy('id').execute()
  const picked = existing?.picks.map((pick) => pick.id) ?? []
  const picks = options.filter((option) => option.archived_at === null || picked.includes(String(option.id)))
  const currencies = [...new Set([...CURRENCIES, ...(existing?.currency ? [existing.currency] : [])])]
  return {
    type: 'form',
    id: 'opportunity',
    title: existing ? words.editTitle : words.title,
    note: null,
    fields: [
      field('title', words.name, { required: true, value: existing?.title ?? null }),
      ...(about.people.length === 0
        ? []
        : [field('contactIds', words.people, { type: 'multiselect', value: about.chosen, options: about.people })]),
      field('stageId', words.stage, {
        type: 'select',
        required: true,
        value: existing?.stage.id ?? stages.find((stage) => stage.outcome === 'open')?.id ?? stages[0]?.id ?? null,
        options: stages.map((stage) => ({ value: stage.id, label: stage.label })),
      }),
      field('amount', words.amount, { value: typedAmount(existing?.amount ?? null, locale), hint: words.amountHint }),
      field('currency', words.currency, {
        type: 'select',
        value: existing?.currency ?? CURRENCIES[0]!,
        options: currencies.map((currency) => ({ value: currency, label: currency })),
      }),
      field('expectedOn', words.expected, { type: 'date', value: existing?.expectedOn ?? null }),
      field('ownerId', workWords[locale].owner, {
        type: 'select',
        value: existing ? (existing.owner?.id ?? null) : String(viewer.userId),
        options: userOptions(colleagues, viewer.userId, workWords[locale].me),
      }),
      ...(picks.length === 0
        ? []
        : [
            field('pickIds', words.interest, {
              type: 'multiselect',
              value: picked,
              options: picks.map((option) => ({ value: String(option.id), label: option.label })),
            }),
          ]),
    ],
    submit: {
      label: existing ? words.save : words.add,
      request: existing
        ? { method: 'PATCH', href: `/api/opportunities/${existing.id}?locale=${locale}` }
        : {
            method: 'POST',
            href: `/api/opportunities?locale=${locale}`,
            body: {
              companyId: about.companyId,
              conversationId: asked.conversationId === undefined ? null : String(asked.conversationId),
            },
          },
      done: existing ? workWords[locale].saved : words.added,
    },
    check: null,
  }
}

async function findAbout(db: Db, viewer: Viewer, { companyId, contactId, existing }: OpportunityAsked) {
  const chosen = existing
    ? existing.contacts.map(({ id, name }) => ({ id: Number(id), name, company_id: null }))
    : contactId === undefined
      ? []
      : await getKnownContacts(db, viewer, [contactId])
  const company = existing
    ? existing.company && { id: Number(existing.company.id) }
    : companyId !== undefined
      ? await getKnownCompany(db, viewer, companyId)
      : ((await findKnownCompany(db, viewer, chosen[0]?.company_id ?? 0)) ?? null)
  const theirs = company ? await listContactsOf(db, viewer, company.id) : []
  const people = [...new Map([...chosen, ...theirs].map((one) => [one.id, one])).values()]
  return {
    companyId: company ? String(company.id) : null,
    chosen: chosen.map((one) => String(one.id)),
    people: people.map((one) => ({ value: String(one.id), label: one.name })),
  }
}

/** As one would type it: Spanish with a comma. */
const typedAmount = (amount: string | null, locale: Locale): string | null =>
  amount === null ? null : locale === 'es' ? amount.replace('.', ',') : amount
