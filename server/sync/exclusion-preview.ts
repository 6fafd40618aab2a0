/** What an exclusion would take out of the record, counted over what the caller may know of. */
import { sql } from 'kysely'
import type { Viewer } from '../access/identity.ts'
import { EXISTENCE, withLevel } from '../access/visibility.ts'
import type { Db } from '../db/connect.ts'

/**
 * As `decideItem` decides: a message goes when who is excluded sent it, or when nobody else on it is known.
 * @param hash of an address or of a domain
 */
export async function previewExclusion(
  db: Db,
  viewer: Viewer,
  hash: string,
): Promise<{ messages: number; people: number }> {
  const { rows } = await sql<{ messages: number; people: number }>`
    SELECT count(DISTINCT i.id) AS messages, count(DISTINCT p.hash) FILTER (WHERE p.only_mailbox_id IS NULL OR p.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[])) AS people
    FROM participants p JOIN interactions i ON i.id = p.interaction_id ${withLevel(viewer)}
    WHERE (p.hash = ${hash} OR p.domain_hash = ${hash}) AND NOT p.own AND i.item_id IS NOT NULL AND v.lv >= ${EXISTENCE}
      AND (EXISTS (SELECT FROM participants f WHERE f.interaction_id = i.id AND f.role = 'from' AND NOT f.own AND (f.hash = ${hash} OR f.domain_hash = ${hash}))
        OR NOT EXISTS (SELECT FROM participants o WHERE o.interaction_id = i.id AND NOT o.own AND o.hash <> ${hash} AND o.domain_hash IS DISTINCT FROM ${hash}
          AND NOT EXISTS (SELECT FROM exclusions e WHERE e.hash IN (o.hash, o.domain_hash))
          AND (EXISTS (SELECT FROM parties y WHERE y.hash = o.hash AND NOT y.blocked) OR EXISTS (SELECT FROM company_domains d WHERE d.hash = o.domain_hash))))`.execute(
    db,
  )
  return rows[0] ?? { messages: 0, people: 0 }
}
