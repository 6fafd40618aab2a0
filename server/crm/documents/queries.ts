/** Documents as uses of a content in interactions that the viewer may read whole. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { CompanyDocument, DocumentKind } from '#shared/api/lists.ts'
import { foldText } from '#shared/fold.ts'
import { mayKnowOpportunity, rightsOf, rootOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { EVERYTHING, mayKnow, withLevel } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { suggestKind } from './kind.ts'
import { findVersions } from './versions.ts'

/** The newest; more than this many of one company nobody goes through by a list. */
const READ = 5000

export type DocumentFilter = {
  companyId?: number
  contactId?: number
  opportunityId?: number
  kind?: DocumentKind
  direction?: CompanyDocument['direction']
  q?: string
}

type Row = {
  id: number
  position: number
  name: string
  /** Of the mail that carried it. */
  subject: string | null
  sha256: string
  size: number
  type: string
  at: Date | null
  sent: boolean
  by: string | null
  said: DocumentKind | null
  firm: number | null
  /** Whether it is among those asked for, and not merely one that versions are counted with. */
  asked: boolean
}

/** Newest first, from `skip` on. Versions are counted over the whole company, whatever is asked for. */
export async function listDocuments(
  db: Db,
  viewer: Viewer,
  filter: DocumentFilter,
  page: { limit: number; skip: number },
): Promise<{ items: CompanyDocument[]; more: boolean }> {
  const rows = await readUses(db, viewer, filter)
  const versions = findVersions(
    rows.map((row) => ({
      ...row,
      at: row.at?.getTime() ?? 0,
      group: `${row.firm ?? ''} ${row.sent ? 'sent' : 'received'}`,
    })),
  )
  const words = foldText(filter.q ?? '').match(/[\p{L}\p{N}]+/gu) ?? []
  const items = rows
    .map((row, i) => ({ row, version: versions[i]!, kind: row.said ?? suggestKind(row.name, row.type, row.subject) }))
    .filter(
      ({ row, kind }) =>
        row.asked &&
        (filter.kind === undefined || kind === filter.kind) &&
        (filter.direction === undefined || (filter.direction === 'sent') === row.sent) &&
        words.every((word) => foldText(row.name).includes(word)),
    )
  return {
    more: items.length > page.skip + page.limit,
    items: items.slice(page.skip, page.skip + page.limit).map(({ row, version, kind }) => ({
      id: `${row.id}/${row.position}`,
      name: row.name,
      size: row.size,
      type: row.type,
      at: row.at?.toISOString() ?? null,
      direction: row.sent ? 'sent' : 'received',
      by: row.by,
      interactionId: String(row.id),
      kind,
      suggested: row.said === null,
      version,
      href: `/api/interactions/${row.id}/documents/${row.position}`,
    })),
  }
}

async function readUses(db: Db, viewer: Viewer, filter: DocumentFilter): Promise<Row[]> {
  const { asked, firm } = subjectOf(viewer, filter)
  const open = sql`(l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[]))`
  const { rows } = await sql<Row>`
    WITH firm AS (SELECT k.id FROM companies k WHERE k.id = ${firm} AND ${sql.raw(mayKnow('company', 'k.id', rightsOf(viewer).holders))}),
    linked AS (SELECT l.interaction_id AS id FROM interaction_companies l JOIN firm ON firm.id = l.company_id WHERE ${open}),
    asked AS (${asked(open)})
    SELECT i.id, u.position, u.name, i.subject, u.sha256, d.size, d.type, i.occurred_at AS at, i.kind <> 'mail_received' AS sent, n.kind AS said,
      CASE WHEN EXISTS (SELECT FROM linked WHERE linked.id = i.id) THEN (SELECT firm.id FROM firm) END AS firm,
      EXISTS (SELECT FROM asked WHERE asked.id = i.id) AS asked,
      (SELECT coalesce(w.name, p.name, p.address) FROM participants p LEFT JOIN users w ON w.email = p.address
        WHERE p.interaction_id = i.id AND p.role = 'from' ORDER BY p.position LIMIT 1) AS by
    FROM interactions i JOIN document_uses u ON u.interaction_id = i.id JOIN documents d ON d.sha256 = u.sha256
      LEFT JOIN document_kinds n ON n.sha256 = u.sha256 ${withLevel(viewer)}
    WHERE i.id IN (SELECT id FROM linked UNION SELECT id FROM asked) AND v.lv >= ${EVERYTHING}
    ORDER BY coalesce(i.occurred_at, '-infinity'::timestamptz) DESC, i.id DESC, u.position LIMIT ${READ}`.execute(db)
  return rows
}

type Asked = { asked: (open: RawBuilder<unknown>) => RawBuilder<unknown>; firm: RawBuilder<unknown> }

/** Which interactions are asked for, and the company over which versions are counted. */
function subjectOf(viewer: Viewer, { companyId, contactId, opportunityId }: DocumentFilter): Asked {
  const rights = rightsOf(viewer)
  if (companyId !== undefined) {
    return { asked: () => sql`SELECT id FROM linked`, firm: sql.raw(rootOf('company', `${companyId}::bigint`)) }
  }
  if (contactId !== undefined) {
    const root = rootOf('contact', `${contactId}::bigint`)
    return {
      asked: (open) =>
        sql`SELECT l.interaction_id AS id FROM interaction_contacts l WHERE l.contact_id = ${sql.raw(root)} AND ${open}`,
      firm: sql`(SELECT c.company_id FROM contacts c WHERE c.id = ${sql.raw(root)})`,
    }
  }
  return {
    asked:
      () => sql`SELECT i.id FROM interactions i WHERE EXISTS (SELECT FROM opportunities o WHERE o.id = ${opportunityId ?? 0}
        AND (i.opportunity_id = o.id OR i.conversation_id IN (SELECT c.conversation_id FROM opportunity_conversations c WHERE c.opportunity_id = o.id))
        AND ${sql.raw(mayKnowOpportunity('o', rights))})`,
    firm: sql`(SELECT coalesce(k.merged_into, k.id) FROM opportunities o JOIN companies k ON k.id = o.company_id WHERE o.id = ${opportunityId ?? 0})`,
  }
}

/** The content of a document that the viewer may read; undefined when there is none. */
export async function findContent(
  db: Db,
  viewer: Viewer,
  { interactionId, position }: { interactionId: number; position: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ sha256: string }>`
    SELECT u.sha256 FROM document_uses u JOIN interactions i ON i.id = u.interaction_id ${withLevel(viewer)}
    WHERE u.interaction_id = ${interactionId} AND u.position = ${position} AND v.lv >= ${EVERYTHING}`.execute(db)
  return rows[0]?.sha256
}
