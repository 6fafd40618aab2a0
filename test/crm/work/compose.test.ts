/** Before one writes, at the front door: who of ours was just in touch, what is owed, what is pinned. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Block } from '#shared/blocks.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toUTCString()

describeEachDatabase('before one writes', ({ fresh }) => {
  let company: Company
  let eva: string
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.import(ANA, {
      'old.eml': letter({ from: ANA, to: EVA, subject: 'Old', date: ago(50) }),
      'new.eml': letter({ id: 'new@x', from: ANA, to: 'Leo <leo@client.test>', subject: 'The DMZ', date: ago(1) }),
      'quiet.eml': letter({ from: ANA, to: 'q@quiet.test', subject: 'Quiet', date: ago(1) }),
    })
    const [one] = await company.contacts(ANA, 'address=eva@client.test')
    eva = one!.id
    for (const contact of await company.contacts(ANA))
      if (contact.addresses.some((address) => address.endsWith('@client.test')))
        await company.send(ANA, 'PATCH', `/api/contacts/${contact.id}`, { status: 'customer' })
    for (const mailbox of await company.mailboxes(ANA))
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
  })
  afterAll(() => company.close())

  const compose = async (who: string, addresses: string, locale = 'en') =>
    (
      await company.get<{ blocks: Block[] }>(
        who,
        `/api/compose?addresses=${encodeURIComponent(addresses)}&locale=${locale}`,
      )
    ).blocks
  const texts = (blocks: Block[]) => blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []))

  it('says what a colleague wrote to somebody there, once, and not what oneself did', async () => {
    expect(texts(await compose(JUAN, 'eva@client.test'))).toEqual([
      'client.test: Ana Ruiz wrote to them yesterday about “The DMZ”',
    ])
    expect(texts(await compose(JUAN, 'eva@client.test,leo@client.test'))).toHaveLength(1)
    expect(texts(await compose(JUAN, 'eva@client.test', 'es'))).toEqual([
      'client.test: Ana Ruiz les escribió ayer sobre «The DMZ»',
    ])
    expect(texts(await compose(ANA, 'eva@client.test'))).toEqual([])
  })

  it('says nothing of what is hidden, of strangers and of colleagues', async () => {
    expect(await compose(JUAN, `q@quiet.test,${ANA},who@nowhere.test,,not an address`)).toEqual([])
    const { id } = (await company.interactions(ANA)).find((one) => one.messageId === 'new@x')!
    await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: 'existence' })
    expect(texts(await compose(JUAN, 'eva@client.test'))).toEqual([])
    await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: null })
  })

  it('says what is owed', async () => {
    await company.send(ANA, 'POST', '/api/followups', { title: 'Send the offer', dueOn: '2026-12-01', contactId: eva })
    const blocks = await compose(JUAN, 'eva@client.test,leo@client.test')
    const open = blocks.filter((block) => block.type === 'rows')
    expect(open).toHaveLength(1)
    expect(JSON.stringify(open).match(/Send the offer/g)).toHaveLength(1)
  })
})
