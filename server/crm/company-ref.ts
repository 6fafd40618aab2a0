/** How a company is named wherever it is mentioned. */
import type { CompanyRef, Status } from '#shared/api.ts'

export type CompanyLike = { id: number; name: string | null; status: Status; domains: string[] }

/** A company goes by the name that somebody gave it, else by its domain: never by a guess. */
export const companyName = (company: Pick<CompanyLike, 'name' | 'domains'>): string =>
  company.name ?? company.domains[0] ?? '—'

export function toCompanyRef(company: CompanyLike): CompanyRef {
  return { id: String(company.id), name: companyName(company), status: company.status, domains: company.domains }
}
