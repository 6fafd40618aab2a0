/** A row of a file as a contact, a company or a note. What is missing is null: nothing is made up. Pure. */
import type { Status } from '#shared/api.ts'
import type { HandKind } from '#shared/api/work.ts'
import { kindOfWord } from '#shared/i18n/data-columns.ts'
import { dataWords } from '#shared/i18n/data.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { instantOf, parseDate } from '../values/dates.ts'
import { wordKey } from '../values/words.ts'
import type { Address, Cells, Domain } from './cells.ts'
import type { User } from './context.ts'

export type CompanyRow = {
  name: string | null
  domain: Domain | null
  status: Status
  ownerId: number | null
  phones: string[]
  picks: number[]
  notice: string | null
}
export type ContactRow = {
  name: string | null
  addresses: Address[]
  phones: string[]
  role: string | null
  companyName: string | null
  companyDomain: Domain | null
  status: Status
  ownerId: number | null
}
export type NoteRow = {
  address: Address | null
  companyName: string | null
  occurredAt: Date
  kind: HandKind
  subject: string | null
  text: string
  author: User
}

const NAME = 200

/** null when the row cannot be taken in; `cells.faults` say why. */
export function readCompany(cells: Cells): CompanyRow | null {
  const { companyName: name, companyDomain: domain } = readFirm(cells, 'name', 'domain')
  const row = {
    name,
    domain,
    status: cells.status('status'),
    ownerId: cells.ownerId('owner'),
    phones: cells.phones('phone'),
    picks: cells.picks('interest'),
    notice: cells.text('notice', 2000),
  }
  if (row.name === null && row.domain === null) cells.fault('nothing', { fails: true })
  return cells.failed ? null : row
}

/** Where no name is known a company goes by its domain, also in our own files: that is no name. */
function readFirm(
  cells: Cells,
  nameField: string,
  domainField: string,
): { companyName: string | null; companyDomain: Domain | null } {
  const name = cells.text(nameField, NAME)
  const domain = cells.domain(domainField)
  const asDomain = name === null ? null : cells.domainNamed(name)
  return asDomain === null
    ? { companyName: name, companyDomain: domain }
    : { companyName: null, companyDomain: domain ?? asDomain }
}

export function readContact(cells: Cells): ContactRow | null {
  const whole = cells.text('name', NAME)
  const parts = [cells.text('firstName', NAME), cells.text('lastName', NAME)].filter((part) => part !== null)
  const addresses = cells.addresses('email')
  const row = {
    name: whole ?? (parts.length > 0 ? parts.join(' ').slice(0, NAME) : null),
    addresses,
    phones: cells.phones('phone'),
    role: cells.text('role', NAME),
    ...readFirm(cells, 'company', 'companyDomain'),
    status: cells.status('status'),
    ownerId: cells.ownerId('owner'),
  }
  if (row.name === null && addresses.length === 0 && !cells.failed) cells.fault('nobody', { fails: true })
  return cells.failed ? null : row
}

export function readNote(cells: Cells): NoteRow | null {
  const { settings, importer, findUser } = cells.context
  const address = cells.addresses('contactEmail')[0] ?? null
  const companyName = cells.text('company', NAME)
  const text = cells.text('text', 49_000)
  const subject = cells.text('subject', 300)
  const written = cells.text('date', 100)
  const date = written === null ? null : parseDate(written, settings.dateOrder)
  const kind = kindOf(cells)
  const named = cells.text('author', NAME)
  const author = named === null ? undefined : findUser(named)
  if (address === null && companyName === null && !cells.failed) cells.fault('noSubject', { fails: true })
  if (text === null && !cells.failed) cells.fault('noText', { field: 'text', fails: true })
  if (date === null)
    cells.fault(written === null ? 'noDate' : 'date', {
      field: 'date',
      ...(written === null ? {} : { value: written }),
      fails: true,
    })
  if (cells.failed || text === null || date === null || kind === null) return null
  if (named !== null && !author) cells.fault('author', { field: 'author', value: named })
  const mine = { id: importer.userId, name: importer.name, email: importer.email }
  // Whoever wrote it and is no user is not lost: the text says it.
  const signed = named !== null && !author ? `${dataWords[settings.locale].columns['author']}: ${named}\n${text}` : text
  return {
    address,
    companyName,
    occurredAt: instantOf(date, settings.zone),
    kind,
    subject,
    text: signed,
    author: author ?? mine,
  }
}

function kindOf(cells: Cells): HandKind | null {
  const value = cells.text('kind', 100)
  if (value === null) return 'note'
  const key = wordKey(value)
  const ours = (['call', 'visit', 'chat', 'note'] as const).find((kind) =>
    (['en', 'es'] as const).some((locale) => wordKey(recordWords[locale].kind[kind]) === key),
  )
  const kind = ours ?? kindOfWord.get(key)
  if (kind === undefined) cells.fault('kind', { field: 'kind', value, fails: true })
  return kind ?? null
}
