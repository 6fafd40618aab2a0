/** Everything under /api needs an identity; what one may change is decided once, in access/. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const ANA = 'ana@ours.test'
const PATHS = [
  '/api/me',
  '/api/me/tours',
  '/api/sidebar?address=a@b.test',
  '/api/decisions?messageId=x',
  '/api/interactions',
  '/api/interactions/1',
  '/api/interactions/1/documents/0',
  '/api/timeline',
  '/api/mailboxes',
  '/api/contacts',
  '/api/companies',
  '/api/exclusions',
  '/api/tokens',
]

describeEachDatabase(
  'identity',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA)
    })
    afterAll(() => company.close())

    it.each(PATHS)('refuses strangers at %s with a problem', async (path) => {
      for (const who of [null, 'not-a-token']) {
        const response = await company.call(who, 'GET', path)
        expect(response.status).toBe(401)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
        expect(await response.json()).toMatchObject({ status: 401, code: 'not-signed-in' })
      }
    })

    it('lists every path of the contract in the document, which needs no identity', async () => {
      const document = (await (await company.call(null, 'GET', '/api/openapi.json')).json()) as {
        paths: Record<string, unknown>
      }
      const paths = PATHS.map((path) =>
        path.split('?')[0]!.replace('/1/documents/0', '/{id}/documents/{position}').replace(/\/1$/, '/{id}'),
      )
      expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
    })

    it('revokes tokens', async () => {
      const { token } = await company.send<{ token: string }>(ANA, 'POST', '/api/tokens', { name: 'phone' })
      expect((await company.call(token, 'GET', '/api/me')).status).toBe(200)
      const { items } = await company.get<{ items: { id: string; name: string }[] }>(ANA, '/api/tokens')
      await company.send(ANA, 'DELETE', `/api/tokens/${items.find((one) => one.name === 'phone')!.id}`)
      expect((await company.call(token, 'GET', '/api/me')).status).toBe(401)
    })

    const signIn = async (): Promise<string> => {
      const { token } = await company.send<{ token: string }>(ANA, 'POST', '/api/tokens', { name: 'page' })
      const response = await company.app.request('/signin', { method: 'POST', body: new URLSearchParams({ token }) })
      expect(response.status).toBe(303)
      return response.headers.get('set-cookie')!.split(';')[0]!
    }

    it('signs pages in by a cookie, with which other sites cannot write', async () => {
      const cookie = await signIn()
      expect((await company.app.request('/api/me', { headers: { cookie } })).status).toBe(200)
      const write = (headers: Record<string, string>) =>
        company.app.request('/api/tokens', {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json', ...headers },
          body: '{"name":"x"}',
        })
      expect((await write({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' })).status).toBe(403)
      expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(201)
    })

    it('refuses a wrong token at the sign-in page, in the language of the browser', async () => {
      const response = await company.app.request('/signin', {
        method: 'POST',
        body: new URLSearchParams({ token: 'x' }),
        headers: { 'accept-language': 'es-ES' },
      })
      expect(response.status).toBe(401)
      expect(await response.text()).toContain('Ese token no es válido')
    })

    it('signs in by itself only in the demo, and only as this machine', async () => {
      const demo = createApp({ ...company.engine, demo: true, wake: () => {} })
      expect((await demo.request('http://localhost/api/me')).status).toBe(200)
      expect((await demo.request('http://rebound.test/api/me')).status).toBe(401)
      expect((await company.app.request('http://localhost/api/me')).status).toBe(401)
    })

    it('lets only its users change a mailbox', async () => {
      await company.import(ANA, { 'a.eml': letter({}) })
      await company.user('boss@ours.test', { roles: ['admin'] })
      const [mailbox] = await company.mailboxes(ANA)
      const refused = await company.call('boss@ours.test', 'PATCH', `/api/mailboxes/${mailbox!.id}`, {
        level: 'everything',
      })
      expect(refused.status).toBe(403)
    })

    it('says what is wrong with bad input, by name', async () => {
      const cases: [string, string, unknown, number][] = [
        ['GET', '/api/interactions?limit=1000', undefined, 422],
        ['GET', '/api/interactions?cursor=nonsense', undefined, 400],
        ['GET', '/api/interactions/abc', undefined, 422],
        ['GET', '/api/interactions/999999', undefined, 404],
        ['GET', '/api/decisions', undefined, 422],
        ['PATCH', '/api/contacts/1', { status: 'friend' }, 422],
        ['POST', '/api/exclusions', { value: 'not an address' }, 422],
        ['GET', '/api/nothing', undefined, 404],
      ]
      for (const [method, path, body, status] of cases) {
        const response = await company.call(ANA, method, path, body)
        expect([path, response.status]).toEqual([path, status])
        expect(response.headers.get('content-type')).toBe('application/problem+json')
      }
    })
  },
  availableKinds(),
)
