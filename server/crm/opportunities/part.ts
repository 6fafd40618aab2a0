/** On the record of a company or a person: the opportunities that are open, each with its page. */
import type { Block, Row } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { RECORD_RIGHTS, mayKnowOpportunity } from '../../access/known.ts'
import type { Rights } from '../../access/known.ts'
import type { Part } from '../part.ts'
import { sayAmount } from './amount.ts'
import { toStage } from './stages.ts'
import type { StageRow } from './stages.ts'
import { THEIR_OPPORTUNITIES } from '../their-opportunities.ts'

export type OpenOpportunity = {
  id: number
  title: string
  amount: string | null
  currency: string | null
  stage: StageRow
  owner: string | null
}

/** As JSON: those of `person_ids` and `firm_ids` that are open. */
export const opportunitiesJson = (rights: Rights): string =>
  `SELECT coalesce(json_agg(json_build_object('id', w.id, 'title', w.title, 'amount', w.amount::text, 'currency', w.currency, 'owner', w.owner,
      'stage', json_build_object('id', w.stage_id, 'key', w.key, 'label', w.label, 'position', w.position, 'outcome', w.outcome, 'archived', false)) ORDER BY w.id DESC), '[]')
    FROM (SELECT o.*, s.key, s.label, s.position, s.outcome, (SELECT u.name FROM users u WHERE u.id = o.owner_id) AS owner
      FROM opportunities o JOIN stages s ON s.id = o.stage_id AND s.outcome = 'open'
      WHERE o.id IN (${THEIR_OPPORTUNITIES}) AND ${mayKnowOpportunity('o', rights)} ORDER BY o.id DESC LIMIT 10) w`

export const opportunityPart: Part<OpenOpportunity[]> = {
  name: 'opportunities',
  sql: 'SELECT NULL::json',
  apart: { when: `SELECT EXISTS (${THEIR_OPPORTUNITIES})`, sql: opportunitiesJson(RECORD_RIGHTS) },
  blocks: (found, _, locale) => ({
    about: opportunityBlocks(found ?? [], workWords[locale].opportunity.ofCompany, locale),
  }),
}

export function opportunityBlocks(found: readonly OpenOpportunity[], title: string, locale: Locale): Block[] {
  if (found.length === 0) return []
  const rows = found.map((one) => opportunityRow(one, locale))
  return [
    {
      type: 'rows',
      id: 'opportunities',
      title,
      page: { groups: [{ id: 'opportunities', title: null, rows }], nextHref: null },
      views: [],
      filters: [],
      search: null,
      empty: '',
    },
  ]
}

const opportunityRow = (one: OpenOpportunity, locale: Locale): Row => ({
  id: `o${one.id}`,
  kind: 'opportunity',
  at: null,
  primary: one.title,
  secondary: [
    toStage(one.stage, locale).label,
    one.amount === null ? null : sayAmount(one.amount, one.currency, locale),
    one.owner,
  ]
    .filter(Boolean)
    .join(' · '),
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
  page: `/opportunities/${one.id}`,
})
