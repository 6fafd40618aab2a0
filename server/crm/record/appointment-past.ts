/** What those present have behind them and before them: last interactions with their companies, and what is open. */
import { sql } from 'kysely'
import type { Block } from '#shared/blocks.ts'
import { meetingWords } from '#shared/i18n/meetings.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { mayKnowFollowup, rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { levelLateral } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { owedJson } from '../followups/part.ts'
import { owedBlocks } from '../followups/rows.ts'
import type { Owed } from '../followups/rows.ts'
import { groupByConversation, toRow, toRowSource } from '../interactions/present.ts'
import { readInteractions } from '../interactions/queries.ts'
import { opportunitiesJson, opportunityBlocks } from '../opportunities/part.ts'
import type { OpenOpportunity } from '../opportunities/part.ts'
import { plainRows } from './history-blocks.ts'

/** Ids of those whom the viewer may know. */
export type Present = { contactIds: number[]; companyIds: number[] }

const LAST = 6
/** Looked at for each company and each person: of most of them the viewer may know. */
const NEWEST = 20

export async function openBlocks(db: Db, viewer: Viewer, present: Present, locale: Locale): Promise<Block[]> {
  if (isNobody(present)) return []
  const rights = rightsOf(viewer)
  const owed = owedJson(
    '(f.contact_id IN (SELECT id FROM person_ids) OR f.company_id IN (SELECT id FROM firm_ids))',
    mayKnowFollowup('f', rights),
  )
  const { rows } = await sql<{ owed: Owed[]; opportunities: OpenOpportunity[] }>`
    WITH person_ids AS (SELECT c.id FROM contacts c WHERE coalesce(c.merged_into, c.id) = ANY(${present.contactIds}::bigint[])),
      firm_ids AS (SELECT k.id FROM companies k WHERE coalesce(k.merged_into, k.id) = ANY(${present.companyIds}::bigint[]))
    SELECT (${sql.raw(owed)}) AS owed, (${sql.raw(opportunitiesJson(rights))}) AS opportunities`.execute(db)
  const { owed: open, opportunities } = rows[0]!
  return [
    ...owedBlocks(open, { viewerId: viewer.userId, contact: null }, locale),
    ...opportunityBlocks(opportunities, meetingWords[locale].opportunities, locale),
  ]
}

/** `except`: the meeting itself is none of them. */
export async function lastBlocks(
  db: Db,
  viewer: Viewer,
  present: Present & { except: number | null },
  locale: Locale,
): Promise<Block[]> {
  if (isNobody(present)) return []
  const { holders, now } = rightsOf(viewer)
  const newest = (noun: 'contact' | 'company', ids: number[]) => sql`
    SELECT l.interaction_id, l.sort_at FROM unnest(${ids}::bigint[]) AS n(id) CROSS JOIN LATERAL (
      SELECT l.* FROM ${sql.table(noun === 'contact' ? 'interaction_contacts' : 'interaction_companies')} l
      WHERE l.${sql.ref(`${noun}_id`)} = n.id AND l.sort_at <= ${sql.raw(now)}
        AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${sql.raw(holders)})) ORDER BY l.sort_at DESC LIMIT ${NEWEST}) l`
  const { rows: found } = await sql<{ id: number; lv: number }>`
    SELECT i.id, v.lv FROM (${newest('company', present.companyIds)} UNION ${newest('contact', present.contactIds)}) k
      JOIN interactions i ON i.id = k.interaction_id ${sql.raw(levelLateral(holders, now))}
    WHERE v.lv > 0 AND i.id IS DISTINCT FROM ${present.except}::bigint ORDER BY k.sort_at DESC, i.id DESC LIMIT ${LAST}`.execute(
    db,
  )
  const rows = await readInteractions(db, viewer, found)
  const words = meetingWords[locale]
  const entries = rows.map((row) => ({ conversation: row.conversation_id, row: toRow(toRowSource(row), locale) }))
  return [plainRows('last', words.last, words.nothingLast, groupByConversation(entries))]
}

const isNobody = ({ contactIds, companyIds }: Present): boolean => contactIds.length + companyIds.length === 0
