/** What somebody has worked on by hand stays, whatever becomes of the mail that made it known. */
import { sql } from 'kysely'
import { scopeOf } from '../access/scopes.ts'
import type { Tx } from '../db/connect.ts'

/** Of the addresses only the contact's own: those of whom was merged into it go home as they came. */
export async function keepContact(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('contacts').set({ kept: true }).where('id', '=', id).execute()
  await tx
    .updateTable('parties')
    .set({ manual: true })
    .where('contact_id', '=', id)
    .where('home_contact_id', 'is', null)
    .execute()
}

export async function keepCompany(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('companies').set({ kept: true }).where('id', '=', id).execute()
}

/** What a merge had filled in and somebody has since set by hand is theirs: an undo leaves it. */
export async function forgetFilled(tx: Tx, noun: 'contact' | 'company', id: number, fields: string[]): Promise<void> {
  await sql`UPDATE merges SET filled = filled - ${fields}::text[] WHERE noun = ${noun} AND winner_id = ${id} AND undone_at IS NULL`.execute(
    tx,
  )
}

/** Contacts that nobody had worked on, that no address leads to and that take no part in a merge are none any more. */
export async function dropLonelyContacts(tx: Tx, contactIds: number[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM contacts c WHERE id = ANY(${contactIds}::bigint[]) AND NOT kept AND merged_into IS NULL
      AND NOT EXISTS (SELECT FROM contacts m WHERE m.merged_into = c.id)
      AND NOT EXISTS (SELECT FROM parties p WHERE p.contact_id = c.id)`.execute(tx)
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return
  await sql`DELETE FROM interaction_contacts WHERE contact_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM contacts WHERE id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM restrictions WHERE scope = ANY(${ids.map((id) => scopeOf('contact', id))}::bigint[])`.execute(
    tx,
  )
}
