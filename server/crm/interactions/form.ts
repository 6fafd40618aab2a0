/** The form for logging by hand: who was there, about what, the text, and the next step in the same breath. */
import type { FormBlock } from '#shared/blocks.ts'
import type { z } from '@hono/zod-openapi'
import { LEVELS } from '#shared/api.ts'
import { HAND_KINDS } from '#shared/api/work.ts'
import type { HandKind } from '#shared/api/work.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { dayAfter, localNow, workingDayAfter } from '../days.ts'
import { field, userOptions } from '../form-fields.ts'
import { getKnownCompany, getKnownContacts, listColleagues, listContactsOf } from '../known.ts'
import type { KnownContact } from '../known.ts'

export type EntryAsked = {
  kind: HandKind
  contactId?: number | undefined
  companyId?: number | undefined
  opportunityId?: number | undefined
  zone?: string | undefined
  now: Date
}

export async function entryForm(
  db: Db,
  viewer: Viewer,
  asked: EntryAsked,
  locale: Locale,
): Promise<z.infer<typeof FormBlock>> {
  const words = workWords[locale]
  const chosen = asked.contactId === undefined ? [] : await getKnownContacts(db, viewer, [asked.contactId])
  const companyId = asked.companyId ?? chosen[0]?.company_id ?? null
  // A person may be known whose company is not yet.
  const company = asked.companyId === undefined ? null : await getKnownCompany(db, viewer, asked.companyId)
  const theirs = companyId === null ? [] : await listContactsOf(db, viewer, company?.id ?? companyId)
  const people = [...new Map([...chosen, ...theirs].map((contact) => [contact.id, contact])).values()]
  const colleagues = await listColleagues(db)
  const today = asked.now.toISOString().slice(0, 10)
  return {
    type: 'form',
    id: 'entry',
    title: words.logTitle,
    note: words.mayAsk,
    fields: [
      field('kind', words.what, {
        type: 'select',
        value: asked.kind,
        required: true,
        options: HAND_KINDS.map((kind) => ({ value: kind, label: recordWords[locale].kind[kind] })),
      }),
      ...(people.length === 0 ? [] : [peopleField(people, chosen, words.whoWasThere)]),
      field('userIds', words.ofOurs, {
        type: 'multiselect',
        value: [],
        options: userOptions(colleagues.filter((user) => user.id !== viewer.userId)),
      }),
      field('occurredAt', words.when, { type: 'datetime', value: localNow(asked.now, asked.zone), required: true }),
      field('subject', words.aboutWhat, {}),
      field('text', words.theText, { type: 'textarea', required: true, hint: words.textHint }),
      field('level', recordWords[locale].whoSees, {
        type: 'select',
        value: 'everything',
        options: LEVELS.toReversed().map((level) => ({ value: level, label: recordWords[locale].levels[level] })),
      }),
      field('nextTitle', words.nextTitle, { group: words.nextStep }),
      field('nextDueOn', words.dueOn, {
        type: 'date',
        value: workingDayAfter(today),
        group: words.nextStep,
        suggestions: [
          { value: dayAfter(today, 7), label: words.inAWeek, why: '' },
          { value: dayAfter(today, 30), label: words.inAMonth, why: '' },
        ],
      }),
      field('nextOwnerId', words.owner, {
        type: 'select',
        value: String(viewer.userId),
        options: userOptions(colleagues, viewer.userId, words.me),
        group: words.nextStep,
      }),
    ],
    submit: {
      label: words.log,
      request: {
        method: 'POST',
        href: `/api/interactions?locale=${locale}`,
        body: {
          companyId: company ? String(company.id) : null,
          opportunityId: asked.opportunityId === undefined ? null : String(asked.opportunityId),
        },
      },
      done: words.logged,
    },
    check: `/api/forms/entry/check?locale=${locale}`,
  }
}

const peopleField = (people: KnownContact[], chosen: KnownContact[], label: string) =>
  field('contactIds', label, {
    type: 'multiselect',
    value: chosen.map((contact) => String(contact.id)),
    options: people.map((contact) => ({ value: String(contact.id), label: contact.name })),
  })
