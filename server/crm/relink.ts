/** What an interaction hangs together with: the people and companies known now, and what its visibility hangs on. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'

/** Links interactions anew to the people and companies known now, and lists what their visibility hangs on. */
export async function relinkInteractions(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  const before = await sql<{ contact_id: number }>`
    DELETE FROM interaction_contacts WHERE interaction_id = ANY(${ids}::bigint[]) RETURNING contact_id`.execute(tx)
  await sql`DELETE FROM interaction_companies WHERE interaction_id = ANY(${ids}::bigint[])`.execute(tx)
  // When somebody is on it both openly and in Bcc, the open mention counts: bool_or over "everybody may know".
  const after = await sql<{ contact_id: number }>`
    INSERT INTO interaction_contacts (contact_id, interaction_id, sort_at, only_mailbox_id)
    SELECT y.contact_id, p.interaction_id, coalesce(p.occurred_at, '-infinity'), CASE WHEN bool_or(p.only_mailbox_id IS NULL) THEN NULL ELSE min(p.only_mailbox_id) END
    FROM participants p JOIN parties y ON y.hash = p.hash AND NOT y.blocked
    WHERE p.interaction_id = ANY(${ids}::bigint[]) AND NOT p.own AND y.contact_id IS NOT NULL GROUP BY 1, 2, 3 RETURNING contact_id`.execute(
    tx,
  )
  // Of somebody merged away the company of before counts: the two are one person, not one company, and neither loses its past.
  await sql`
    INSERT INTO interaction_companies (company_id, interaction_id, sort_at, only_mailbox_id)
    SELECT coalesce(h.company_id, y.company_id, k.company_id, d.company_id), p.interaction_id, coalesce(p.occurred_at, '-infinity'), CASE WHEN bool_or(p.only_mailbox_id IS NULL) THEN NULL ELSE min(p.only_mailbox_id) END
    FROM participants p LEFT JOIN parties y ON y.hash = p.hash AND NOT y.blocked LEFT JOIN contacts k ON k.id = y.contact_id
      LEFT JOIN contacts h ON h.id = coalesce(y.home_contact_id, y.contact_id) LEFT JOIN company_domains d ON d.hash = p.domain_hash
    WHERE p.interaction_id = ANY(${ids}::bigint[]) AND NOT p.own AND coalesce(h.company_id, y.company_id, k.company_id, d.company_id) IS NOT NULL
      AND NOT EXISTS (SELECT FROM exclusions e WHERE e.hash IN (p.hash, p.domain_hash))
    GROUP BY 1, 2, 3`.execute(tx)
  await sql`
    UPDATE interactions i SET mailbox_ids = s.mailboxes, scopes = s.scopes
    FROM (SELECT x.id, h.mailboxes,
      ARRAY(SELECT s FROM (
        SELECT l.contact_id * 8 + 1 AS s FROM interaction_contacts l WHERE l.interaction_id = x.id
        UNION SELECT l.company_id * 8 + 2 FROM interaction_companies l WHERE l.interaction_id = x.id
        -- What was set on somebody before a merge goes on holding.
        UNION SELECT m.id * 8 + 1 FROM interaction_contacts l JOIN contacts m ON m.merged_into = l.contact_id WHERE l.interaction_id = x.id
        UNION SELECT m.id * 8 + 2 FROM interaction_companies l JOIN companies m ON m.merged_into = l.company_id WHERE l.interaction_id = x.id
        UNION SELECT x.conversation_id * 8 + 3 WHERE x.conversation_id IS NOT NULL
        UNION SELECT x.item_id * 8 + 4 WHERE x.item_id IS NOT NULL
        UNION SELECT x.id * 8 + 5 WHERE x.item_id IS NULL
        -- What became of a follow-up is seen as what it came from.
        UNION SELECT f.conversation_id * 8 + 3 FROM followups f WHERE f.id = x.followup_id AND f.conversation_id IS NOT NULL
        UNION SELECT f.interaction_id * 8 + 5 FROM followups f WHERE f.id = x.followup_id AND f.interaction_id IS NOT NULL
        UNION SELECT m.item_id * 8 + 4 FROM followups f JOIN interactions m ON m.id = f.interaction_id WHERE f.id = x.followup_id AND m.item_id IS NOT NULL
        -- The default of a mailbox that was only in Cc or Bcc narrows nothing. By hash: with a tag it is the same mailbox.
        UNION SELECT m.id * 8 FROM mailboxes m WHERE m.id = ANY (h.mailboxes) AND EXISTS (
            SELECT FROM participants p WHERE p.interaction_id = x.id AND p.role IN ('from', 'to') AND (p.hash = m.hash
              OR EXISTS (SELECT FROM own_addresses a LEFT JOIN users u ON u.id = a.user_id WHERE a.hash = p.hash AND (u.email = m.address OR a.mailbox_id = m.id))))
      ) t(s) ORDER BY s) AS scopes
      -- OFFSET 0: looked up by item. Joined, the whole mailbox was looked through for each interaction.
      FROM interactions x CROSS JOIN LATERAL (SELECT CASE WHEN x.item_id IS NULL THEN x.mailbox_ids ELSE ARRAY(
        SELECT DISTINCT o.mailbox_id FROM occurrences o WHERE o.item_id = x.item_id AND o.outcome <> 'failed' ORDER BY 1) END AS mailboxes OFFSET 0) h
      WHERE x.id = ANY(${ids}::bigint[])) s
    WHERE i.id = s.id AND i.id = ANY(${ids}::bigint[])
      AND (i.mailbox_ids, i.scopes) IS DISTINCT FROM (s.mailboxes, s.scopes)`.execute(tx)
  await refreshPeople(
    tx,
    [...before.rows, ...after.rows].map((row) => row.contact_id),
  )
}

/** The addresses and the name that mail shows of these contacts: the greatest (occurred_at, key) wins, whatever came last. */
export async function refreshPeople(tx: Tx, contactIds: number[]): Promise<void> {
  const ids = [...new Set(contactIds)]
  if (ids.length === 0) return
  await sql`DELETE FROM party_addresses a USING parties y WHERE y.contact_id = ANY(${ids}::bigint[]) AND a.hash = y.hash AND NOT y.manual
    AND NOT EXISTS (SELECT FROM participants p WHERE p.hash = a.hash AND p.address = a.address)`.execute(tx)
  await sql`INSERT INTO party_addresses (hash, address)
    SELECT DISTINCT y.hash, p.address FROM parties y JOIN participants p ON p.hash = y.hash
    WHERE y.contact_id = ANY(${ids}::bigint[]) AND p.address <> '' ON CONFLICT DO NOTHING`.execute(tx)
  // Down the index of each address, newest first: neither the ten thousand recipients of one mail nor the ten thousand
  // mails of one contact are gone through.
  const greatest = (dated: RawBuilder<unknown>) => sql`(SELECT p.name, p.occurred_at, p.item_key FROM participants p
    WHERE p.hash = y.hash AND p.name IS NOT NULL AND p.occurred_at ${dated}
    ORDER BY p.occurred_at DESC, p.item_key COLLATE "C" DESC, p.name COLLATE "C" DESC LIMIT 1)`
  await sql`UPDATE contacts c SET seen_name = n.name
    FROM unnest(${ids}::bigint[]) AS k(id) LEFT JOIN LATERAL (
      SELECT g.name FROM parties y
        CROSS JOIN LATERAL (${greatest(sql`IS NOT NULL`)} UNION ALL ${greatest(sql`IS NULL`)}) g
      WHERE y.contact_id = k.id
      ORDER BY g.occurred_at DESC NULLS LAST, g.item_key COLLATE "C" DESC, g.name COLLATE "C" DESC LIMIT 1) n ON true
    WHERE c.id = k.id AND c.seen_name IS DISTINCT FROM n.name`.execute(tx)
}
