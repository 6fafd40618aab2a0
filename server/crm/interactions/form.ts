/** The form for logging by hand: who was there, about what, the text, and the next step in the same breath. */
import type { FormBlock, FormField } from '#shared/blocks.ts'
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
import type { Colleague, KnownContact } from '../known.ts'
import type { OwnEntry } from './own-entry.ts'

export type EntryAsked = {
  kind: HandKind
  contactId?: number | undefined
  companyId?: number | undefined
  opportunityId?: number | undefined
  zone?: string | undefined
  /** What one logged, to be changed. */
  entry?: OwnEntry | undefined
  now: Date
}

export async function entryForm(
  db: Db,
  viewer: Viewer,
  asked: EntryAsked,
  locale: Locale,
): Promise<z.infer<typeof FormBlock>> {
  const words = workWords[locale]
  const { entry } = asked
  const chosenIds = entry?.contactIds ?? (asked.contactId === undefined ? [] : [asked.contactId])
  const chosen = await getKnownContacts(db, viewer, chosenIds)
  const companyId = asked.companyId ?? chosen[0]?.company_id ?? entry?.companyId ?? null
  // A person may be known whose company is not yet.
  const company = asked.companyId === undefined ? null : await getKnownCompany(db, viewer, asked.companyId)
  const theirs = companyId === null ? [] : await listContactsOf(db, viewer, company?.id ?? companyId)
  const people = [...new Map([...chosen, ...theirs].map((contact) => [contact.id, contact])).values()]
  const colleagues = await listColleagues(db)
  return {
    type: 'form',
    id: 'entry',
    title: entry ? words.editEntry : words.logTitle,
    note: words.mayAsk,
    fields: [
      field('kind', words.what, {
        type: 'select',
        value: entry?.kind ?? asked.kind,
        required: true,
        options: HAND_KINDS.map((kind) => ({ value: kind, label: recordWords[locale].kind[kind] })),
      }),
      ...(people.length === 0 ? [] : [peopleField(people, chosen, words.whoWasThere)]),
      field('userIds', words.ofOurs, {
        type: 'multiselect',
        value: (entry?.userIds ?? []).map(String),
        options: userOptions(colleagues.filter((user) => user.id !== viewer.userId)),
      }),
      field('occurredAt', words.when, {
        type: 'datetime',
        value: localNow(entry?.occurredAt ?? asked.now, asked.zone),
        required: true,
      }),
      field('subject', words.aboutWhat, { value: entry?.subject ?? null }),
      field('text', words.theText, {
        type: 'textarea',
        value: entry?.text ?? null,
        required: true,
        hint: words.textHint,
      }),
      ...(entry ? [] : newFields(colleagues, viewer, asked.now, locale)),
    ],
    submit: entry
      ? {
          label: words.saveEntry,
          request: { method: 'PATCH', href: `/api/interactions/${entry.id}?locale=${locale}` },
          done: words.saved,
        }
      : {
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

/** Who sees it, and what is to be done next: both are asked only while logging, and changed where they stand later. */
function newFields(colleagues: Colleague[], viewer: Viewer, now: Date, locale: Locale): FormField[] {
  const words = workWords[locale]
  const today = now.toISOString().slice(0, 10)
  return [
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
  ]
}
