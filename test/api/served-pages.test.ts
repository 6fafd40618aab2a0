/** The record pages as they are served: to whom is signed in, at their own addresses and no others. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, foundCompany } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const ANA = 'ana@ours.test'
const SERVED = ['/customers', '/contacts/7', '/opportunities', '/queue', '/documents?companyId=1', '/settings/users']
const UNKNOWN = ['/customer', '/contacts/seven', '/contacts/7/more', '/settings/unknown', '/pages/assets/none.js']

describeEachDatabase(
  'the pages',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA)
    })
    afterAll(() => company.close())

    it.each(SERVED)('%s is there for who is signed in', async (path) => {
      const response = await company.call(ANA, 'GET', path)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<div id="page">')
    })

    it.each(SERVED)('%s leads strangers to sign in, which knows the way back', async (path) => {
      const response = await company.call(null, 'GET', path)
      expect(response.status).toBe(303)
      const signIn = response.headers.get('location') ?? ''
      expect(signIn).toBe(`/signin?to=${encodeURIComponent(path)}`)
      const form = await company.call(null, 'GET', signIn)
      expect(await form.text()).toContain(`name="to" value="${path}"`)
    })

    it.each(UNKNOWN)('%s is not there', async (path) => {
      expect((await company.call(ANA, 'GET', path)).status).toBe(404)
    })

    it.each(['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example/', 'javascript:alert(1)'])(
      'signing in leads nowhere else: %s',
      async (to) => {
        const form = await company.call(null, 'GET', `/signin?to=${encodeURIComponent(to)}`)
        expect(await form.text()).toContain('name="to" value="/"')
      },
    )
  },
  availableKinds(),
)
