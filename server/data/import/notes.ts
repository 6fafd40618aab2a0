/** Notes, calls and visits of another program as entries logged by hand: each once, whatever is imported twice. */
import { sql } from 'kysely'
import { insertEntry } from '../../crm/entries.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { Cells } from './cells.ts'
import type { Company, Contact } from './drafts.ts'
import type { Register } from './register.ts'
import type { NoteRow } from './rows.ts'
import type { Outcome } from './take.ts'

export type Note = { row: NoteRow; contact: Contact | null; company: Company | null; key: string }

/** Whom it is about, as far as the importer may know of them; undefined when nobody was found. */
export function findSubject(
  register: Register,
  cells: Cells,
  row: NoteRow,
): Pick<Note, 'contact' | 'company'> | undefined {
  const contactId = row.address ? register.contactOfAddress.get(row.address.hash) : undefined
  const contact = contactId === undefined ? undefined : register.contacts.get(contactId)
  if (contact?.known) return { contact, company: null }
  const atDomain = row.address?.domain ? register.companyOfDomain.get(row.address.domain.hash) : undefined
  const company =
    (row.companyName === null ? undefined : register.companyNamed(row.companyName)) ??
    (atDomain === undefined ? undefined : register.companies.get(atDomain))
  if (company?.known) return { contact: null, company }
  if (row.address) cells.fault('noContact', { field: 'contactEmail', value: row.address.address, fails: true })
  else
    cells.fault('noCompany', {
      field: 'company',
      ...(row.companyName === null ? {} : { value: row.companyName }),
      fails: true,
    })
  return undefined
}

const keyOf = (parts: {
  author: number
  kind: string
  at: Date | null
  who: string
  subject: string | null
  text: string | null
}) => JSON.stringify([parts.author, parts.kind, parts.at?.getTime() ?? null, parts.who, parts.subject, parts.text])

export function noteOf(row: NoteRow, subject: Pick<Note, 'contact' | 'company'>): Note {
  const who = subject.contact ? `contact:${subject.contact.id}` : `company:${subject.company?.id}`
  const { author, kind, occurredAt: at, text } = row
  return { row, ...subject, key: keyOf({ author: author.id, kind, at, who, subject: row.subject, text }) }
}

/** The keys of what these authors have logged at these times already. */
export async function findLogged(tx: Db | Tx, notes: readonly Note[]): Promise<Set<string>> {
  if (notes.length === 0) return new Set()
  const { rows } = await sql<{
    author: number
    kind: string
    at: Date | null
    who: string
    subject: string | null
    text: string | null
  }>`
    SELECT i.by_id AS author, i.kind, i.occurred_at AS at, p.hash AS who, i.subject, i.report AS text
    FROM interactions i JOIN participants p ON p.interaction_id = i.id AND NOT p.own
    WHERE i.item_id IS NULL AND i.by_id = ANY(${[...new Set(notes.map((note) => note.row.author.id))]}::bigint[])
      AND coalesce(i.occurred_at, '-infinity'::timestamptz) = ANY(${[...new Set(notes.map((note) => note.row.occurredAt.toISOString()))]}::timestamptz[])`.execute(
    tx,
  )
  return new Set(rows.map(keyOf))
}

/** In the order of the rows: new, there already, or in the file already. */
export function judgeNotes(notes: readonly Note[], logged: ReadonlySet<string>, seen: Set<string>): Outcome[] {
  return notes.map(({ key }) => {
    const again = seen.has(key)
    seen.add(key)
    return again ? 'duplicates' : logged.has(key) ? 'unchanged' : 'created'
  })
}

export function writeNote(tx: Tx, cells: Cells, { row, contact, company }: Note): Promise<number> {
  return insertEntry(tx, cells.context.hasher, {
    kind: row.kind,
    occurredAt: row.occurredAt,
    zone: cells.context.settings.zone,
    subject: row.subject,
    text: row.text,
    author: row.author,
    colleagues: [],
    contacts: contact ? [{ id: contact.id, name: contact.is.name ?? '', company_id: contact.is.company }] : [],
    company: company ? { id: company.id, name: company.is.name } : null,
    opportunityId: null,
    followupId: null,
    alsoFor: [],
  })
}
