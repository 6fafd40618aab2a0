/** That somebody has been shown around is remembered where they sign in, not where they sat. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { type Company, foundCompany } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']
const PATH = '/api/me/tours'

describeEachDatabase(
  'being shown around',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      for (const email of [ANA, JUAN]) await company.user(email)
    })
    afterAll(() => company.close())

    it('is remembered of each guide, once, and of nobody else', async () => {
      expect(await company.get(ANA, PATH)).toEqual({ seen: [] })
      await company.send(ANA, 'POST', PATH, { seen: ['pane'] })
      await company.send(ANA, 'POST', PATH, { seen: ['playground', 'pane'] })
      expect(await company.get(ANA, PATH)).toEqual({ seen: ['pane', 'playground'] })
      expect(await company.get(JUAN, PATH)).toEqual({ seen: [] })
    })

    it('knows no guide that there is not', async () => {
      expect((await company.call(ANA, 'POST', PATH, { seen: ['the-cellar'] })).status).toBe(422)
    })

    it('in the demo, whoever plays its people one after the other is one visitor', async () => {
      const demo = createApp({ ...company.engine, demo: true, wake: () => {} })
      const [first, second] = [ANA, JUAN].map((who) => ({ authorization: `Bearer ${company.tokenOf(who)}` }))
      const headers = { ...first, 'content-type': 'application/json' }
      expect((await demo.request(PATH, { method: 'POST', headers, body: '{"seen":["pages"]}' })).status).toBe(204)
      expect(await (await demo.request(PATH, { headers: second! })).json()).toEqual({ seen: ['pages'] })
    })
  },
  availableKinds(),
)
