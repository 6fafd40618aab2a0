/** The forms of contacts and companies, with what is guessed beside each field, and what is said while one types. */
import { createRoute, z } from '@hono/zod-openapi'
import { FormBlock, FormCheck } from '#shared/blocks.ts'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../access/identity.ts'
import { companyDomain } from '../crm/address-domain.ts'
import { companyForm } from '../crm/companies/form.ts'
import { findCompany, listCompanies } from '../crm/companies/queries.ts'
import { contactForm } from '../crm/contacts/form.ts'
import type { Guesses } from '../crm/contacts/form.ts'
import { findContact } from '../crm/contacts/queries.ts'
import { findDuplicates } from '../crm/duplicates.ts'
import { listColleagues } from '../crm/known.ts'
import { CompanyInput, ContactInput } from '../crm/people-input.ts'
import type { Guess } from '../crm/suggestions/guess.ts'
import { suggestFor, suggestForSender } from '../crm/suggestions/queries.ts'
import { sayWhy } from '../crm/suggestions/words.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'

const Asked = z.object({
  id: IdParam.optional(),
  /** Of an unknown sender, as the message says them. */
  address: z.string().max(320).optional(),
  name: z.string().max(200).optional(),
  ...localeQuery,
})
const CheckQuery = z.object({ exceptId: IdParam.optional(), ...localeQuery })

const contactRoute = createRoute({
  method: 'get',
  path: '/api/forms/contact',
  summary: 'The form of a contact: to change one, or to make one from an address',
  request: { query: Asked },
  responses: { 200: json(FormBlock, 'A form'), ...problems },
})
const companyRoute = createRoute({
  method: 'get',
  path: '/api/forms/company',
  summary: 'The form of a company',
  request: { query: z.object({ id: IdParam.optional(), ...localeQuery }) },
  responses: { 200: json(FormBlock, 'A form'), ...problems },
})
const checkContactRoute = createRoute({
  method: 'post',
  path: '/api/forms/contact/check',
  summary: 'Who is here already, while one types',
  request: { query: CheckQuery, body: body(z.looseObject({})) },
  responses: { 200: json(FormCheck, 'Hints'), ...problems },
})
const checkCompanyRoute = createRoute({
  method: 'post',
  path: '/api/forms/company/check',
  summary: 'Which company is here already, while one types',
  request: { query: CheckQuery, body: body(z.looseObject({})) },
  responses: { 200: json(FormCheck, 'Hints'), ...problems },
})

export function peopleFormRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(contactRoute, async (c) => {
      const viewer = c.get('viewer')
      const locale = localeOf(c)
      const { id, address, name } = c.req.valid('query')
      const contact = id === undefined ? null : ((await findContact(db, viewer, id)) ?? null)
      if (id !== undefined && !contact) throw notFound()
      const asked = { name: name || null, address: normaliseAddress(address ?? '') }
      const sender = contact ? null : await readSender(deps, viewer, asked, locale)
      const guesses = contact ? await suggestFor(db, viewer, Number(contact.id), locale) : (sender?.guesses ?? [])
      const form = contactForm({
        contact,
        asked: { ...asked, companyName: sender?.company ?? null },
        guesses: sortGuesses(guesses, locale),
        colleagues: await listColleagues(db),
        viewerId: viewer.userId,
        locale,
      })
      return c.json(form, 200)
    })
    .openapi(companyRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('query')
      const company = id === undefined ? null : ((await findCompany(db, viewer, id)) ?? null)
      if (id !== undefined && !company) throw notFound()
      const colleagues = await listColleagues(db)
      return c.json(companyForm({ company, colleagues, viewerId: viewer.userId, locale: localeOf(c) }), 200)
    })
    .openapi(checkContactRoute, async (c) => {
      // Half-written: what is not yet right says nothing.
      const typed = readTyped(ContactInput.shape, c.req.valid('json'))
      const { name, emails, phones } = typed as z.infer<typeof ContactInput>
      const { exceptId } = c.req.valid('query')
      return c.json(
        await check(deps, c.get('viewer'), localeOf(c), { noun: 'contact', name, emails, phones, exceptId }),
        200,
      )
    })
    .openapi(checkCompanyRoute, async (c) => {
      const { name, domains } = readTyped(CompanyInput.shape, c.req.valid('json')) as z.infer<typeof CompanyInput>
      const { exceptId } = c.req.valid('query')
      return c.json(await check(deps, c.get('viewer'), localeOf(c), { noun: 'company', name, domains, exceptId }), 200)
    })
}

function readTyped(shape: Record<string, z.ZodType>, given: Record<string, unknown>): Record<string, unknown> {
  const read = Object.entries(shape).map(([field, schema]) => [field, schema.safeParse(given[field]).data] as const)
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

type Typed = Parameters<typeof findDuplicates>[1]

async function check(deps: Deps, viewer: Viewer, locale: Locale, typed: Typed): Promise<z.infer<typeof FormCheck>> {
  const found = await findDuplicates({ db: deps.database.db, hasher: deps.hasher, viewer, locale }, typed)
  const page = typed.noun === 'contact' ? '/contacts/' : '/companies/'
  return {
    hints: found.slice(0, 3).map((one) => ({
      field: null,
      text: peopleWords[locale].mayBeSame([one.name, one.company].filter(Boolean).join(' · '), one.because),
      tone: 'attention' as const,
      href: `${page}${one.id}`,
    })),
  }
}

/** What is known of somebody who is no contact: their company's domain, and what the viewer may read of their mail. */
async function readSender(
  deps: Deps,
  viewer: Viewer,
  { name, address }: { name: string | null; address: string | null },
  locale: Locale,
): Promise<{ company: string | null; guesses: Guess[] } | null> {
  const { db } = deps.database
  if (address === null) return null
  const domain = companyDomain(address)
  const [company] = domain === null ? [] : await listCompanies(db, viewer, { domain }, { limit: 1, after: 0 })
  const hash = deps.hasher.address(baseAddress(address).address)
  // A company that is known is where they work; a domain alone is only a guess at its name.
  const at = company
    ? { name: company.name, domains: company.domains }
    : domain === null
      ? null
      : { name: null, domains: [domain] }
  const guesses = await suggestForSender(
    db,
    viewer,
    { hash, had: { name, role: null, phones: [], company: at } },
    locale,
  )
  return { company: company?.name ?? null, guesses }
}

function sortGuesses(guesses: readonly Guess[], locale: Locale): Guesses {
  const of = (field: Guess['field']) =>
    guesses
      .filter((guess) => guess.field === field)
      .map((guess) => ({ value: guess.value, label: guess.shown, why: sayWhy(guess, locale) }))
  return { name: of('name'), role: of('role'), phone: of('phone'), company: of('company'), owner: of('owner') }
}
