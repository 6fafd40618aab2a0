/**
 * Cutting quotes and signatures costs more than everything else and must not happen inside the transaction. One read
 * guesses which items of a page will be logged; those are cut beforehand. Where the guess was wrong, `settle` cuts.
 */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { effectiveReasons } from './decide.ts'
import { readFacts } from './facts.ts'
import type { Prepared } from './facts.ts'
import { loadOwn } from './own.ts'
import type { Report } from './report/extract.ts'
import { reportOf } from './report/report-of.ts'

/** The reports of the items that will probably be logged, by provider id: two copies of one may be on a page. */
export async function previewReports(db: Db, messages: readonly Prepared[]): Promise<Map<string, Report>> {
  const reports = new Map<string, Report>()
  if (messages.length === 0) return reports
  const own = await loadOwn(db)
  const hashes = messages.flatMap((message) =>
    message.parties.flatMap((party) => [party.hash, party.domainHash ?? party.hash]),
  )
  const { rows } = await sql<{ hash: string }>`
    SELECT hash FROM parties WHERE hash = ANY(${hashes}::text[]) UNION ALL SELECT hash FROM company_domains WHERE hash = ANY(${hashes}::text[])`.execute(
    db,
  )
  const known = new Set(rows.map((row) => row.hash))
  const facts = messages.map((message) => readFacts(message, own))
  for (const fact of facts)
    for (const party of [...fact.creates.weWrite, ...fact.creates.theyWrite])
      known.add(party.hash).add(party.domainHash ?? party.hash)
  for (const [i, message] of messages.entries()) {
    const { reasons, answers, outside } = facts[i]!
    const blocked =
      message.item.local !== null || effectiveReasons({ reasons, answers, weWrote: true, superseded: false }).length > 0
    if (!blocked && outside.some((party) => known.has(party.hash) || known.has(party.domainHash ?? ''))) {
      reports.set(message.item.providerId, reportOf(message.item))
      // The transaction of the page before gets its turn: it holds the river lock meanwhile.
      await setImmediate()
    }
  }
  return reports
}
