/** POST /api/suggestions: taking over what is guessed of a contact, or refusing it. Until then nothing of it is stored. */
import { createRoute, z } from '@hono/zod-openapi'
import { findContact } from '../crm/contacts/queries.ts'
import type { Viewer } from '../access/identity.ts'
import { getColleagues } from '../crm/known.ts'
import { findCompanyByName } from '../crm/people-input.ts'
import { deleteSuggestionAct, insertSuggestionAct } from '../crm/suggestions/acts.ts'
import { GUESSED } from '../crm/suggestions/guess.ts'
import type { FieldName } from '../crm/suggestions/guess.ts'
import { IdParam, body, createRouter, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { changeCompany, changeContact, createCompany } from '../intake/people-acts.ts'

const Acted = z
  .object({
    noun: z.literal('contact'),
    id: IdParam,
    field: z.enum(GUESSED),
    value: z.string().trim().min(1).max(400),
    /** null: neither, as before anybody had said. */
    accept: z.boolean().nullable(),
  })
  .strict()

const actRoute = createRoute({
  method: 'post',
  path: '/api/suggestions',
  summary: 'Take over what is suggested of a contact, or refuse it; neither is suggested again',
  request: { body: body(Acted) },
  responses: { 204: { description: 'Done' }, ...problems },
})

export function suggestionRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter().openapi(actRoute, async (c) => {
    const viewer = c.get('viewer')
    const { noun, id: asked, field, value, accept } = c.req.valid('json')
    const contact = await findContact(db, viewer, asked)
    if (!contact) throw notFound()
    const id = Number(contact.id)
    const acted = { noun, id, field, value, by: viewer.userId, at: deps.now() }
    if (accept === null) await deleteSuggestionAct(db, acted)
    else {
      if (accept) await takeOver(deps, viewer, contact, { field, value })
      await insertSuggestionAct(db, { ...acted, accepted: accept })
    }
    deps.wake()
    return c.body(null, 204)
  })
}

type ContactNow = NonNullable<Awaited<ReturnType<typeof findContact>>>

async function takeOver(
  deps: Deps,
  viewer: Viewer,
  contact: ContactNow,
  { field, value }: { field: FieldName; value: string },
): Promise<void> {
  const { db } = deps.database
  const acts = { db, hasher: deps.hasher, now: deps.now }
  const author = { userId: viewer.userId }
  const id = Number(contact.id)
  if (field === 'name' || field === 'role') return changeContact(acts, author, { id, set: { [field]: value } })
  if (field === 'phone') {
    const phones = [...new Set([...contact.phones, value])]
    return changeContact(acts, author, { id, set: { phones } })
  }
  if (field === 'owner') {
    const [owner] = await getColleagues(db, [IdParam.parse(value)])
    return changeContact(acts, author, { id, set: { ownerId: owner!.id } })
  }
  // The company that their domain says, which had no name: now it has one.
  if (contact.company?.domains.includes(contact.company.name))
    return changeCompany(acts, author, { id: Number(contact.company.id), set: { name: value } })
  const companyId =
    (await findCompanyByName(db, viewer, value)) ??
    (await createCompany(acts, author, { name: value, domains: [], ownerId: viewer.userId }))
  return changeContact(acts, author, { id, set: { companyId } })
}
