/** What one logged by hand oneself: what stands in it, and what one may do with it. */
import { sql } from 'kysely'
import type { Level } from '#shared/api.ts'
import type { BlockOf } from '#shared/blocks.ts'
import type { HandKind } from '#shared/api/work.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import type { Viewer } from '../../access/identity.ts'
import { scopeOf } from '../../access/scopes.ts'
import { levelName } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'

export type OwnEntry = {
  id: number
  kind: HandKind
  occurredAt: Date
  zone: string | null
  subject: string | null
  text: string
  opportunityId: number | null
  contactIds: number[]
  userIds: number[]
  companyId: number | null
  /** What its author set on it. */
  level: Level | null
  /** What is still to be done of what was promised in the same breath. */
  nextStep: { title: string; dueOn: string; ownerId: string | null } | null
}

/** Undefined when there is none, when it is a mail or a closed follow-up, or when somebody else wrote it. */
export async function findOwnEntry(db: Db, viewer: Viewer, id: number): Promise<OwnEntry | undefined> {
  const row = await db
    .selectFrom('interactions')
    .select(['id', 'kind', 'occurred_at', 'zone', 'subject', 'report', 'opportunity_id'])
    .where('id', '=', id)
    .where('item_id', 'is', null)
    .where('followup_id', 'is', null)
    .where('by_id', '=', viewer.userId)
    .executeTakeFirst()
  if (!row?.occurred_at) return undefined
  return {
    id,
    kind: row.kind as HandKind,
    occurredAt: row.occurred_at,
    zone: row.zone,
    subject: row.subject,
    text: row.report ?? '',
    opportunityId: row.opportunity_id,
    level: await findLevel(db, viewer, id),
    nextStep: await findNextStep(db, id),
    ...(await readWho(db, id)),
  }
}

async function findLevel(db: Db, viewer: Viewer, id: number): Promise<Level | null> {
  const row = await db
    .selectFrom('restrictions')
    .select('level')
    .where('scope', '=', scopeOf('entry', id))
    .where('set_by', '=', `user:${viewer.userId}`)
    .executeTakeFirst()
  return row ? levelName(row.level) : null
}

async function findNextStep(db: Db, id: number): Promise<OwnEntry['nextStep']> {
  const row = await db
    .selectFrom('followups')
    .select(['title', 'due_on', 'owner_id'])
    .where('interaction_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row
    ? { title: row.title, dueOn: row.due_on, ownerId: row.owner_id === null ? null : String(row.owner_id) }
    : null
}

/** Whom it names now, by the ids of the record. */
export async function readWho(db: Db, id: number) {
  const { rows } = await sql<{ contact_id: number | null; company_id: number | null; user_id: number | null }>`
    SELECT y.contact_id, CASE WHEN y.contact_id IS NULL THEN y.company_id END AS company_id, u.id AS user_id
    FROM participants p LEFT JOIN parties y ON y.hash = p.hash AND NOT p.own LEFT JOIN users u ON u.email = p.address AND p.own
    WHERE p.interaction_id = ${id} AND p.role = 'with' ORDER BY p.position`.execute(db)
  const ids = (key: 'contact_id' | 'company_id' | 'user_id') => rows.flatMap((row) => row[key] ?? [])
  return { contactIds: ids('contact_id'), userIds: ids('user_id'), companyId: ids('company_id')[0] ?? null }
}

/** Taking it away can be taken back: it is logged again as it was. */
export function ownBlock(entry: OwnEntry, locale: Locale): BlockOf<'actions'> {
  const words = workWords[locale]
  const ids = (list: number[]) => list.map(String)
  const again = {
    kind: entry.kind,
    contactIds: ids(entry.contactIds),
    userIds: ids(entry.userIds),
    companyId: entry.companyId === null ? null : String(entry.companyId),
    opportunityId: entry.opportunityId === null ? null : String(entry.opportunityId),
    occurredAt: entry.occurredAt.toISOString(),
    zone: entry.zone,
    subject: entry.subject,
    text: entry.text,
    ...(entry.level && { level: entry.level }),
    nextStep: entry.nextStep,
  }
  return {
    type: 'actions',
    id: `entry-${entry.id}`,
    title: null,
    actions: [
      {
        id: 'delete',
        label: words.deleteEntry,
        request: { method: 'DELETE', href: `/api/interactions/${entry.id}` },
        undo: { method: 'POST', href: '/api/interactions', body: again },
        done: words.deleted,
      },
    ],
    forms: [
      { id: 'edit', label: words.editEntry, href: `/api/forms/entry?interactionId=${entry.id}&locale=${locale}` },
    ],
  }
}
