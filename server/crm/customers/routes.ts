/** /api/customers: the one list of those we sell to, as JSON and as CSV. */
import { createRoute, z } from '@hono/zod-openapi'
import { Status, listOf } from '#shared/api.ts'
import { Customer, CustomersQuery } from '#shared/api/lists.ts'
import { LISTS } from '#shared/i18n/lists.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import { ProblemError } from '../../errors.ts'
import { createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { toCsv } from '../csv.ts'
import { listCustomers } from './query.ts'
import type { CustomerFilter } from './query.ts'

/** More rows than a person would go through; a spreadsheet stands a million. */
const EXPORTED = 100_000

const listRoute = createRoute({
  method: 'get',
  path: '/api/customers',
  summary: 'Customers: a company a row, and whoever has none',
  request: { query: CustomersQuery.extend({ ...pageQuery, cursor: z.string().max(1000).optional() }) },
  responses: { 200: json(listOf(Customer), 'Customers the caller may know of'), ...problems },
})
const csvRoute = createRoute({
  method: 'get',
  path: '/api/customers.csv',
  summary: 'The same as a file for spreadsheets',
  request: { query: CustomersQuery.extend(localeQuery) },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...problems },
})

export function customerRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...query } = c.req.valid('query')
      const viewer = c.get('viewer')
      return c.json(
        await listCustomers(db, viewer, readFilter(query, viewer), {
          limit,
          cursor: cursor ?? null,
          now: deps.now(),
        }),
        200,
      )
    })
    .openapi(csvRoute, async (c) => {
      const { locale: _, ...query } = c.req.valid('query')
      const viewer = c.get('viewer')
      const locale = localeOf(c)
      const { items } = await listCustomers(db, viewer, readFilter(query, viewer), {
        limit: EXPORTED,
        cursor: null,
        now: deps.now(),
      })
      const words = LISTS[locale]
      const day = (instant: string | null) => instant?.slice(0, 10) ?? null
      const rows = items.map((one) => [
        one.name,
        recordWords[locale].status[one.status],
        one.owner?.name ?? null,
        one.picks.map((pick) => pick.label).join(', '),
        day(one.lastFromUsAt),
        day(one.lastFromThemAt),
        one.waitingDays === null ? null : String(one.waitingDays),
        one.nextFollowup?.dueOn ?? null,
        one.nextFollowup?.title ?? null,
      ])
      // Where the comma is for decimals, spreadsheets part cells by semicolons.
      return c.body(toCsv([words.customerColumns, ...rows], locale === 'es' ? ';' : ','), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${words.customersFile}.csv"`,
      })
    })
}

/** @throws ProblemError 422 for what is no status, user or option */
function readFilter(query: CustomersQuery, viewer: Viewer): CustomerFilter {
  const { statuses, ownerId, pickIds, ...rest } = query
  return {
    ...rest,
    statuses: commas(statuses, (text) => Status.safeParse(text).data, 'statuses'),
    pickIds: commas(pickIds, idOf, 'pickIds'),
    ownerId: ownerId === undefined || ownerId === '' ? null : readOwner(ownerId, viewer),
  }
}

function readOwner(ownerId: string, viewer: Viewer): number | 'none' {
  if (ownerId === 'none') return 'none'
  const id = ownerId === 'me' ? viewer.userId : idOf(ownerId)
  if (id === undefined) throw new ProblemError(422, 'invalid', 'ownerId: is not a user, "me" or "none"')
  return id
}

const idOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined)

function commas<T>(text: string | undefined, read: (one: string) => T | undefined, name: string): T[] | null {
  if (text === undefined || text === '') return null
  return text.split(',').map((one) => {
    const value = read(one.trim())
    if (value === undefined) throw new ProblemError(422, 'invalid', `${name}: is not a comma list of known values`)
    return value
  })
}
