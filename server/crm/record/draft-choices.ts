/**
 * What somebody chooses for a mail while they write it. Neither Gmail nor Outlook name a draft as they will name what is sent,
 * so it holds for the first mail that its user sends to exactly these people outside, and for two days.
 */
import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { Level } from '#shared/api.ts'
import type { FormBlock } from '#shared/blocks.ts'
import { composeStrings } from '#shared/i18n/compose.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { levelName, levelNumber } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { IdParam } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { field } from '../form-fields.ts'
import { opportunitiesJson } from '../opportunities/part.ts'
import type { OpenOpportunity } from '../opportunities/part.ts'
import { findInvited } from './appointment-people.ts'
import type { Invited } from './appointment-people.ts'
import { findChoice, insertChoice, moveChoice, recipientsOf } from './draft-rows.ts'
import type { Draft } from './draft-rows.ts'

export const DraftChoices = z.object({
  addresses: z.array(z.string().trim().max(320)).min(1).max(50),
  level: Level.nullish(),
  remindOn: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'is not a day (YYYY-MM-DD)')
    .nullish(),
  opportunityId: IdParam.nullish(),
})
export type DraftChoices = z.infer<typeof DraftChoices>

/** Whom of them it depends on: people outside, whatever colleague is in Cc. As the river hashes them, in order. */
export async function findDraftPeople(deps: Deps, viewer: Viewer, addresses: string[]): Promise<Invited[]> {
  const written = addresses.map((address) => ({ address, name: null }))
  return (await findInvited(deps, viewer, written)).filter(({ who }) => who !== 'colleague')
}

const draftOf = ({ userId }: Viewer, people: Invited[]): Draft => ({
  userId,
  recipients: recipientsOf(people.map(({ hash }) => hash)),
})

export async function draftForm(
  deps: Deps,
  viewer: Viewer,
  addresses: string[],
  locale: Locale,
): Promise<z.infer<typeof FormBlock>> {
  const { db } = deps.database
  const people = await findDraftPeople(deps, viewer, addresses)
  const row = await findChoice(db, draftOf(viewer, people), deps.now())
  const words = composeStrings[locale].choices
  const options = (await findOpen(db, viewer, people)).map(({ id, title }) => ({ value: String(id), label: title }))
  const levels = (['nothing', 'existence', 'subject'] as const).map((level) => ({
    value: level,
    label: recordWords[locale].levels[level],
  }))
  return {
    type: 'form',
    id: 'draft-choices',
    title: words.title,
    note: words.note,
    fields: [
      field('level', recordWords[locale].whoSees, {
        type: 'select',
        value: row.level === null ? '' : levelName(row.level),
        options: [{ value: '', label: words.usual }, ...levels],
      }),
      field('remindOn', words.remind, { type: 'date', value: row.remind_on }),
      ...(options.length === 0
        ? []
        : [
            field('opportunityId', words.opportunity, {
              type: 'select',
              value: row.opportunity_id === null ? null : String(row.opportunity_id),
              options,
            }),
          ]),
    ],
    submit: {
      label: words.keep,
      request: { method: 'PUT', href: '/api/draft-choices', body: { addresses } },
      done: words.kept,
    },
    check: null,
  }
}

async function findOpen(db: Db, viewer: Viewer, people: Invited[]): Promise<OpenOpportunity[]> {
  const ids = (key: 'contactId' | 'companyId') => people.flatMap((one) => one[key] ?? [])
  const { rows } = await sql<{ found: OpenOpportunity[] }>`
    WITH person_ids AS (SELECT c.id FROM contacts c WHERE coalesce(c.merged_into, c.id) = ANY(${ids('contactId')}::bigint[])),
      firm_ids AS (SELECT k.id FROM companies k WHERE coalesce(k.merged_into, k.id) = ANY(${ids('companyId')}::bigint[]))
    SELECT (${sql.raw(opportunitiesJson(rightsOf(viewer)))}) AS found`.execute(db)
  return rows[0]?.found ?? []
}

/** What is chosen last holds for what is sent from now on; nothing chosen takes back what was. */
export async function writeDraftChoices(deps: Deps, viewer: Viewer, given: DraftChoices): Promise<void> {
  const people = await findDraftPeople(deps, viewer, given.addresses)
  if (people.length === 0) throw new ProblemError(422, 'invalid', 'addresses: nobody outside is among them')
  const { level, remindOn, opportunityId } = given
  if (opportunityId && !(await findOpen(deps.database.db, viewer, people)).some(({ id }) => id === opportunityId))
    throw new ProblemError(422, 'invalid', 'opportunityId: is not one of theirs')
  const choice = {
    level: level ? levelNumber(level) : null,
    remind_on: remindOn ?? null,
    opportunity_id: opportunityId ?? null,
  }
  await inTransaction(deps.database.db, (tx) => insertChoice(tx, draftOf(viewer, people), choice, deps.now()))
}

/** The draft has other recipients by now: what was chosen goes with it, unless something is chosen for those already. */
export async function moveDraftChoices(deps: Deps, viewer: Viewer, from: string[], to: string[]): Promise<void> {
  const people = [await findDraftPeople(deps, viewer, from), await findDraftPeople(deps, viewer, to)]
  const [before, after] = people.map((some) => draftOf(viewer, some)) as [Draft, Draft]
  if (before.recipients.length === 0 || after.recipients.length === 0) return
  if (before.recipients.join() === after.recipients.join()) return
  await inTransaction(deps.database.db, (tx) => moveChoice(tx, before, after, deps.now()))
}
