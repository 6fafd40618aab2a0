/** The history of a contact, company or opportunity in words: who changed what, when. */
import { sql } from 'kysely'
import { STATUSES } from '#shared/api.ts'
import type { Status } from '#shared/api.ts'
import type { Change, Noun } from '#shared/api/people.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { contactName } from '../known.ts'
import { formatPhone } from '../phone.ts'
import { treeIds } from '../subject.ts'

type Row = { id: number; at: Date; by: string | null; field: string; before: unknown; after: unknown }
type Asked = { noun: Noun; id: number; locale: Locale; limit: number; cursor?: string | undefined }
type Names = Map<string, string>

export async function listChanges(
  db: Db,
  viewer: Viewer,
  { noun, id, locale, limit, cursor }: Asked,
): Promise<{ items: Change[]; nextCursor: string | null }> {
  const after = cursor ? readCursor(cursor).id : Number.MAX_SAFE_INTEGER
  const { rows } = await sql<Row>`
    SELECT c.id, c.at, u.name AS by, c.field, c.before, c.after FROM changes c LEFT JOIN users u ON u.id = c.user_id
    WHERE c.noun = ${noun} AND c.noun_id IN (${treeIds(noun, id)}) AND c.id < ${after} ORDER BY c.id DESC LIMIT ${limit + 1}`.execute(
    db,
  )
  const shown = rows.slice(0, limit)
  const names = await readNames(db, viewer, noun, shown)
  const words = peopleWords[locale]
  return {
    items: shown.map((row) => {
      const say = (value: unknown) => sayValue(row.field, value, { noun, names, locale })
      return {
        id: String(row.id),
        at: row.at.toISOString(),
        by: row.by,
        field: row.field,
        fieldLabel: words.fields[kindOf(row.field)] ?? row.field,
        before: say(row.before),
        after: say(row.after),
      }
    }),
    nextCursor: rows.length > limit ? writeCursor({ at: '-infinity', id: shown.at(-1)!.id }) : null,
  }
}

/** What a field holds: `owner`, `ownerId` and `owner_id` are one. */
const kindOf = (field: string): string =>
  field.replace(/(?:_id|Id)$/u, '').replace(/_(\w)/gu, (_, c: string) => c.toUpperCase())

type Said = { noun: Noun; names: Names; locale: Locale }

function sayValue(field: string, value: unknown, said: Said): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map((one) => sayValue(field, one, said) ?? '').join(', ') || null
  const words = peopleWords[said.locale]
  const kind = kindOf(field)
  if (kind === 'status' && STATUSES.includes(value as Status)) return recordWords[said.locale].status[value as Status]
  if (kind === 'phones' && typeof value === 'string') return formatPhone(value)
  if (kind === 'created') return words.changed.created
  const named = keyOf(said.noun, kind, value)
  if (named === null) return typeof value === 'string' ? value : JSON.stringify(value)
  const name = said.names.get(named) ?? words.changed.unknown
  return kind === 'merged' ? words.changed.merged(name) : name
}

/** Under what the name of a value stands that is an id; null when it is none. */
function keyOf(noun: Noun, kind: string, value: unknown): string | null {
  if (typeof value !== 'number') return null
  if (kind === 'owner') return `user ${value}`
  if (kind === 'company') return `company ${value}`
  if (kind === 'stage') return `stage ${value}`
  if (kind === 'contacts') return `contact ${value}`
  return kind === 'merged' ? `${noun} ${value}` : null
}

/** Of people and companies only those whom the viewer may know of. */
async function readNames(db: Db, viewer: Viewer, noun: Noun, rows: Row[]): Promise<Names> {
  const keys = rows.flatMap((row) =>
    [row.before, row.after].flat().map((value) => keyOf(noun, kindOf(row.field), value)),
  )
  const ids = (what: string) =>
    keys.filter((key) => key?.startsWith(`${what} `)).map((key) => Number(key!.slice(what.length + 1)))
  const may = (of: 'contact' | 'company', id: string) => sql.raw(mayKnow(of, id, rightsOf(viewer).holders))
  const { rows: found } = await sql<{ key: string; name: string }>`
    SELECT 'user ' || u.id AS key, u.name FROM users u WHERE u.id = ANY(${ids('user')}::bigint[])
    UNION ALL SELECT 'stage ' || s.id, coalesce(s.label, s.key) FROM stages s WHERE s.id = ANY(${ids('stage')}::bigint[])
    UNION ALL SELECT 'company ' || k.id, coalesce(k.name, (SELECT min(d.domain COLLATE "C") FROM company_domains d WHERE coalesce(d.home_company_id, d.company_id) = k.id), '—')
      FROM companies k WHERE k.id = ANY(${ids('company')}::bigint[]) AND ${may('company', 'coalesce(k.merged_into, k.id)')}
    UNION ALL SELECT 'contact ' || c.id, ${sql.raw(contactName('c'))} FROM contacts c WHERE c.id = ANY(${ids('contact')}::bigint[]) AND ${may('contact', 'coalesce(c.merged_into, c.id)')}`.execute(
    db,
  )
  return new Map(found.map((row) => [row.key, row.name]))
}
