/** What the cells of a file are read against: who we are, who our users are, what is on the pick list. */
import { sql } from 'kysely'
import type { CountryCode } from 'libphonenumber-js/max'
import type { Status } from '#shared/api.ts'
import type { DataNoun } from '#shared/api/data.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import { countryOf } from '../../crm/phone.ts'
import type { Db } from '../../db/connect.ts'
import type { Hasher } from '../../db/hasher.ts'
import { loadOwn } from '../../intake/own.ts'
import type { Own } from '../../intake/own.ts'
import type { DateOrder } from '../values/dates.ts'
import { wordKey } from '../values/words.ts'

export type User = { id: number; name: string; email: string }

/** How a file is to be taken in, as its importer said. */
export type Settings = {
  noun: DataNoun
  sheet: string | null
  /** Field by the index of its column. */
  mapping: ReadonlyMap<number, string>
  dateOrder: DateOrder
  status: Status
  zone: string
  locale: Locale
}

export type Context = {
  settings: Settings
  importer: Viewer
  hasher: Hasher
  own: Own
  country: CountryCode | undefined
  findUser(text: string): User | undefined
  /** Of the pick list, by its folded label. */
  options: ReadonlyMap<string, number>
}

export async function loadContext(db: Db, hasher: Hasher, importer: Viewer, settings: Settings): Promise<Context> {
  const users = await db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('left_at', 'is', null)
    .orderBy('id')
    .execute()
  const { rows: aliases } = await sql<{
    address: string
    user_id: number
  }>`SELECT address, user_id FROM own_addresses WHERE user_id IS NOT NULL`.execute(db)
  const options = await db.selectFrom('pick_options').select(['id', 'label']).where('archived_at', 'is', null).execute()
  const domains = await db.selectFrom('own_domains').select('domain').execute()
  const byId = new Map(users.map((user) => [user.id, user]))
  const byAddress = new Map([
    ...aliases.map((row): [string, User | undefined] => [row.address, byId.get(row.user_id)]),
    ...users.map((user): [string, User | undefined] => [user.email, user]),
  ])
  const byName = Map.groupBy(users, (user) => wordKey(user.name))
  return {
    settings,
    importer,
    hasher,
    own: await loadOwn(db),
    country: countryOf(
      domains.map((row) => row.domain),
      settings.locale,
    ),
    findUser(text) {
      const address = text.includes('@') ? normaliseAddress(text) : null
      if (address !== null) return byAddress.get(address)
      // Two users of one name: nobody knows which is meant.
      const named = byName.get(wordKey(text)) ?? []
      return named.length === 1 ? named[0] : undefined
    },
    options: new Map(options.map((option) => [wordKey(option.label), option.id])),
  }
}
