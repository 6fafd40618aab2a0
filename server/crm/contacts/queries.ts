/** Contacts: reading those a viewer may know of, and changing them. */
import { sql } from 'kysely'
import type { Contact, Status } from '#shared/api.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { insertAudit } from '../audit.ts'
import { insertChanges } from '../changes.ts'
import type { Author } from '../changes.ts'
import { toCompanyRef } from '../company-ref.ts'
import { forgetFilled, keepContact } from '../kept.ts'
import { relinkInteractions } from '../relink.ts'
import { setCompanyStatus, settleStatusRestrictions, unsetCompanyStatus } from '../status.ts'

type Row = {
  id: number
  name: string | null
  role: string | null
  status: Status
  phones: string[]
  addresses: string[]
  owner: { id: number; name: string } | null
  company: { id: number; name: string | null; status: Status; domains: string[] } | null
}

export type ContactFilter = { id?: number; address?: string; status?: Status }

/** Ordered by id, from the one after `after`. Who was merged away is found as whom they were merged into. */
export async function listContacts(
  db: Db,
  viewer: Viewer,
  filter: ContactFilter,
  page: { limit: number; after: number },
): Promise<Contact[]> {
  const mailboxes = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const conditions = [
    sql`c.id > ${page.after} AND c.merged_into IS NULL`,
    sql`${sql.raw(mayKnow('contact', 'c.id', mailboxes))}`,
    ...(filter.id === undefined
      ? []
      : [sql`c.id = (SELECT coalesce(m.merged_into, m.id) FROM contacts m WHERE m.id = ${filter.id})`]),
    ...(filter.status === undefined ? [] : [sql`c.status = ${filter.status}`]),
    ...(filter.address === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id AND a.address = ${filter.address.toLowerCase()})`,
        ]),
  ]
  const { rows } = await sql<Row>`
    SELECT c.id, coalesce(c.name, c.seen_name) AS name, c.role, c.status, c.phones,
      (SELECT coalesce(jsonb_agg(a.address ORDER BY a.address COLLATE "C"), '[]') FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id) AS addresses,
      (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = c.owner_id) AS owner,
      (SELECT jsonb_build_object('id', k.id, 'name', k.name, 'status', k.status, 'domains',
        ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C")) FROM companies k WHERE k.id = c.company_id) AS company
    FROM contacts c WHERE ${sql.join(conditions, sql` AND `)} ORDER BY c.id LIMIT ${page.limit}`.execute(db)
  return rows.map(toContact)
}

const toContact = (row: Row): Contact => ({
  id: String(row.id),
  name: row.name,
  role: row.role,
  status: row.status,
  addresses: row.addresses,
  phones: row.phones,
  company: row.company && toCompanyRef(row.company),
  owner: row.owner && { id: String(row.owner.id), name: row.owner.name },
})

export async function findContact(db: Db, viewer: Viewer, id: number): Promise<Contact | undefined> {
  return (await listContacts(db, viewer, { id }, { limit: 1, after: 0 }))[0]
}

export type ContactChange = {
  name?: string | null
  role?: string | null
  status?: Status
  phones?: string[]
  ownerId?: number | null
  companyId?: number | null
  /** Takes back what saying the contact's status had said of their company. */
  companyStatus?: 'unclassified'
}

/** Whoever is worked on by hand stays known, whatever becomes of the mail that made them known. */
export async function updateContact(
  db: Db,
  change: { id: number; by: number; at: Date; set: ContactChange },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await writeContact(tx, change.id, change.set, { userId: change.by, at: change.at })
    await insertAudit(tx, {
      at: change.at,
      userId: change.by,
      act: 'contact',
      subject: { contactId: change.id, fields: Object.keys(change.set) },
    })
  })
}

/** The same within a transaction that holds the river lock. */
export async function writeContact(tx: Tx, id: number, set: ContactChange, author: Author): Promise<void> {
  const { ownerId, companyId, companyStatus, ...plain } = set
  const before = await tx
    .selectFrom('contacts')
    .select(['name', 'role', 'status', 'phones', 'owner_id', 'company_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('contacts')
    .set({
      ...plain,
      ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      ...(companyId === undefined ? {} : { company_id: companyId, home_company_id: null }),
    })
    .where('id', '=', id)
    .execute()
  await keepContact(tx, id)
  await insertChanges(
    tx,
    { noun: 'contact', id, author },
    { ...before, owner: before.owner_id, company: before.company_id },
    {
      ...plain,
      ...(ownerId === undefined ? {} : { owner: ownerId }),
      ...(companyId === undefined ? {} : { company: companyId }),
    },
  )
  await forgetFilled(tx, 'contact', id, Object.keys(set))
  if (companyId !== undefined && companyId !== before.company_id) await moveToCompany(tx, id, companyId)
  if (companyStatus !== undefined && before.company_id !== null)
    await unsetCompanyStatus(tx, before.company_id, before.status, author)
  if (set.status === undefined) return
  await settleStatusRestrictions(tx, 'contact', [id])
  const company = companyId === undefined ? before.company_id : companyId
  await setCompanyStatus(tx, company, set.status, author)
}

async function moveToCompany(tx: Tx, id: number, companyId: number | null): Promise<void> {
  if (companyId !== null) await tx.updateTable('companies').set({ kept: true }).where('id', '=', companyId).execute()
  const linked = await tx
    .selectFrom('interaction_contacts')
    .select('interaction_id')
    .where('contact_id', '=', id)
    .execute()
  await relinkInteractions(
    tx,
    linked.map((row) => row.interaction_id),
  )
}
