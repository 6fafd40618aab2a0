/** The contact of a record, as the contract has it. */
import type { Sidebar } from '#shared/api.ts'
import { toCompanyRef } from '../company-ref.ts'
import type { RecordRow } from './query.ts'

export function contactOf(record: RecordRow): Sidebar['contact'] {
  const { contact, company } = record
  if (!contact) return null
  return {
    id: String(contact.id),
    name: contact.name,
    role: contact.role,
    status: contact.status,
    addresses: contact.addresses,
    phones: contact.phones,
    company: company && toCompanyRef(company),
    owner: contact.owner && { id: String(contact.owner.id), name: contact.owner.name },
  }
}
