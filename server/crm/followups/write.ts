/** Making a follow-up, changing it, closing it: a closed one leaves an entry in the timeline, an opened one takes it back. */
import { sql } from 'kysely'
import type { FollowupState } from '#shared/api/work.ts'
import { mayKnowOpportunity, rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { notFound } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { getConversationId } from '../conversation-link.ts'
import { deleteEntry, insertEntry } from '../entries.ts'
import { getColleagues, getKnownCompany, getKnownContacts } from '../known.ts'

export type NewFollowup = {
  title: string
  dueOn: string
  ownerId?: number | null | undefined
  contactId?: number | null | undefined
  companyId?: number | null | undefined
  opportunityId?: number | null | undefined
  conversationId?: number | null | undefined
}

/** @throws ProblemError 404 for whatever the viewer may not know, 422 for an owner who does not work here */
export async function insertFollowup(deps: Deps, viewer: Viewer, asked: NewFollowup): Promise<number> {
  const { db } = deps.database
  const { contactId = null, companyId = null, opportunityId = null, conversationId = null } = asked
  const [owner] = await getColleagues(db, [asked.ownerId ?? viewer.userId])
  const [contact] = contactId === null ? [] : await getKnownContacts(db, viewer, [contactId])
  const company = companyId === null ? null : await getKnownCompany(db, viewer, companyId)
  const opportunity = opportunityId === null ? null : await getOpportunity(db, viewer, opportunityId)
  const row = await db
    .insertInto('followups')
    .values({
      title: asked.title,
      due_on: asked.dueOn,
      owner_id: owner!.id,
      contact_id: contact?.id ?? null,
      company_id: company?.id ?? contact?.company_id ?? opportunity?.company_id ?? null,
      opportunity_id: opportunity?.id ?? null,
      conversation_id: conversationId === null ? null : await getConversationId(db, viewer, conversationId),
      created_by_id: viewer.userId,
      created_at: deps.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function getOpportunity(db: Db, viewer: Viewer, id: number) {
  const { rows } = await sql<{ id: number; company_id: number | null }>`SELECT o.id, o.company_id FROM opportunities o
    WHERE o.id = ${id} AND ${sql.raw(mayKnowOpportunity('o', rightsOf(viewer)))}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export type FollowupChange = {
  title?: string | undefined
  dueOn?: string | undefined
  ownerId?: number | null | undefined
  state?: FollowupState | undefined
  outcome?: string | null | undefined
}

/** The caller has found that the viewer may know it. */
export async function updateFollowup(deps: Deps, viewer: Viewer, id: number, change: FollowupChange): Promise<void> {
  const { title, dueOn, ownerId, state, outcome } = change
  if (typeof ownerId === 'number') await getColleagues(deps.database.db, [ownerId])
  await inTransaction(deps.database.db, async (tx) => {
    await lockRiver(tx)
    const before = await tx.selectFrom('followups').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const next = state ?? before.state
    const closing = next !== 'open' && before.state !== next
    await tx
      .updateTable('followups')
      .set({
        title: title ?? before.title,
        due_on: dueOn ?? before.due_on,
        owner_id: ownerId === undefined ? before.owner_id : ownerId,
        state: next,
        outcome: next === 'open' ? null : outcome === undefined ? before.outcome : outcome,
        closed_at: next === 'open' ? null : closing ? deps.now() : before.closed_at,
        closed_by_id: next === 'open' ? null : closing ? viewer.userId : before.closed_by_id,
      })
      .where('id', '=', id)
      .execute()
    await removeClosing(tx, id)
    if (next !== 'open') await writeClosing(tx, deps, viewer, id)
  })
}

/** With what its closing left in the timeline. */
export async function deleteFollowup(db: Db, id: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await removeClosing(tx, id)
    await tx.deleteFrom('followups').where('id', '=', id).execute()
  })
}

async function removeClosing(tx: Tx, id: number): Promise<void> {
  const rows = await tx.selectFrom('interactions').select('id').where('followup_id', '=', id).execute()
  for (const row of rows) await deleteEntry(tx, row.id)
}

/** Held by whoever had to do with it; others see it as they see whom it is about and what it came from. */
async function writeClosing(tx: Tx, deps: Deps, viewer: Viewer, id: number): Promise<void> {
  const row = await tx.selectFrom('followups').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { contacts, company } = await whomItIsAbout(tx, row)
  if (contacts.length === 0 && !company) return
  const closer = await tx
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('id', '=', row.closed_by_id ?? viewer.userId)
    .executeTakeFirstOrThrow()
  await insertEntry(tx, deps.hasher, {
    kind: 'note',
    occurredAt: row.closed_at!,
    zone: null,
    subject: row.title,
    text: row.outcome,
    author: closer,
    colleagues: [],
    contacts,
    company,
    opportunityId: row.opportunity_id,
    followupId: id,
    alsoFor: [row.owner_id, row.created_by_id].filter((one) => one !== null),
  })
}

async function whomItIsAbout(
  tx: Tx,
  row: { contact_id: number | null; company_id: number | null; opportunity_id: number | null },
) {
  const { rows: contacts } = await sql<{ id: number; name: string; company_id: number | null }>`
    SELECT DISTINCT r.id, coalesce(r.name, r.seen_name, '') AS name, r.company_id FROM contacts c JOIN contacts r ON r.id = coalesce(c.merged_into, c.id)
    WHERE c.id = ${row.contact_id} OR (${row.contact_id}::bigint IS NULL AND ${row.company_id}::bigint IS NULL
      AND c.id IN (SELECT x.contact_id FROM opportunity_contacts x WHERE x.opportunity_id = ${row.opportunity_id}))`.execute(
    tx,
  )
  if (contacts.length > 0 || row.company_id === null) return { contacts, company: null }
  const { rows: companies } = await sql<{ id: number; name: string | null }>`
    SELECT r.id, r.name FROM companies k JOIN companies r ON r.id = coalesce(k.merged_into, k.id) WHERE k.id = ${row.company_id}`.execute(
    tx,
  )
  return { contacts: [], company: companies[0] ?? null }
}
