/** What will become of a mail that is being written, as far as its recipients decide it. */
import { sql } from 'kysely'
import type { Composing } from '#shared/api/compose.ts'
import { composeStrings } from '#shared/i18n/compose.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { levelName } from '../../access/visibility.ts'
import type { Deps } from '../../http.ts'
import { companyDomain } from '../address-domain.ts'
import type { RecordRow } from './query.ts'

export type Recipient = { address: string; hash: string; record: RecordRow }

/** As many names as one reads in a line. */
const NAMES = 3

export async function composeState(deps: Deps, recipients: Recipient[], locale: Locale): Promise<Composing['state']> {
  const words = composeStrings[locale]
  if (recipients.length === 0) return null
  const strangers = recipients.filter(({ record }) => record.colleague === null)
  if (strangers.length === 0) return { logged: false, text: words.internal }
  const never = await findExcluded(deps, strangers)
  const outside = strangers.filter((one) => !never.has(one))
  if (outside.length === 0) return { logged: false, text: words.excluded }
  const names = listed(outside.map(nameOf), locale)
  const fresh = outside.filter(({ record }) => record.contact === null)
  if (fresh.length > 0 && fresh.length === outside.length)
    return { logged: true, text: (fresh.length === 1 ? words.newcomer : words.newcomers)(names) }
  // Whom nobody has classified yet narrows it to nothing, as does whoever becomes known by it.
  const level = fresh.length > 0 ? 'nothing' : levelName(await narrowest(deps, outside))
  return { logged: true, text: words.narrow[level](names) }
}

async function findExcluded(deps: Deps, recipients: Recipient[]): Promise<Set<Recipient>> {
  const keysOf = ({ address, hash }: Recipient) => {
    const domain = companyDomain(address)
    return domain === null ? [hash] : [hash, deps.hasher.domain(domain)]
  }
  const { rows } = await sql<{
    hash: string
  }>`SELECT hash FROM exclusions WHERE hash = ANY(${recipients.flatMap(keysOf)}::text[])`.execute(deps.database.db)
  const hashes = new Set(rows.map((row) => row.hash))
  return new Set(recipients.filter((one) => keysOf(one).some((key) => hashes.has(key))))
}

/** Of what was set on these people and their companies (scopes as in `intake`: id × 8 + 1 and + 2). */
async function narrowest(deps: Deps, outside: Recipient[]): Promise<number> {
  const scopes = outside.flatMap(({ record: { contact, company } }) => [
    ...(contact ? [contact.id * 8 + 1] : []),
    ...(company ? [company.id * 8 + 2] : []),
  ])
  const { rows } = await sql<{
    level: number | null
  }>`SELECT min(level) AS level FROM restrictions WHERE scope = ANY(${scopes}::bigint[])`.execute(deps.database.db)
  return rows[0]?.level ?? 3
}

const nameOf = ({ address, record }: Recipient): string => record.contact?.name ?? record.colleague ?? address

function listed(names: string[], locale: Locale): string {
  const more = names.length - NAMES
  const shown = more > 0 ? [...names.slice(0, NAMES), composeStrings[locale].others(more)] : names
  return new Intl.ListFormat(locale === 'es' ? 'es-ES' : 'en-GB').format(shown)
}
