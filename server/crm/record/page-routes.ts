/** GET /api/record: everything of one contact, company or opportunity, at full width and without a message. */
import { createRoute, z } from '@hono/zod-openapi'
import { CompanyRef, Contact } from '#shared/api.ts'
import { Block } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { ProblemError } from '../../errors.ts'
import type { Viewer } from '../../access/identity.ts'
import { IdParam, createRouter, json, localeOf, localeQuery, notFound, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { companyName, toCompanyRef } from '../company-ref.ts'
import { findOpportunity } from '../opportunities/queries.ts'
import { recordBlocks, subjectOf } from './blocks.ts'
import { contactOf } from './contact-of.ts'
import { messageState } from './message-state.ts'
import { listContactsOf } from '../known.ts'
import { opportunityBlocks, peopleBlocks } from './opportunity-blocks.ts'
import { partBlocks } from './parts.ts'
import { readRecord } from './query.ts'

const PageRecord = z.object({
  title: z.string(),
  blocks: z.array(Block),
  sidebar: z.object({ contact: Contact.nullable(), company: CompanyRef.nullable() }),
})
type PageRecord = z.infer<typeof PageRecord>

const pageRoute = createRoute({
  method: 'get',
  path: '/api/record',
  summary: 'The record of a contact, a company or an opportunity',
  request: {
    query: z.object({
      contactId: IdParam.optional(),
      companyId: IdParam.optional(),
      opportunityId: IdParam.optional(),
      ...localeQuery,
    }),
  },
  responses: { 200: json(PageRecord, 'Its title and its blocks'), ...problems },
})

export function recordPageRoutes(deps: Deps) {
  return createRouter().openapi(pageRoute, async (c) => {
    const { contactId, companyId, opportunityId } = c.req.valid('query')
    const viewer = c.get('viewer')
    const locale = localeOf(c)
    if (opportunityId !== undefined) return c.json(await opportunityPage(deps, viewer, opportunityId, locale), 200)
    if (contactId === undefined && companyId === undefined)
      throw new ProblemError(422, 'invalid', 'contactId, companyId or opportunityId: one of them is needed')
    const keys = contactId === undefined ? { companyId: companyId! } : { contactId }
    return c.json(await peoplePage(deps, viewer, keys, locale), 200)
  })
}

async function opportunityPage(deps: Deps, viewer: Viewer, id: number, locale: Locale): Promise<PageRecord> {
  const { db } = deps.database
  const found = await findOpportunity(db, viewer, id, locale)
  if (!found) throw notFound()
  const blocks = await opportunityBlocks(db, viewer, found, locale)
  return { title: found.title, blocks, sidebar: { contact: null, company: found.company } }
}

async function peoplePage(
  deps: Deps,
  viewer: Viewer,
  keys: { contactId: number } | { companyId: number },
  locale: Locale,
): Promise<PageRecord> {
  const nowhere = { address: '', hash: '', domainHash: null, messageHash: null }
  const record = await readRecord(deps.database, viewer, { ...nowhere, ...keys })
  const { contact, company } = record
  if ('contactId' in keys ? !contact : !company) throw notFound()
  const name = contact ? (contact.name ?? contact.addresses[0] ?? '—') : companyName(company!)
  const beside = { address: contact?.addresses[0] ?? '', name, candidates: [], others: [], unlisted: 0 }
  const parts = partBlocks(record.parts, subjectOf(record, viewer.userId, true), locale)
  const blocks = recordBlocks(record, messageState(record, false, deps.now(), locale), beside, { locale, parts })
  const people = contact ? [] : await listContactsOf(deps.database.db, viewer, company!.id)
  const past = blocks.findIndex((block) => block.id === 'documents' || block.id === 'timeline')
  return {
    title: name,
    blocks: blocks.toSpliced(past, 0, ...peopleBlocks(people, locale)),
    sidebar: { contact: contactOf(record), company: company && toCompanyRef(company) },
  }
}
