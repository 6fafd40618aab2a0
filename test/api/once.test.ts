/** One interaction for the whole team, whatever delivered the message, and people known by whatever address they use. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']

describeEachDatabase(
  'once for the team',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA, { aliases: ['sales.ana@ours.test'] })
      await company.user(JUAN)
    })
    afterAll(() => company.close())

    it('logs mail that was skipped once its sender becomes known', async () => {
      const early = letter({
        id: 'early@x',
        from: 'Eva Gomez <eva@client.test>',
        to: ANA,
        date: 'Mon, 5 Oct 2026 09:00:00 +0200',
      })
      const first = await company.import(ANA, { 'early.eml': early })
      expect(first).toEqual({ seen: 1, new: 1, logged: 0, skipped: { nobody: 1 }, failed: [] })
      expect(await company.contacts(ANA)).toEqual([])
      await company.import(ANA, {
        'sent.eml': letter({ id: 'sent@x', from: ANA, to: 'Eva Gómez <eva@client.test>', cc: JUAN }),
      })
      expect((await company.decisions(ANA, 'early@x'))[0]).toMatchObject({ outcome: 'logged', pending: false })
    })

    it('says which colleague wrote in the name of a mailbox, where the mail itself does', async () => {
      const mail = letter({
        id: 'delegate@x',
        from: 'Sales <sales.ana@ours.test>',
        to: 'Eva Gómez <eva@client.test>',
        headers: { Sender: `Juan <${JUAN}>` },
      })
      await company.import(ANA, { 'delegate.eml': mail })
      const [entry] = (await company.interactions(ANA)).filter((one) => one.messageId === 'delegate@x')
      expect(entry?.sentBy).toMatchObject({ address: JUAN, name: 'juan' })
      expect(entry?.report).toContain('mail sent: juan (sales.ana@ours.test) to Eva Gómez')
      const [other] = (await company.interactions(ANA)).filter((one) => one.messageId === 'sent@x')
      expect(other?.sentBy).toBeNull()
    })

    it('counts a folder imported twice once', async () => {
      const again = await company.import(ANA, {})
      expect(again).toEqual({ seen: 3, new: 0, logged: 3, skipped: {}, failed: [] })
    })

    it('has one interaction for two mailboxes, and for two copies in one', async () => {
      const sent = letter({ id: 'sent@x', from: ANA, to: 'Eva Gómez <eva@client.test>', cc: JUAN })
      await company.import(JUAN, { 'sent.eml': sent, 'copy/sent.eml': sent })
      const found = (await company.interactions(ANA)).filter((one) => one.messageId === 'sent@x')
      expect(found).toHaveLength(1)
      expect(found[0]).toMatchObject({ kind: 'mail_sent', occurrences: [{ mailbox: ANA }, { mailbox: JUAN }] })
      expect(await company.decisions(JUAN, 'sent@x')).toHaveLength(2)
      expect((await company.mailboxes(JUAN))[0]).toMatchObject({ seen: 2, logged: 2 })
    })

    it('does not let another sender take over a Message-ID', async () => {
      await company.import(ANA, {
        'forged.eml': letter({ id: 'sent@x', from: 'pirate@client.test', to: ANA, subject: 'Forged' }),
      })
      expect(
        (await company.interactions(ANA)).filter((one) => one.messageId === 'sent@x').map((one) => one.subject),
      ).toContain('Forged')
      expect((await company.interactions(ANA)).filter((one) => one.messageId === 'sent@x')).toHaveLength(2)
    })

    it('knows people by a +tag and says so, and by the name they last wrote', async () => {
      await company.import(ANA, {
        'tag.eml': letter({
          id: 'tag@x',
          from: 'Eva G. <eva+news@client.test>',
          to: ANA,
          date: 'Tue, 3 Nov 2026 09:00:00 +0100',
        }),
      })
      const tagged = (await company.interactions(ANA)).find((one) => one.messageId === 'tag@x')
      expect(tagged?.participants[0]).toMatchObject({ address: 'eva+news@client.test', matchedBy: 'plus-tag' })
      const [eva] = await company.contacts(ANA, 'address=eva@client.test')
      expect(eva).toMatchObject({
        name: 'Eva G.',
        addresses: ['eva+news@client.test', 'eva@client.test'],
        status: 'unclassified',
        company: { name: 'client.test' },
      })
      expect(tagged?.contacts.map((one) => one.id)).toEqual([eva!.id])
    })

    it('joins a conversation whose middle arrives last', async () => {
      const ids = async () => {
        const rows = await company.interactions(ANA)
        return ['one@x', 'three@x'].map((id) => rows.find((row) => row.messageId === id)?.conversationId)
      }
      await company.import(ANA, {
        'one.eml': letter({ id: 'one@x', from: ANA, to: 'eva@client.test' }),
        'three.eml': letter({ id: 'three@x', headers: { 'In-Reply-To': '<two@x>' } }),
      })
      const [one, three] = await ids()
      expect(one).not.toBe(three)
      await company.import(JUAN, {
        'two.eml': letter({ id: 'two@x', from: 'eva@client.test', to: JUAN, headers: { References: '<one@x>' } }),
      })
      const joined = await ids()
      expect(new Set(joined).size).toBe(1)
      // The middle itself is in Juan's mailbox alone, and Eva is not classified yet.
      expect(await company.interactions(ANA, `conversationId=${joined[0]}`)).toHaveLength(2)
      expect(await company.interactions(JUAN, `conversationId=${joined[0]}`)).toHaveLength(1)
    })

    it('says what the source no longer shows', async () => {
      const { rm } = await import('node:fs/promises')
      await company.import(ANA, { 'late.eml': letter({ id: 'late@x', from: 'lena@later.test', to: ANA }) })
      await rm(`${company.mail}/${ANA}/late.eml`)
      await company.import(ANA, {
        'to-lena.eml': letter({ id: 'to-lena@x', from: 'sales.ana@ours.test', to: 'lena@later.test' }),
      })
      expect((await company.decisions(ANA, 'late@x'))[0]).toMatchObject({
        outcome: 'skipped',
        reason: 'nobody',
        gone: true,
        pending: false,
      })
      expect((await company.decisions(ANA, 'to-lena@x'))[0]).toMatchObject({ outcome: 'logged' })
    })

    it('takes away what is excluded, and brings it back', async () => {
      const before = await company.interactions(ANA)
      const { id } = await company.send<{ id: string }>(ANA, 'POST', '/api/exclusions', { value: 'eva@client.test' })
      expect((await company.decisions(ANA, 'early@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'excluded' })
      expect(await company.contacts(ANA, 'address=eva@client.test')).toEqual([])
      expect((await company.interactions(ANA)).flatMap((one) => one.contacts).map((one) => one.name)).not.toContain(
        'Eva G.',
      )
      await company.send(ANA, 'DELETE', `/api/exclusions/${id}`)
      const after = await company.interactions(ANA)
      expect(after.map((one) => one.messageId).toSorted()).toEqual(before.map((one) => one.messageId).toSorted())
      expect((await company.contacts(ANA, 'address=eva@client.test'))[0]).toMatchObject({ name: 'Eva G.' })
    })

    it('makes mail internal once its other side turns out to be a colleague', async () => {
      await company.import(ANA, { 'lola.eml': letter({ id: 'lola@x', from: ANA, to: 'Lola <lola@freelance.test>' }) })
      expect((await company.decisions(ANA, 'lola@x'))[0]).toMatchObject({ outcome: 'logged' })
      await company.user('lola@freelance.test')
      expect((await company.decisions(ANA, 'lola@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'internal' })
      expect(await company.contacts(ANA, 'address=lola@freelance.test')).toEqual([])
    })

    it('reports what cannot be read by name, and reads the rest', async () => {
      const result = await company.import(JUAN, {
        'good.eml': letter({ id: 'good@x', to: JUAN }),
        'bad.mbox': Buffer.from([0, 1, 2, 3, 255, 254, 0, 0, 9]),
      })
      expect(result.failed).toHaveLength(1)
      expect(result.failed[0]?.item).toMatch(/bad\.mbox/)
      expect((await company.decisions(JUAN, 'good@x'))[0]).toMatchObject({ outcome: 'logged' })
      const [mailbox] = await company.mailboxes(JUAN)
      expect(mailbox).toMatchObject({ failed: 1 })
      expect(mailbox!.seen).toBe(mailbox!.logged + mailbox!.skipped + mailbox!.failed)
    })
  },
  availableKinds(),
)
