/** The record of an opportunity: what it is and how it stands, what is owed, and what was said about it. */
import type { Action, Block } from '#shared/blocks.ts'
import type { Opportunity } from '#shared/api/work.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { sql } from 'kysely'
import { mayKnowFollowup, rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { EVERYTHING } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { owedJson } from '../followups/part.ts'
import { owedBlocks } from '../followups/rows.ts'
import type { Owed } from '../followups/rows.ts'
import { actsBlock } from '../interactions/part.ts'
import { groupByConversation, toRow, toRowSource } from '../interactions/present.ts'
import { listInteractions } from '../interactions/queries.ts'
import type { InteractionRow } from '../interactions/queries.ts'
import { sayAmount } from '../opportunities/amount.ts'
import { listStages, toStage } from '../opportunities/stages.ts'
import { initialsOf } from './blocks.ts'
import { documentRow, plainRows } from './history-blocks.ts'
import { KINDS } from '#shared/api.ts'
import { TIMELINE_PAGE } from './query.ts'

export async function opportunityBlocks(
  db: Db,
  viewer: Viewer,
  opportunity: Opportunity,
  locale: Locale,
): Promise<Block[]> {
  const id = Number(opportunity.id)
  const page = await listInteractions(db, viewer, { opportunityId: id }, { limit: TIMELINE_PAGE, after: null })
  return [
    headerBlock(opportunity, locale),
    ...(await noticeBlocks(db, id)),
    ...factsBlocks(opportunity, locale),
    actsOf(opportunity, locale),
    await stageBlock(db, opportunity, locale),
    ...picksBlocks(opportunity, locale),
    ...owedBlocks(await findOwed(db, viewer, id), { viewerId: viewer.userId, contact: null }, locale),
    ...peopleBlocks(opportunity.contacts, locale),
    ...documentBlocks(page.rows, locale),
    historyBlock(id, locale),
    timelineBlock(id, page, locale),
  ]
}

function headerBlock(opportunity: Opportunity, locale: Locale): Block {
  const { title, company, stage, amount, currency, owner } = opportunity
  const said = [stage.label, amount === null ? null : sayAmount(amount, currency, locale)]
  return {
    type: 'header',
    id: 'who',
    title,
    subtitle: company?.name ?? null,
    meta: [...said, owner && recordWords[locale].ownedBy(owner.name)].filter(Boolean).join(' · '),
    initials: initialsOf(title),
    tone: stage.outcome === 'won' ? 'good' : 'neutral',
  }
}

async function noticeBlocks(db: Db, id: number): Promise<Block[]> {
  const rows = await db
    .selectFrom('notices')
    .leftJoin('users', 'users.id', 'notices.by_id')
    .select(['notices.text', 'notices.at', 'users.name'])
    .where('notices.noun', '=', 'opportunity')
    .where('notices.noun_id', '=', id)
    .execute()
  return rows.map(({ text, at, name }) => ({
    type: 'text',
    id: 'notice-opportunity',
    tone: 'attention',
    text,
    more: null,
    details: [],
    said: { by: name, at: at.toISOString() },
  }))
}

function factsBlocks({ company, expectedOn }: Opportunity, locale: Locale): Block[] {
  const words = workWords[locale].opportunity
  const items = [
    ...(company ? [{ label: words.company, value: company.name, href: `/companies/${company.id}` }] : []),
    ...(expectedOn ? [{ label: words.expected, value: sayDay(expectedOn, locale), href: null }] : []),
  ]
  return items.length === 0 ? [] : [{ type: 'facts', id: 'facts', items }]
}

/** A day stays a day, whatever the reader's zone. */
const sayDay = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'es-ES', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

function actsOf({ id, company, contacts }: Opportunity, locale: Locale): Block {
  const about = [
    `opportunityId=${id}`,
    company && `companyId=${company.id}`,
    contacts.length === 1 && `contactId=${contacts[0]!.id}`,
  ]
  const block = actsBlock(about.filter(Boolean).join('&'), null, locale)
  const edit = {
    id: 'edit',
    label: workWords[locale].opportunity.edit,
    href: `/api/forms/opportunity?opportunityId=${id}&locale=${locale}`,
  }
  return { ...block, forms: [...(block.forms ?? []), edit] }
}

async function stageBlock(db: Db, { id, stage }: Opportunity, locale: Locale): Promise<Block> {
  const words = workWords[locale].opportunity
  const stages = (await listStages(db)).map((row) => toStage(row, locale))
  const move = (stageId: string) => ({ method: 'PATCH' as const, href: `/api/opportunities/${id}`, body: { stageId } })
  const actions = stages
    .filter((one) => !one.archived || one.id === stage.id)
    .map((one): Action => ({
      id: `stage-${one.id}`,
      label: one.label,
      current: one.id === stage.id,
      request: move(one.id),
      undo: move(stage.id),
      done: words.moved(one.label),
    }))
  return { type: 'actions', id: 'stage', title: `${words.stage}:`, actions }
}

function picksBlocks({ id, picks }: Opportunity, locale: Locale): Block[] {
  const words = workWords[locale].opportunity
  const chips = picks.map(({ label }) => ({ text: label, tone: 'neutral' as const, address: null }))
  const href = `/api/forms/picks?noun=opportunity&id=${id}&locale=${locale}`
  return [
    ...(chips.length > 0 ? [{ type: 'chips' as const, id: 'picks', title: words.interest, chips }] : []),
    {
      type: 'actions',
      id: 'picks-edit',
      title: null,
      actions: [],
      forms: [{ id: 'picks', label: `${words.interest}…`, href }],
    },
  ]
}

async function findOwed(db: Db, viewer: Viewer, id: number): Promise<Owed[]> {
  const text = owedJson(`f.opportunity_id = ${id}`, mayKnowFollowup('f', rightsOf(viewer)))
  const { rows } = await sql<{ owed: Owed[] }>`SELECT (${sql.raw(text)}) AS owed`.execute(db)
  return rows[0]?.owed ?? []
}

/** Each with the page of their own. */
export function peopleBlocks(contacts: readonly { id: number | string; name: string }[], locale: Locale): Block[] {
  if (contacts.length === 0) return []
  const rows = contacts.map(({ id, name }) => ({
    id: `c${id}`,
    kind: 'person' as const,
    at: null,
    primary: name,
    secondary: null,
    text: null,
    tone: 'neutral' as const,
    hidden: false,
    open: null,
    download: null,
    address: null,
    page: `/contacts/${id}`,
  }))
  return [plainRows('people', workWords[locale].opportunity.everybody, '', [{ id: 'people', title: null, rows }])]
}

function documentBlocks(rows: InteractionRow[], locale: Locale): Block[] {
  const documents = rows
    .filter((row) => row.level >= EVERYTHING)
    .flatMap((row) =>
      row.documents.map((document, position) =>
        documentRow(
          {
            interaction_id: row.id,
            position,
            name: document.name,
            size: document.size,
            at: row.occurred_at?.toISOString() ?? null,
          },
          locale,
        ),
      ),
    )
  if (documents.length === 0) return []
  const title = workWords[locale].opportunity.documents
  return [plainRows('documents', title, '', [{ id: 'documents', title: null, rows: documents }])]
}

/** Who changed what of it: loaded when somebody opens it. */
function historyBlock(id: number, locale: Locale): Block {
  const title = workWords[locale].opportunity.history
  const href = `/api/changes/rows?noun=opportunity&id=${id}&locale=${locale}`
  return {
    ...plainRows('changes', title, '', []),
    page: null,
    views: [{ id: 'all', label: title, href, current: true }],
    folded: true,
  }
}

function timelineBlock(
  id: number,
  { rows, nextCursor }: { rows: InteractionRow[]; nextCursor: string | null },
  locale: Locale,
): Block {
  const words = workWords[locale].opportunity
  const href = `/api/timeline?opportunityId=${id}&locale=${locale}`
  const entries = rows.map((row) => ({ conversation: row.conversation_id, row: toRow(toRowSource(row), locale) }))
  return {
    type: 'rows',
    id: 'timeline',
    title: words.timeline,
    page: { groups: groupByConversation(entries), nextHref: nextCursor && `${href}&cursor=${nextCursor}` },
    views: [{ id: 'opportunity', label: words.timeline, href, current: true }],
    filters: KINDS.filter((kind) => kind !== 'meeting').map((kind) => ({
      id: kind,
      label: recordWords[locale].kind[kind],
    })),
    search: recordWords[locale].search,
    empty: words.nothingYet,
  }
}
