/** Who is invited, as the record knows them: people outside first, colleagues after. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import { baseAddress } from '#shared/email-address.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Deps } from '../../http.ts'
import { companyDomain } from '../address-domain.ts'

export type Invited = {
  address: string
  name: string | null
  status: Status | null
  who: 'contact' | 'company' | 'colleague' | 'unknown'
  contactId: number | null
  companyId: number | null
  /** The viewer themself. */
  self: boolean
  hash: string
}

type Row = {
  contact_id: number | null
  contact_name: string | null
  contact_status: Status | null
  company_id: number | null
  company_status: Status | null
  own: boolean
  user_id: number | null
  user_name: string | null
}

export async function findInvited(
  deps: Deps,
  viewer: Viewer,
  written: { address: string; name: string | null }[],
): Promise<Invited[]> {
  if (written.length === 0) return []
  const hashes = written.map(({ address }) => deps.hasher.address(baseAddress(address).address))
  const domains = written.map(({ address }) => {
    const domain = companyDomain(address)
    return domain ? deps.hasher.domain(domain) : ''
  })
  const { holders } = rightsOf(viewer)
  const { rows } = await sql<Row>`
    SELECT c.id AS contact_id, coalesce(c.name, c.seen_name) AS contact_name, c.status AS contact_status,
      k.id AS company_id, k.status AS company_status, u.id AS user_id, u.name AS user_name,
      u.id IS NOT NULL OR o.address IS NOT NULL OR EXISTS (SELECT FROM mailboxes m WHERE m.address = a.address)
        OR EXISTS (SELECT FROM own_domains d WHERE split_part(a.address, '@', 2) = d.domain OR split_part(a.address, '@', 2) LIKE '%.' || d.domain) AS own
    FROM unnest(${written.map((one) => one.address)}::text[], ${hashes}::text[], ${domains}::text[]) WITH ORDINALITY AS a(address, hash, domain, n)
      LEFT JOIN parties y ON y.hash = a.hash AND NOT y.blocked
      LEFT JOIN contacts c ON c.id = y.contact_id AND ${sql.raw(mayKnow('contact', 'c.id', holders))}
      LEFT JOIN company_domains e ON e.hash = a.domain
      LEFT JOIN companies k ON k.id = coalesce(c.company_id, y.company_id, e.company_id) AND ${sql.raw(mayKnow('company', 'k.id', holders))}
      LEFT JOIN own_addresses o ON o.address = a.address LEFT JOIN users u ON u.email = a.address OR u.id = o.user_id
    ORDER BY a.n`.execute(deps.database.db)
  const people = written.map(({ address, name }, i) => toInvited(rows[i]!, { address, name, hash: hashes[i]! }, viewer))
  return [...people.filter((one) => one.who !== 'colleague'), ...people.filter((one) => one.who === 'colleague')]
}

function toInvited(row: Row, told: Pick<Invited, 'address' | 'name' | 'hash'>, viewer: Viewer): Invited {
  if (row.own)
    return {
      ...told,
      name: row.user_name ?? told.name,
      status: null,
      who: 'colleague',
      contactId: null,
      companyId: null,
      self: row.user_id === viewer.userId,
    }
  return {
    ...told,
    name: row.contact_name ?? told.name,
    status: row.contact_status ?? row.company_status,
    who: row.contact_id !== null ? 'contact' : row.company_id !== null ? 'company' : 'unknown',
    contactId: row.contact_id,
    companyId: row.company_id,
    self: false,
  }
}
