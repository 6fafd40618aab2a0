/** Contacts: reading those a viewer may know of, and changing them. */
import { sql } from 'kysely'
import type { Contact, Status } from '#shared/api.ts'
import type { Viewer } from '../../access/identity.ts'
import { restrictByStatus } from '../../access/restrictions.ts'
import { scopeOf } from '../../access/scopes.ts'
import { mayKnow } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { insertAudit } from '../audit.ts'
import { toCompanyRef } from '../company-ref.ts'
import { setCompanyStatus } from '../status.ts'

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

/** Ordered by id, from the one after `after`. */
export async function listContacts(
  db: Db,
  viewer: Viewer,
  filter: ContactFilter,
  page: { limit: number; after: number },
): Promise<Contact[]> {
  const mailboxes = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const conditions = [
    sql`c.id > ${page.after}`,
    sql`${sql.raw(mayKnow('contact', 'c.id', mailboxes))}`,
    ...(filter.id === undefined ? [] : [sql`c.id = ${filter.id}`]),
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
}

/** Whoever is worked on by hand stays known, whatever becomes of the mail that made them known. */
export async function updateContact(
  db: Db,
  change: { id: number; by: number; at: Date; set: ContactChange },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    const { ownerId, ...rest } = change.set
    const contact = await tx
      .updateTable('contacts')
      .set({ ...rest, ...(ownerId === undefined ? {} : { owner_id: ownerId }), kept: true })
      .where('id', '=', change.id)
      .returning(['company_id'])
      .executeTakeFirst()
    await tx.updateTable('parties').set({ manual: true }).where('contact_id', '=', change.id).execute()
    if (change.set.status !== undefined) {
      await restrictByStatus(tx, scopeOf('contact', change.id), change.set.status)
      await setCompanyStatus(tx, contact?.company_id ?? null, change.set.status)
    }
    await insertAudit(tx, {
      at: change.at,
      userId: change.by,
      act: 'contact',
      subject: { contactId: change.id, fields: Object.keys(change.set) },
    })
  })
}
