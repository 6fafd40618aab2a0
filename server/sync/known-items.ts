/** What is stored of a mailbox's items, for a source that need not read what has not changed. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { KnownItem, KnownItems } from '../sources/source.ts'

/** What locators of providers say of themselves. */
const LOCATORS = { message: 'gmail', meeting: 'event' }

type Found = KnownItem & { id: string }

export function knownItems(db: Db, mailboxId: number): KnownItems {
  return {
    async find(providerIds) {
      const { rows } =
        await sql<Found>`SELECT provider_id AS id, local, gone_at IS NOT NULL AS gone, outcome = 'failed' AS failed,
          version, occurred_at AS at FROM occurrences WHERE mailbox_id = ${mailboxId} AND provider_id = ANY(${providerIds}::text[])`.execute(
          db,
        )
      return byId(rows)
    },
    async list({ kind, prefix, since }) {
      // Also what could not be read: of that nobody knows the date. What was imported from files is no business of a provider.
      const { rows } =
        await sql<Found>`SELECT o.provider_id AS id, o.local, false AS gone, o.outcome = 'failed' AS failed,
          o.version, o.occurred_at AS at FROM occurrences o
        WHERE o.mailbox_id = ${mailboxId} AND o.gone_at IS NULL AND starts_with(o.provider_id, ${prefix})
          AND o.locator->>'kind' = ${LOCATORS[kind]} AND (${since}::timestamptz IS NULL OR o.occurred_at IS NULL OR o.occurred_at >= ${since})`.execute(
          db,
        )
      return byId(rows)
    },
  }
}

const byId = (rows: Found[]) => new Map(rows.map(({ id, ...known }) => [id, known]))
