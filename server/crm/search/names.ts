/**
 * Finding people, companies and opportunities by what they are called, and by addresses, domains and phone numbers. All names
 * are read and likened here: ten thousand take less time so than with trigrams kept in the database, and writing costs nothing.
 */
import { sql } from 'kysely'
import { mayKnowOpportunity } from '../../access/known.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { companyName } from '../company-ref.ts'
import { best, showBest } from './asked.ts'
import type { Asked, Found, Scored } from './asked.ts'
import { ALIKE } from './likeness.ts'

/** An address or number that contains what was typed is as good as a name that does. */
const EXACT = 1.5

type PersonName = [id: number, name: string | null, seen: string | null, company: string | null]
type Person = {
  id: number
  name: string | null
  address: string | null
  known: boolean | null
  company: { name: string | null; domains: string[] } | null
}

/** Also those whose name has some of the words and whose company has the others ("eva talleres"). */
export async function findPeople(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ names: PersonName[] | null }>`
    SELECT json_agg(json_build_array(coalesce(c.merged_into, c.id), c.name, c.seen_name, k.name)) AS names
    FROM contacts c LEFT JOIN companies k ON k.id = c.company_id`.execute(db)
  const own = new Map<number, number>()
  const scored: Scored[] = await findNumbers(db, asked)
  for (const { id, score } of scored) own.set(id, score)
  for (const [id, name, seen, company] of rows[0]?.names ?? []) {
    const alone = Math.max(name === null ? 0 : asked.likeness(name), seen === null ? 0 : asked.likeness(seen))
    own.set(id, Math.max(own.get(id) ?? 0, alone))
    const together =
      company === null || alone >= 1 || alone < ALIKE / 2 ? 0 : asked.likeness(`${name ?? ''} ${seen ?? ''}`, company)
    const score = Math.max(alone, together)
    if (score >= ALIKE) scored.push({ id, score })
  }
  return showBest(best(scored), limit, async (chunk) => {
    const { rows: people } = await sql<Person>`
      SELECT c.id, coalesce(c.name, c.seen_name) AS name, ${sql.raw(mayKnow('company', 'k.id', asked.holders))} AS known,
        (SELECT min(a.address COLLATE "C") FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id) AS address,
        CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('name', k.name, 'domains', ${DOMAINS}) END AS company
      FROM contacts c LEFT JOIN companies k ON k.id = c.company_id
      WHERE c.id = ANY(${chunk.map(({ id }) => id)}::bigint[]) AND ${sql.raw(mayKnow('contact', 'c.id', asked.holders))}`.execute(
      db,
    )
    const scores = new Map(chunk.map(({ id, score }) => [id, score]))
    return people.flatMap((person) => {
      // The name of a company that the viewer may not know of counts for nothing: a hit would tell of it.
      const score = person.known ? scores.get(person.id)! : (own.get(person.id) ?? 0)
      return score < ALIKE ? [] : [{ score, hit: toPersonHit(person) }]
    })
  })
}

function toPersonHit({ id, name, address, known, company }: Person): Found['hit'] {
  const firm = known && company ? companyName(company) : null
  return {
    type: 'contact',
    id: String(id),
    title: name ?? address ?? '—',
    subtitle: [firm, name === null ? null : address].filter(Boolean).join(' · ') || null,
    at: null,
    href: `/contacts/${id}`,
  }
}

/** By a piece of an address, or of a phone number with or without its country. */
async function findNumbers(db: Db, { text, digits }: Asked): Promise<Scored[]> {
  const address =
    text.length < 3 ? sql`starts_with(a.address, lower(${text}))` : sql`strpos(a.address, lower(${text})) > 0`
  const { rows } = await sql<{ id: number }>`
    SELECT coalesce(c.merged_into, c.id) AS id FROM party_addresses a JOIN parties y ON y.hash = a.hash JOIN contacts c ON c.id = y.contact_id WHERE ${address}
    ${
      digits === null
        ? sql``
        : sql`UNION SELECT coalesce(c.merged_into, c.id) FROM contacts c CROSS JOIN LATERAL unnest(c.phones) p
          CROSS JOIN LATERAL (SELECT regexp_replace(p, '[^0-9]', '', 'g') AS d) n
          WHERE strpos(n.d, ${digits}) > 0 OR (length(${digits}) > 9 AND length(n.d) >= 9 AND right(n.d, 9) = right(${digits}, 9))`
    }`.execute(db)
  return rows.map(({ id }) => ({ id, score: EXACT }))
}

const DOMAINS = sql`ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C")`

const likened = (asked: Asked, names: readonly [id: number, name: string][] | null | undefined): Scored[] =>
  best((names ?? []).map(([id, name]) => ({ id, score: asked.likeness(name) })).filter(({ score }) => score >= ALIKE))

export async function findFirms(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ names: [number, string][] | null }>`
    SELECT json_agg(json_build_array(id, name)) AS names FROM (
      SELECT coalesce(k.merged_into, k.id) AS id, k.name FROM companies k WHERE k.name IS NOT NULL
      UNION ALL SELECT coalesce(k.merged_into, k.id), d.domain FROM company_domains d JOIN companies k ON k.id = d.company_id) n`.execute(
    db,
  )
  return showBest(likened(asked, rows[0]?.names), limit, async (chunk) => {
    const { rows: firms } = await sql<{ id: number; name: string | null; domains: string[] }>`
      SELECT k.id, k.name, ${DOMAINS} AS domains FROM companies k
      WHERE k.id = ANY(${chunk.map(({ id }) => id)}::bigint[]) AND ${sql.raw(mayKnow('company', 'k.id', asked.holders))}`.execute(
      db,
    )
    const scores = new Map(chunk.map(({ id, score }) => [id, score]))
    return firms.map((row) => ({
      score: scores.get(row.id)!,
      hit: {
        type: 'company',
        id: String(row.id),
        title: companyName(row),
        subtitle: row.name === null ? null : row.domains.join(', ') || null,
        at: null,
        href: `/companies/${row.id}`,
      },
    }))
  })
}

export async function findOpportunities(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ names: [number, string][] | null }>`
    SELECT json_agg(json_build_array(o.id, o.title)) AS names FROM opportunities o`.execute(db)
  return showBest(likened(asked, rows[0]?.names), limit, async (chunk) => {
    const { rows: opportunities } = await sql<{ id: number; title: string; name: string | null; domains: string[] }>`
      SELECT o.id, o.title, k.name, ${DOMAINS} AS domains FROM opportunities o LEFT JOIN companies m ON m.id = o.company_id
        LEFT JOIN companies k ON k.id = coalesce(m.merged_into, m.id) AND ${sql.raw(mayKnow('company', 'k.id', asked.holders))}
      WHERE o.id = ANY(${chunk.map(({ id }) => id)}::bigint[]) AND ${sql.raw(mayKnowOpportunity('o', asked))}`.execute(
      db,
    )
    const scores = new Map(chunk.map(({ id, score }) => [id, score]))
    return opportunities.map((row) => ({
      score: scores.get(row.id)!,
      hit: {
        type: 'opportunity',
        id: String(row.id),
        title: row.title,
        subtitle: row.name ?? row.domains[0] ?? null,
        at: null,
        href: `/opportunities/${row.id}`,
      },
    }))
  })
}
