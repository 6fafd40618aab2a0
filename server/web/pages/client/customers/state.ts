/** What the list of customers shows, as its address says it. */
import type { CUSTOMER_SORTS } from '#shared/api/lists.ts'

export type Sort = (typeof CUSTOMER_SORTS)[number]

/** The parts of the query that choose; each stands in the address by its name. */
export const FILTERS = ['q', 'statuses', 'ownerId', 'pickIds', 'waiting', 'silentDays'] as const
const KEPT = [...FILTERS, 'sort', 'desc'] as const

export type CustomersState = Record<(typeof KEPT)[number], string>

export const stateOf = (query: URLSearchParams): CustomersState =>
  Object.fromEntries(KEPT.map((name) => [name, query.get(name) ?? ''])) as CustomersState

export const listOf = (text: string): string[] => text.split(',').filter(Boolean)

export const toggled = (text: string, one: string): string => {
  const list = listOf(text)
  return (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]).join(',')
}

/** Only what is set: how a saved view keeps it. */
export const kept = (state: CustomersState): Record<string, string> =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== ''))

/** A month without a word of ours. */
export const SILENT_DAYS = '30'
export const NOBODY_CALLED: Record<string, string> = {
  statuses: 'customer',
  silentDays: SILENT_DAYS,
  sort: 'lastFromUs',
}

export const isSame = (one: Record<string, string>, other: Record<string, string>): boolean =>
  Object.keys({ ...one, ...other }).every((name) => (one[name] ?? '') === (other[name] ?? ''))
