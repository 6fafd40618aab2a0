/** The other people on a message: colleagues are known by any address of ours, not by that of their user alone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const ANA = 'ana@ours.test'

describeEachDatabase(
  'the people on a message',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA, { name: 'Ana Ruiz', aliases: ['ana@brand.test'] })
      await company.user('info@shared.test', { name: 'Info' })
      await company.import(ANA, { 'a.eml': letter({ id: 'a@x', from: ANA, to: 'eva@client.test' }) })
    })
    afterAll(() => company.close())

    const chipOf = async (address: string) => {
      const { blocks } = await company.sidebar(ANA, { address: 'eva@client.test', messageId: 'a@x', with: address })
      const people = blocks.find((block) => block.type === 'chips' && block.id === 'people')
      return people?.type === 'chips' ? people.chips.map((chip) => chip.text) : []
    }

    it.each([
      [ANA, 'Ana Ruiz · Colleague'],
      ['ana@brand.test', 'Ana Ruiz · Colleague'],
      ['info@shared.test', 'Info · Colleague'],
      ['mailer@mx.ours.test', 'mailer@mx.ours.test · Colleague'],
      ['stranger@else.test', 'stranger@else.test'],
    ])('%s', async (address, said) => expect(await chipOf(address)).toEqual([said]))
  },
  availableKinds(),
)
