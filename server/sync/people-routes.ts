/** Making, changing and merging contacts and companies: here and not with the nouns, because mail that was skipped follows. */
import { createRoute, z } from '@hono/zod-openapi'
import { Contact } from '#shared/api.ts'
import { Company, Merge } from '#shared/api/people.ts'
import type { Viewer } from '../access/identity.ts'
import type { Db } from '../db/connect.ts'
import { findCompany } from '../crm/companies/queries.ts'
import { findContact } from '../crm/contacts/queries.ts'
import { findMerge, listMerges } from '../crm/merges/queries.ts'
import { CompanyInput, ContactInput, contactSet, textOf } from '../crm/people-input.ts'
import { getColleagues } from '../crm/known.ts'
import { acceptSuggestions } from '../crm/suggestions/acts.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { merge, unmerge } from '../intake/merge-acts.ts'
import { changeCompany, changeContact, createCompany, createContact } from '../intake/people-acts.ts'

const Params = z.object({ id: IdParam })
const request = <T extends z.ZodType>(schema: T) => ({ query: z.object(localeQuery), body: body(schema) })

const createContactRoute = createRoute({
  method: 'post',
  path: '/api/contacts',
  summary: 'Make a contact; their mail that was skipped is read again',
  request: request(ContactInput),
  responses: { 201: json(Contact, 'The contact'), ...problems },
})
const changeContactRoute = createRoute({
  method: 'patch',
  path: '/api/contacts/{id}',
  summary: 'Change a contact; addresses are added to those they have',
  request: { params: Params, ...request(ContactInput) },
  responses: { 200: json(Contact, 'The contact as it is now'), ...problems },
})
const createCompanyRoute = createRoute({
  method: 'post',
  path: '/api/companies',
  summary: 'Make a company; mail with its domains that was skipped is read again',
  request: request(CompanyInput),
  responses: { 201: json(Company, 'The company'), ...problems },
})
const changeCompanyRoute = createRoute({
  method: 'patch',
  path: '/api/companies/{id}',
  summary: 'Change a company; domains are added to those it has',
  request: { params: Params, ...request(CompanyInput) },
  responses: { 200: json(Company, 'The company as it is now'), ...problems },
})
const mergeRoute = createRoute({
  method: 'post',
  path: '/api/merges',
  summary: 'Say that two are one: everything of the loser shows at the winner',
  request: request(z.object({ noun: z.enum(['contact', 'company']), winnerId: IdParam, loserId: IdParam }).strict()),
  responses: { 201: json(Merge, 'The merge'), ...problems },
})
const unmergeRoute = createRoute({
  method: 'delete',
  path: '/api/merges/{id}',
  summary: 'Undo a merge: each gets back what is its own',
  request: { params: Params },
  responses: { 204: { description: 'Undone' }, ...problems },
})

export function peopleRoutes(deps: Deps) {
  const { db } = deps.database
  const acts = { db, hasher: deps.hasher, now: deps.now }
  return createRouter()
    .openapi(createContactRoute, async (c) => {
      const viewer = c.get('viewer')
      const input = c.req.valid('json')
      const { emails = [], accept = {}, status } = input
      const { name = null, ...set } = await contactSet(db, viewer, input, { domains: emails, locale: localeOf(c) })
      // Whoever makes an unclassified contact must find it again: it is theirs until somebody says otherwise.
      const owner = input.ownerId === undefined && (status ?? 'unclassified') === 'unclassified' ? viewer.userId : null
      const id = await createContact(
        acts,
        { userId: viewer.userId },
        { ...set, name, addresses: emails, ownerId: set.ownerId ?? owner, ...(status && { status }) },
        viewer,
      )
      await acceptSuggestions(db, { noun: 'contact', id, by: viewer.userId, at: deps.now(), accepted: accept })
      deps.wake()
      return c.json(await getContact(db, viewer, id), 201)
    })
    .openapi(changeContactRoute, async (c) => {
      const viewer = c.get('viewer')
      const contact = await findContact(db, viewer, c.req.valid('param').id)
      if (!contact) throw notFound()
      const sent = c.req.valid('json')
      // A form sends the company's name back as it found it.
      const { companyName: named, ...others } = sent
      const input = named === contact.company?.name ? others : sent
      const id = Number(contact.id)
      const domains = [...(contact.company?.domains ?? []), ...contact.addresses]
      const { companyName, ...set } = await contactSet(db, viewer, input, { domains, locale: localeOf(c) })
      const addresses = (input.emails ?? []).filter((address) => !contact.addresses.includes(address.toLowerCase()))
      const made = companyName
        ? await createCompany(
            acts,
            { userId: viewer.userId },
            { name: companyName, domains: [], ownerId: viewer.userId },
          )
        : null
      await changeContact(
        acts,
        { userId: viewer.userId },
        {
          id,
          set: {
            ...set,
            ...(input.companyStatus && { companyStatus: input.companyStatus }),
            ...(input.status && { status: input.status }),
            ...(companyName !== undefined && { companyId: made }),
          },
          addresses,
        },
      )
      await acceptSuggestions(db, {
        noun: 'contact',
        id,
        by: viewer.userId,
        at: deps.now(),
        accepted: input.accept ?? {},
      })
      deps.wake()
      return c.json(await getContact(db, viewer, id), 200)
    })
    .openapi(createCompanyRoute, async (c) => {
      const viewer = c.get('viewer')
      const { name, domains = [], status, ownerId } = c.req.valid('json')
      if (ownerId) await getColleagues(db, [ownerId])
      const owner =
        ownerId === undefined && (status ?? 'unclassified') === 'unclassified' ? viewer.userId : (ownerId ?? null)
      const id = await createCompany(
        acts,
        { userId: viewer.userId },
        { name: textOf(name) ?? null, domains, ownerId: owner, ...(status && { status }) },
      )
      deps.wake()
      return c.json(await getCompany(db, viewer, id), 201)
    })
    .openapi(changeCompanyRoute, async (c) => {
      const viewer = c.get('viewer')
      const company = await findCompany(db, viewer, c.req.valid('param').id)
      if (!company) throw notFound()
      const { name, domains = [], ownerId, ...set } = c.req.valid('json')
      if (ownerId) await getColleagues(db, [ownerId])
      const id = Number(company.id)
      const written = textOf(name)
      await changeCompany(
        acts,
        { userId: viewer.userId },
        {
          id,
          set: {
            ...set,
            ...(written === undefined ? {} : { name: written }),
            ...(ownerId === undefined ? {} : { ownerId }),
          },
          domains: domains.filter((domain) => !company.domains.includes(domain.toLowerCase())),
        },
      )
      deps.wake()
      return c.json(await getCompany(db, viewer, id), 200)
    })
    .openapi(mergeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { noun, winnerId, loserId } = c.req.valid('json')
      const find = noun === 'contact' ? findContact : findCompany
      const [winner, loser] = [await find(db, viewer, winnerId), await find(db, viewer, loserId)]
      if (!winner || !loser) throw notFound()
      const id = await merge(acts, viewer.userId, { noun, winnerId: Number(winner.id), loserId: Number(loser.id) })
      deps.wake()
      const merges = await listMerges(db, noun, Number(winner.id))
      return c.json(
        merges.find((one) => one.id === String(id))!,
        201,
      )
    })
    .openapi(unmergeRoute, async (c) => {
      const viewer = c.get('viewer')
      const found = await findMerge(db, c.req.valid('param').id)
      const find = found?.noun === 'company' ? findCompany : findContact
      if (!found || !(await find(db, viewer, found.winnerId))) throw notFound()
      if (!(await unmerge(acts, viewer.userId, found.id))) throw notFound()
      deps.wake()
      return c.body(null, 204)
    })
}

/** @throws ProblemError 404 when the change has put it out of the viewer's sight */
async function getContact(db: Db, viewer: Viewer, id: number): Promise<z.infer<typeof Contact>> {
  const contact = await findContact(db, viewer, id)
  if (!contact) throw notFound()
  return contact
}

async function getCompany(db: Db, viewer: Viewer, id: number): Promise<z.infer<typeof Company>> {
  const company = await findCompany(db, viewer, id)
  if (!company) throw notFound()
  return company
}
