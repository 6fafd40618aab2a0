/** Who is here already, perhaps: by name, phone, address or domain; only those whom the viewer may know. */
import { sql } from 'kysely'
import type { Duplicate } from '#shared/api/people.ts'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import { foldText } from '#shared/fold.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { rightsOf } from '../access/known.ts'
import type { Viewer } from '../access/identity.ts'
import { mayKnow } from '../access/visibility.ts'
import type { Db } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import { companyDomain } from './address-domain.ts'
import { companyName } from './company-ref.ts'
import { contactName } from './known.ts'
import { phoneKey, countryOf, formatPhone } from './phone.ts'
import { compareNames } from './same-name.ts'

export type Asked = {
  noun: 'contact' | 'company'
  name?: string | null | undefined
  emails?: readonly string[] | undefined
  phones?: readonly string[] | undefined
  domains?: readonly string[] | undefined
  /** Of whom one asks: not their own duplicate. */
  exceptId?: number | undefined
}
type Context = { db: Db; hasher: Hasher; viewer: Viewer; locale: Locale }

const MOST = 10
/** What shares fewer of the name's trigrams is not looked at: a slip in one of two words keeps more. */
const ALIKE = 0.45

export function findDuplicates(context: Context, asked: Asked): Promise<Duplicate[]> {
  return asked.noun === 'contact' ? findContacts(context, asked) : findCompanies(context, asked)
}

const gramsAlike = (
  name: string,
  table: string,
) => sql`(${sql.raw(table)}.grams && name_grams(${name}) AND (SELECT count(*) FROM unnest(${sql.raw(table)}.grams) g
  WHERE g = ANY (name_grams(${name}))) >= ${ALIKE}::float8 * cardinality(name_grams(${name})))`

async function findContacts({ db, hasher, viewer, locale }: Context, asked: Asked): Promise<Duplicate[]> {
  const words = peopleWords[locale].because
  const name = asked.name?.trim() ?? ''
  const addresses = (asked.emails ?? []).map(normaliseAddress).filter((address) => address !== null)
  const hashes = addresses.map((address) => hasher.address(baseAddress(address).address))
  const country = countryOf(addresses, locale)
  const phones = (asked.phones ?? []).map((phone) => phoneKey(phone, country)).filter((phone) => phone !== null)
  const { rows } = await sql<{
    id: number
    name: string
    company: string | null
    phones: string[]
    address: string | null
  }>`
    SELECT c.id, ${sql.raw(contactName('c'))} AS name, c.phones,
      (SELECT coalesce(k.name, min(d.domain COLLATE "C")) FROM companies k LEFT JOIN company_domains d ON d.company_id = k.id
        WHERE k.id = c.company_id AND ${sql.raw(mayKnow('company', 'k.id', rightsOf(viewer).holders))} GROUP BY k.id) AS company,
      (SELECT min(a.address) FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id AND y.hash = ANY(${hashes}::text[])) AS address
    FROM contacts c
    WHERE c.merged_into IS NULL AND c.id <> ${asked.exceptId ?? 0} AND ${sql.raw(mayKnow('contact', 'c.id', rightsOf(viewer).holders))}
      AND (c.id IN (SELECT contact_id FROM parties WHERE hash = ANY(${hashes}::text[])) OR ${phones.length > 0 ? sql`c.phones && ${phones}::text[]` : sql`false`}
        OR ${name === '' ? sql`false` : gramsAlike(name, 'c')})
    ORDER BY c.id LIMIT 500`.execute(db)
  const found = rows.flatMap((row) => {
    const phone = row.phones.find((one) => phones.includes(one))
    const alike = name === '' ? null : compareNames(name, row.name)
    const because = row.address
      ? words.address(row.address)
      : phone
        ? words.phone(formatPhone(phone))
        : sayAlike(alike, words)
    const rank = row.address ? 0 : phone ? 1 : alike === 'same' ? 2 : 3
    return because === null
      ? []
      : [{ rank, hit: { noun: 'contact' as const, id: String(row.id), name: row.name, company: row.company, because } }]
  })
  return best(found)
}

/** How a company of this name would write it before the dot. */
const domainWords = (name: string): string[] => {
  const words = foldText(name).match(/[\p{L}\p{N}]+/gu) ?? []
  return [words.join('-'), words.join('')]
}

async function findCompanies({ db, hasher, viewer, locale }: Context, asked: Asked): Promise<Duplicate[]> {
  const words = peopleWords[locale].because
  const name = asked.name?.trim() ?? ''
  const domains = [...(asked.domains ?? []).map((domain) => `x@${domain.trim()}`), ...(asked.emails ?? [])]
    .map(companyDomain)
    .filter((domain) => domain !== null)
  const hashes = domains.map((domain) => hasher.domain(domain))
  const { rows } = await sql<{ id: number; name: string | null; domains: string[]; domain: string | null }>`
    SELECT k.id, k.name, ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C") AS domains,
      (SELECT min(d.domain) FROM company_domains d WHERE d.company_id = k.id AND d.hash = ANY(${hashes}::text[])) AS domain
    FROM companies k
    WHERE k.merged_into IS NULL AND k.id <> ${asked.exceptId ?? 0} AND ${sql.raw(mayKnow('company', 'k.id', rightsOf(viewer).holders))}
      AND (k.id IN (SELECT company_id FROM company_domains WHERE hash = ANY(${hashes}::text[])) OR ${name === '' ? sql`false` : gramsAlike(name, 'k')}
        OR ${name === '' ? sql`false` : sql`k.id IN (SELECT d.company_id FROM company_domains d WHERE split_part(d.domain, '.', 1) = ANY(${domainWords(name)}::text[]))`})
    ORDER BY k.id LIMIT 500`.execute(db)
  const found = rows.flatMap((row) => {
    // "Acme" and acme.com: the domain's own word is a name too.
    const called = [row.name, ...row.domains.map((domain) => domain.split('.')[0]!)].filter((one) => one !== null)
    const alike = name === '' ? null : (called.map((one) => compareNames(name, one, true)).toSorted(byAlike)[0] ?? null)
    const because = row.domain ? words.domain(row.domain) : sayAlike(alike, words)
    const rank = row.domain ? 0 : alike === 'same' ? 2 : 3
    return because === null
      ? []
      : [
          {
            rank,
            hit: { noun: 'company' as const, id: String(row.id), name: companyName(row), company: null, because },
          },
        ]
  })
  return best(found)
}

type Alike = ReturnType<typeof compareNames>
const ORDER = ['same', 'similar', null]
const byAlike = (a: Alike, b: Alike) => ORDER.indexOf(a) - ORDER.indexOf(b)

const sayAlike = (alike: Alike, words: { name: string; similarName: string }): string | null =>
  alike === null ? null : alike === 'same' ? words.name : words.similarName

const best = (found: { rank: number; hit: Duplicate }[]): Duplicate[] =>
  found
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ hit }) => hit)
