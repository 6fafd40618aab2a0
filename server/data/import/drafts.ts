/** Contacts and companies while a file is being taken in: what they are, and what the file adds to them. */
import type { Status } from '#shared/api.ts'
import type { Address, Domain } from './cells.ts'

/** Fields as `changes` names them; of people and companies the id. */
export type CompanyFields = { name: string | null; status: Status; owner: number | null; phones: string[] }
export type ContactFields = CompanyFields & { role: string | null; company: number | null }

type Draft<F> = {
  /** Below zero while nothing is written (a dry run). */
  id: number
  isNew: boolean
  /** Whether the importer may know of it: what they may not know of is told to them as new. */
  known: boolean
  kept: boolean
  was: F
  is: F
}
export type Company = Draft<CompanyFields> & {
  domains: Set<string>
  picks: Set<number>
  hasNotice: boolean
  adds: { domains: Domain[]; picks: number[]; notice: string | null }
}
export type Contact = Draft<ContactFields> & {
  /** What mail calls them: a file that says the same adds nothing. */
  seenName: string | null
  /** Of its addresses. */
  hashes: Set<string>
  adds: { addresses: Address[] }
}

export const emptyCompany = (): CompanyFields => ({ name: null, status: 'unclassified', owner: null, phones: [] })
export const emptyContact = (): ContactFields => ({ ...emptyCompany(), role: null, company: null })

/** Writes into what is empty and nowhere else. */
export function fillEmpty<F extends CompanyFields>(draft: Draft<F>, given: Partial<F>): void {
  for (const [field, value] of Object.entries(given) as [keyof F, F[keyof F]][]) {
    const now = draft.is[field]
    const empty = now === null || now === 'unclassified' || (Array.isArray(now) && now.length === 0)
    const says =
      value !== null && value !== undefined && value !== 'unclassified' && !(Array.isArray(value) && value.length === 0)
    if (empty && says) draft.is = Object.assign({}, draft.is, { [field]: value })
  }
}

/** Field by field, what the file has put in. */
export function changedFields<F extends CompanyFields>({ was, is }: Draft<F>): Partial<F> {
  return Object.fromEntries(
    Object.entries(is).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field as keyof F])),
  ) as Partial<F>
}

export const isChanged = (draft: Company | Contact): boolean =>
  Object.keys(changedFields<CompanyFields>(draft)).length > 0 ||
  ('hashes' in draft
    ? draft.adds.addresses.length > 0
    : draft.adds.domains.length + draft.adds.picks.length > 0 || draft.adds.notice !== null)
