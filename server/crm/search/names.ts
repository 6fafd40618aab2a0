/** Finding people, companies and opportunities by what they are called, and by addresses, domains and phone numbers. */
import { sql } from 'kysely'
import { mayKnowOpportunity } from '../../access/known.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { companyName } from '../company-ref.ts'
import { ALIKE, scoreOf } from './asked.ts'
import type { Asked, Found } from './asked.ts'

/** An address or number that contains what was typed is as good as a name that does. */
const EXACT = 1.5

type Person = {
  id: number
  name: string | null
  address: string | null
  company: { name: string | null; domains: string[] } | null
  score: number
}

/**
 * Also those whose name has some of the words and whose company has the others ("eva talleres"). The name of a company that
 * the viewer may not know of counts for nothing: a hit would tell of it.
 */
export async function findPeople(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const knownFirm = sql`k.id IS NOT NULL AND ${sql.raw(mayKnow('company', 'k.id', asked.holders))}`
  const { rows } = await sql<Person>`
    WITH near AS (
      SELECT coalesce(c.merged_into, c.id) AS id, c.grams, coalesce(c.name, c.seen_name, '') AS name, 0 AS exact FROM contacts c WHERE c.grams && ${asked.rare}::text[]
      UNION ALL SELECT coalesce(c.merged_into, c.id), '{}', '', ${EXACT}::float8 FROM party_addresses a JOIN parties y ON y.hash = a.hash JOIN contacts c ON c.id = y.contact_id
        WHERE ${asked.text.length < 3 ? sql`starts_with(a.address, lower(${asked.text}))` : sql`strpos(a.address, lower(${asked.text})) > 0`}
      ${
        asked.digits === null
          ? sql``
          : sql`UNION ALL SELECT coalesce(c.merged_into, c.id), '{}', '', ${EXACT}::float8 FROM contacts c CROSS JOIN LATERAL unnest(c.phones) p
            CROSS JOIN LATERAL (SELECT regexp_replace(p, '[^0-9]', '', 'g') AS d) n
            WHERE strpos(n.d, ${asked.digits}) > 0 OR (length(${asked.digits}) > 9 AND length(n.d) >= 9 AND right(n.d, 9) = right(${asked.digits}, 9))`
      }),
    scored AS (SELECT n.*, ${scoreOf(asked, 'n.grams', 'n.name')} AS own FROM near n OFFSET 0),
    better AS (SELECT s.id, greatest(s.exact, s.own, CASE WHEN s.own < 1 AND s.own >= ${ALIKE / 2} AND ${knownFirm}
        THEN ${scoreOf(asked, '(s.grams || k.grams)', `''`)} ELSE 0 END) AS score
      FROM scored s JOIN contacts c ON c.id = s.id LEFT JOIN companies k ON k.id = c.company_id),
    best AS (SELECT id, max(score) AS score FROM better GROUP BY id HAVING max(score) >= ${ALIKE} OFFSET 0)
    SELECT c.id, b.score, coalesce(c.name, c.seen_name) AS name,
      (SELECT min(a.address COLLATE "C") FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id) AS address,
      CASE WHEN ${knownFirm} THEN jsonb_build_object('name', k.name, 'domains', ${DOMAINS}) END AS company
    FROM best b JOIN contacts c ON c.id = b.id LEFT JOIN companies k ON k.id = c.company_id
    WHERE ${sql.raw(mayKnow('contact', 'c.id', asked.holders))}
    ORDER BY b.score DESC, fold_name(coalesce(c.name, c.seen_name, '')) COLLATE "C", c.id LIMIT ${limit}`.execute(db)
  return rows.map(({ id, name, address, company, score }) => ({
    score,
    hit: {
      type: 'contact',
      id: String(id),
      title: name ?? address ?? '—',
      subtitle: [company && companyName(company), name === null ? null : address].filter(Boolean).join(' · ') || null,
      at: null,
      href: `/contacts/${id}`,
    },
  }))
}

const DOMAINS = sql`ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C")`

export async function findFirms(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ id: number; name: string | null; domains: string[]; score: number }>`
    WITH near AS (
      SELECT coalesce(k.merged_into, k.id) AS id, k.grams, coalesce(k.name, '') AS name FROM companies k WHERE k.grams && ${asked.rare}::text[]
      UNION ALL SELECT coalesce(k.merged_into, k.id), d.grams, d.domain FROM company_domains d JOIN companies k ON k.id = d.company_id
        WHERE d.grams && ${asked.rare}::text[]),
    best AS (SELECT id, max(score) AS score FROM (SELECT n.id, ${scoreOf(asked, 'n.grams', 'n.name')} AS score FROM near n) s
      GROUP BY id HAVING max(score) >= ${ALIKE} OFFSET 0)
    SELECT k.id, k.name, ${DOMAINS} AS domains, b.score FROM best b JOIN companies k ON k.id = b.id
    WHERE ${sql.raw(mayKnow('company', 'k.id', asked.holders))}
    ORDER BY b.score DESC, fold_name(coalesce(k.name, '')) COLLATE "C", k.id LIMIT ${limit}`.execute(db)
  return rows.map((row) => ({
    score: row.score,
    hit: {
      type: 'company',
      id: String(row.id),
      title: companyName(row),
      subtitle: row.name === null ? null : row.domains.join(', ') || null,
      at: null,
      href: `/companies/${row.id}`,
    },
  }))
}

export async function findOpportunities(db: Db, asked: Asked, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ id: number; title: string; name: string | null; domains: string[]; score: number }>`
    WITH best AS (SELECT o.*, coalesce(k.merged_into, k.id) AS firm, ${scoreOf(asked, 'o.grams', 'o.title')} AS score
      FROM opportunities o LEFT JOIN companies k ON k.id = o.company_id WHERE o.grams && ${asked.rare}::text[] OFFSET 0)
    SELECT b.id, b.title, b.score, k.name, ${DOMAINS} AS domains FROM best b LEFT JOIN companies k ON k.id = b.firm AND ${sql.raw(mayKnow('company', 'k.id', asked.holders))}
    WHERE b.score >= ${ALIKE} AND ${sql.raw(mayKnowOpportunity('b', asked))}
    ORDER BY b.score DESC, b.id LIMIT ${limit}`.execute(db)
  return rows.map((row) => ({
    score: row.score,
    hit: {
      type: 'opportunity',
      id: String(row.id),
      title: row.title,
      subtitle: row.name ?? row.domains[0] ?? null,
      at: null,
      href: `/opportunities/${row.id}`,
    },
  }))
}
