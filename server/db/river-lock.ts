/**
 * The river lock. Every transaction that decides takes it first, so decisions are made one page at a time, by any number
 * of processes: nobody can decide "nobody" for a person whom another transaction is making known, and no order of row
 * locks can deadlock. What costs time (reading, parsing, cutting quotes) happens before it. DECISIONS.md has the figures.
 */
import { sql } from 'kysely'
import type { Tx } from './connect.ts'
import { CHANNEL } from './news.ts'

const RIVER = 0x66696368

/** Whoever takes it is about to write: those who look are told when it is committed. */
export async function lockRiver(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${RIVER}::bigint), pg_notify(${CHANNEL}, '')`.execute(tx)
}
