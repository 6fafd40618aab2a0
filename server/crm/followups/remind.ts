/** A follow-up that comes of a mail: theirs who sent it, seen by whoever sees at least its subject. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type Reminder = {
  title: string
  dueOn: string
  userId: number
  contactId: number | null
  conversationId: number | null
  interactionId: number
  at: Date
}

export async function insertReminder(tx: Tx, reminder: Reminder): Promise<void> {
  const { title, dueOn, userId, contactId, conversationId, interactionId, at } = reminder
  await sql`INSERT INTO followups (title, due_on, owner_id, contact_id, company_id, conversation_id, interaction_id, created_by_id, created_at)
    VALUES (${title}, ${dueOn}::date, ${userId}::bigint, ${contactId}::bigint,
      (SELECT c.company_id FROM contacts c WHERE c.id = ${contactId}::bigint),
      ${conversationId}::bigint, ${interactionId}::bigint, ${userId}::bigint, ${at}::timestamptz)`.execute(tx)
}
