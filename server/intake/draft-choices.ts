/**
 * What its sender chose for a mail before they sent it (`crm/record/draft-rows.ts`), applied in the transaction that logs it:
 * whoever may not see it never does. A choice is taken once, so that a mail that is decided again keeps what was done since.
 */
import { sql } from 'kysely'
import { baseAddress } from '#shared/email-address.ts'
import { composeStrings } from '#shared/i18n/compose.ts'
import { mayKnowOpportunity } from '../access/known.ts'
import { setRestriction } from '../access/restrictions.ts'
import { scopeOf } from '../access/scopes.ts'
import { insertAudit } from '../crm/audit.ts'
import { linkConversation } from '../crm/conversation-link.ts'
import { insertReminder } from '../crm/followups/remind.ts'
import { listWaiting, recipientsOf, takeChoice } from '../crm/record/draft-rows.ts'
import type { Waiting } from '../crm/record/draft-rows.ts'
import type { Tx } from '../db/connect.ts'
import type { Facts } from './facts.ts'
import { interactionsOfItems } from './store/lookups.ts'

type Stage = { tx: Tx; now: Date }

/** A mail of ours that is logged, as the copy that is shown says. */
export type Sent = { itemId: number; key: string; conversationId: number | null; sentAt: Date; facts: Facts }

/** Of a page of mail: one query, and none without any of ours. */
export async function takeDraftChoices(s: Stage, mails: Sent[]): Promise<void> {
  if (mails.length === 0) return
  const inOrder = mails.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.key < b.key ? -1 : 1))
  const choices = await listWaiting(s.tx, inOrder[0]!.sentAt, inOrder.at(-1)!.sentAt)
  if (choices.length === 0) return
  const addressesOf = await findSendingAddresses(s.tx, [...new Set(choices.map((one) => one.user_id))])
  for (const choice of choices) {
    const first = inOrder.find((mail) => isMeant(choice, mail, addressesOf.get(choice.user_id)))
    if (first) await apply(s, choice, first)
  }
}

function isMeant(choice: Waiting, { sentAt, facts }: Sent, sends: ReadonlySet<string> | undefined): boolean {
  if (sentAt < choice.from || sentAt >= choice.until || !sends) return false
  const recipients = recipientsOf(facts.outside.filter(({ role }) => role !== 'from').map(({ hash }) => hash))
  if (recipients.join() !== choice.recipients.join()) return false
  // A delegate writes in somebody else's name; what they chose is theirs.
  const writers = facts.actedBy
    ? [facts.actedBy]
    : facts.participants.filter(({ role }) => role === 'from').map(({ address }) => address)
  return writers.some((address) => sends.has(baseAddress(address).address))
}

/** Their own, and those of the mailboxes they share, as far as these are nobody else's own. */
async function findSendingAddresses(tx: Tx, userIds: number[]): Promise<Map<number, Set<string>>> {
  const { rows } = await sql<{ user_id: number; address: string }>`
    WITH shared AS (SELECT x.user_id, x.mailbox_id, m.address FROM mailbox_users x JOIN mailboxes m ON m.id = x.mailbox_id
      WHERE x.user_id = ANY(${userIds}::bigint[]) AND NOT EXISTS (SELECT FROM users u WHERE u.email = m.address AND u.id <> x.user_id))
    SELECT u.id AS user_id, u.email AS address FROM users u WHERE u.id = ANY(${userIds}::bigint[])
    UNION SELECT o.user_id, o.address FROM own_addresses o WHERE o.user_id = ANY(${userIds}::bigint[])
    UNION SELECT user_id, address FROM shared
    UNION SELECT s.user_id, o.address FROM shared s JOIN own_addresses o ON o.mailbox_id = s.mailbox_id`.execute(tx)
  const groups = Map.groupBy(rows, (row) => row.user_id)
  return new Map([...groups].map(([id, of]) => [id, new Set(of.map(({ address }) => baseAddress(address).address))]))
}

async function apply({ tx, now }: Stage, choice: Waiting, mail: Sent): Promise<void> {
  const interactionId = (await interactionsOfItems(tx, [mail.itemId])).get(mail.itemId)
  // What followed from the mail itself has just taken it away again.
  if (interactionId === undefined) return
  const { user_id: userId, level, remind_on: remindOn } = choice
  if (level !== null) {
    await setRestriction(tx, { scope: scopeOf('item', mail.itemId), setBy: `user:${userId}`, level })
    await insertAudit(tx, { at: now, userId, act: 'level', subject: { interactionId, level } })
  }
  const opportunityId = await findOpportunity(tx, choice)
  if (opportunityId !== null && mail.conversationId !== null)
    await linkConversation(tx, { conversationId: mail.conversationId, opportunityId, userId, at: now })
  if (remindOn !== null)
    await insertReminder(tx, {
      title: composeStrings[choice.locale].choices.reminder,
      dueOn: remindOn,
      userId,
      contactId: await findContact(tx, mail.facts),
      conversationId: mail.conversationId,
      interactionId,
      at: now,
    })
  await takeChoice(tx, choice.id, now)
}

/** It may have gone since, or be none of theirs any more. */
async function findOpportunity(tx: Tx, choice: Waiting): Promise<number | null> {
  if (choice.opportunity_id === null) return null
  const user = `${choice.user_id}::bigint`
  const holders = `ARRAY(SELECT x.mailbox_id FROM mailbox_users x WHERE x.user_id = ${user} UNION ALL SELECT -${user})`
  const { rows } = await sql<{ id: number }>`SELECT o.id FROM opportunities o WHERE o.id = ${choice.opportunity_id}
    AND ${sql.raw(mayKnowOpportunity('o', { holders, user, now: 'now()' }))}`.execute(tx)
  return rows[0]?.id ?? null
}

/** Whom it was written to first. Nobody of the Bcc: colleagues who see the follow-up would learn of them. */
async function findContact(tx: Tx, { outside }: Facts): Promise<number | null> {
  const open = outside.filter(({ role }) => role === 'to' || role === 'cc').map(({ hash }) => hash)
  const { rows } = await sql<{ id: number }>`SELECT coalesce(c.merged_into, c.id) AS id
    FROM unnest(${open}::text[]) WITH ORDINALITY AS p(hash, n) JOIN parties y ON y.hash = p.hash AND NOT y.blocked
      JOIN contacts c ON c.id = y.contact_id ORDER BY p.n LIMIT 1`.execute(tx)
  return rows[0]?.id ?? null
}
