/**
 * Who may do and see what, by role and by whether a mailbox of theirs holds it: written by hand, walked here. A route of
 * these families that is in no row fails too, so that nobody adds one without saying whose it is.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#shared/api.ts'
import type { Triage } from '#shared/api/people.ts'
import type { Db } from '#server/db/connect.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

/** In the order in which they are tried: who may do it last. `holder` is a rep whose mailbox holds it, `other` a rep whose does not. */
const PEOPLE = ['out', 'other', 'manager', 'admin', 'holder'] as const
type Person = (typeof PEOPLE)[number]
const ROLES: Record<Exclude<Person, 'out'>, Role[]> = {
  other: ['rep'],
  manager: ['manager'],
  admin: ['admin'],
  holder: ['rep'],
}
const addressOf = (person: Person | 'guest' | 'leaver') => `${person}@ours.test`

/** Answers. 403: it is there, and not theirs to do; 404: they are not to know that it is there. */
const MAY = `
act                                          | out | other | manager | admin | holder
GET    /api/me                               | 401 | 200   | 200     | 200   | 200
GET    /api/me/tours                         | 401 | 200   | 200     | 200   | 200
POST   /api/me/tours                         | 401 | 204   | 204     | 204   | 204
GET    /api/tokens                           | 401 | 200   | 200     | 200   | 200
POST   /api/tokens                           | 401 | 201   | 201     | 201   | 201
DELETE /api/tokens/{token}                   | 401 | 404   | 404     | 404   | 204
GET    /api/users                            | 401 | 200   | 200     | 200   | 200
POST   /api/users                            | 401 | 403   | 403     | 201   | 403
PATCH  /api/users/{self} locale              | 401 | 200   | 200     | 200   | 200
PATCH  /api/users/{self} name                | 401 | 403   | 403     | 200   | 403
PATCH  /api/users/{self} roles               | 401 | 403   | 403     | 200   | 403
PATCH  /api/users/{guest} locale             | 401 | 403   | 403     | 200   | 403
POST   /api/users/{leaver}/leave             | 401 | 403   | 403     | 200   | 403
GET    /api/mailboxes                        | 401 | 200   | 200     | 200   | 200
PATCH  /api/mailboxes/{mailbox} level        | 401 | 403   | 403     | 403   | 200
PATCH  /api/mailboxes/{mailbox} policy       | 401 | 403   | 403     | 403   | 200
PATCH  /api/mailboxes/{mailbox} reviewed     | 401 | 403   | 403     | 403   | 200
PATCH  /api/mailboxes/999999 level           | 401 | 403   | 403     | 403   | 403
PUT    /api/mailboxes/{mailbox}/users/{guest}    | 401 | 403 | 403   | 403   | 200
DELETE /api/mailboxes/{mailbox}/users/{guest}    | 401 | 403 | 403   | 403   | 204
PATCH  /api/mailboxes/{mailbox}/calendars/{calendar} | 401 | 403 | 403 | 403 | 200
PATCH  /api/mailboxes/999999/calendars/{calendar} | 401 | 403 | 403  | 403   | 403
DELETE /api/mailboxes/{mailbox}/account      | 401 | 403   | 403     | 403   | 204
GET    /api/exclusions                       | 401 | 200   | 200     | 200   | 200
GET    /api/exclusions/preview?value=eva@alder.test | 401 | 200 | 200 | 200  | 200
POST   /api/exclusions                       | 401 | 201   | 201     | 201   | 201
DELETE /api/exclusions/{exclusion}           | 401 | 404   | 404     | 404   | 204
GET    /api/triage                           | 401 | 200   | 200     | 200   | 200
POST   /api/triage lead                      | 401 | 404   | 404     | 404   | 200
POST   /api/triage not-business              | 401 | 404   | 404     | 404   | 200
POST   /api/triage/undo                      | 401 | 400   | 400     | 400   | 400
GET    /api/views                            | 401 | 200   | 200     | 200   | 200
POST   /api/views                            | 401 | 201   | 201     | 201   | 201
PATCH  /api/views/{shared}                   | 401 | 404   | 404     | 404   | 200
PATCH  /api/views/{private}                  | 401 | 404   | 404     | 404   | 200
DELETE /api/views/{shared}                   | 401 | 404   | 404     | 404   | 204
GET    /api/pick-options                     | 401 | 200   | 200     | 200   | 200
POST   /api/pick-options                     | 401 | 403   | 403     | 201   | 403
PATCH  /api/pick-options/{option}            | 401 | 403   | 403     | 200   | 403
GET    /api/stages                           | 401 | 200   | 200     | 200   | 200
POST   /api/stages                           | 401 | 403   | 403     | 201   | 403
PATCH  /api/stages/{stage}                   | 401 | 403   | 403     | 200   | 403
`

/** How many of the holder's own each of them sees. */
const SEES = `
what                                         | out | other | manager | admin | holder
mailboxes                                    | 0   | 0     | 0       | 0     | 1
exclusions                                   | 0   | 0     | 0       | 0     | 1
people in triage                             | 0   | 0     | 0       | 0     | 2
people                                       | 0   | 0     | 0       | 0     | 2
messages                                     | 0   | 0     | 0       | 0     | 2
messages that an exclusion would take        | 0   | 0     | 0       | 0     | 1
shared views                                 | 0   | 1     | 1       | 1     | 1
private views                                | 0   | 0     | 0       | 0     | 1
addresses of colleagues                      | 0   | 0     | 0       | 5     | 0
`

const FAMILIES = /^\/api\/(me|tokens|users|mailboxes|exclusions|triage|views|pick-options|stages)(\/|$)/

const CALENDAR = 'plans@ours.test'

/** As a mailbox is that an administrator connects for everybody, and has a calendar. */
async function connect(db: Db, mailboxId: number): Promise<void> {
  const at = new Date()
  const account = { mailbox_id: mailboxId, provider: 'google', way: 'delegation', since: at, connected_at: at } as const
  await db.insertInto('accounts').values(account).execute()
  const calendar = { mailbox_id: mailboxId, calendar: CALENDAR, title: null, owned: true, main: true, chosen: null }
  await db.insertInto('calendars').values(calendar).execute()
}

type Line = { what: string; answers: Record<Person, number> }
function readTable(table: string): Line[] {
  const [head, ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return lines.map(([what, ...cells]) => ({
    what: what!.replace(/\s+/, ' '),
    answers: Object.fromEntries(head!.slice(1).map((person, i) => [person, Number(cells[i])])) as Line['answers'],
  }))
}

describeEachDatabase('the access table', ({ fresh }) => {
  let company: Company
  let places: Record<string, string>
  let contacts: string[]
  let counter = 0

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    const ids: Record<string, string> = {}
    for (const person of ['holder', 'other', 'manager', 'admin'] as const)
      ids[person] = String(await company.user(addressOf(person), { roles: ROLES[person] }))
    for (const person of ['guest', 'leaver'] as const) ids[person] = String(await company.user(addressOf(person)))
    const holder = addressOf('holder')
    await company.import(holder, {
      'a.eml': letter({ from: holder, to: 'Eva <eva@alder.test>' }),
      'b.eml': letter({ from: holder, to: 'Pau <pau@birch.test>' }),
    })
    contacts = (await company.contacts(holder)).map((contact) => contact.id)
    const made = <T>(path: string, body: unknown) => company.send<T>(holder, 'POST', path, body)
    const view = (shared: boolean) =>
      made<{ id: string }>('/api/views', { page: 'customers', name: `view ${shared}`, query: {}, shared })
    await made('/api/tokens', { name: 'of the holder' })
    const tokens = (await company.get<List<{ id: string }>>(holder, '/api/tokens')).items
    const option = await company.engine.database.db
      .insertInto('pick_options')
      .values({ label: 'Cloud server', position: 1, archived_at: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    const mailbox = (await company.mailboxes(holder))[0]!.id
    await connect(company.engine.database.db, Number(mailbox))
    places = {
      ...ids,
      token: tokens.at(-1)!.id,
      mailbox,
      calendar: CALENDAR,
      exclusion: (await made<{ id: string }>('/api/exclusions', { value: 'nobody@cedar.test' })).id,
      shared: (await view(true)).id,
      private: (await view(false)).id,
      option: String(option.id),
      stage: (await company.get<List<{ id: string }>>(holder, '/api/stages')).items[0]!.id,
    }
  })
  afterAll(() => company.close())

  const bodyOf = (act: string, person: Person): unknown => {
    counter += 1
    const [method, path, variant] = act.split(' ') as [string, string, string | undefined]
    if (method === 'GET' || method === 'DELETE' || method === 'PUT') return undefined
    if (variant === 'locale') return { locale: 'en' }
    if (variant === 'name') return { name: 'Somebody' }
    if (variant === 'roles') return { roles: ['admin'] }
    if (variant === 'level') return { level: 'everything' }
    if (variant === 'policy') return { policy: 'we-write' }
    if (path.includes('/calendars/')) return { chosen: true }
    if (variant === 'reviewed') return { reviewed: true }
    if (variant === 'lead') return { contactIds: [contacts[0]], verdict: 'lead' }
    if (variant === 'not-business') return { contactIds: [contacts[1]], verdict: 'not-business' }
    if (path === '/api/me/tours') return { seen: ['pages'] }
    if (path === '/api/triage/undo') return { token: 'none' }
    if (/^\/api\/(pick-options|stages)/.test(path)) return { label: `Label ${counter}` }
    if (path === '/api/tokens') return { name: 'one more' }
    if (path === '/api/users') return { email: `made-${counter}@ours.test`, name: 'Made', roles: ['rep'] }
    if (path.endsWith('/leave')) return { successorId: places.guest }
    if (path === '/api/exclusions') return { value: `${person}@excluded.test` }
    if (path === '/api/views') return { page: 'customers', name: 'mine', query: {} }
    if (path.startsWith('/api/views/')) return { name: 'renamed' }
    throw new Error(`the table has an act without a body: ${act}`)
  }

  const seen = async (what: string, person: Person): Promise<number> => {
    if (person === 'out') return (await company.call(null, 'GET', '/api/contacts')).status === 401 ? 0 : 1
    const who = addressOf(person)
    const count = async (path: string, keep: (item: Record<string, unknown>) => boolean = () => true) =>
      (await company.get<List<Record<string, unknown>>>(who, path)).items.filter(keep).length
    const looks: Record<string, () => Promise<number>> = {
      mailboxes: () => count('/api/mailboxes'),
      exclusions: () => count('/api/exclusions'),
      'people in triage': async () => (await company.get<Triage>(who, '/api/triage')).waiting,
      people: () => count('/api/contacts'),
      messages: () => count('/api/interactions'),
      'messages that an exclusion would take': async () =>
        (await company.get<{ messages: number }>(who, '/api/exclusions/preview?value=eva@alder.test')).messages,
      'shared views': () => count('/api/views', (view) => view.name === 'view true'),
      'private views': () => count('/api/views', (view) => view.name === 'view false'),
      'addresses of colleagues': () => count('/api/users', (user) => user.email !== '' && user.email !== who),
    }
    return looks[what]!()
  }

  // First: nothing has been done yet.
  it.each(readTable(SEES))('sees: $what', async ({ what, answers }) => {
    const found: Partial<Record<Person, number>> = {}
    for (const person of PEOPLE) found[person] = await seen(what, person)
    expect(found).toEqual(answers)
  })

  it.each(readTable(MAY))('may: $what', async ({ what, answers }) => {
    const found: Partial<Record<Person, number>> = {}
    for (const person of PEOPLE) {
      const [method, path] = what.split(' ') as [string, string]
      const href = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name === 'self' ? person : name] ?? '0')
      const who = person === 'out' ? null : addressOf(person)
      found[person] = (await company.call(who, method, href, bodyOf(what, person))).status
    }
    expect(found).toEqual(answers)
  })

  it('has a row for every route of these families', async () => {
    const document = (await (await company.app.request('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const plain = (path: string) => path.replace(/\?.*$/, '').replaceAll(/\{\w+\}|\b999999\b/g, '{}')
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      FAMILIES.test(path) ? Object.keys(methods).map((method) => `${method.toUpperCase()} ${plain(path)}`) : [],
    )
    const rows = new Set(readTable(MAY).map(({ what }) => plain(what.split(' ').slice(0, 2).join(' '))))
    expect(routes.length).toBeGreaterThan(20)
    expect(routes.filter((route) => !rows.has(route))).toEqual([])
  })
})
