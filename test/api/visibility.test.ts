/** Private stays private (truth 6), at the front door: who sees what of a message, and what they do not even find. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Interaction, Level } from '#shared/api.ts'
import type { RowsPage } from '#shared/blocks.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']

describeEachDatabase(
  'visibility',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA)
      await company.user(JUAN, { roles: ['service'] })
      await company.user(BOSS, { roles: ['admin', 'manager'] })
      await company.import(ANA, {
        'sent.eml': letter({
          id: 'offer@x',
          from: ANA,
          to: 'Eva <eva@client.test>',
          subject: 'Offer xylophone',
          text: 'The price is zeppelin.',
        }),
        'both.eml': letter({ id: 'both@x', from: ANA, to: `eva@client.test, ${JUAN}`, subject: 'Shared' }),
        'bcc.eml': letter({
          id: 'bcc@x',
          from: ANA,
          to: 'eva@client.test',
          subject: 'With somebody in secret',
          headers: { Bcc: 'secret@quiet.test' },
        }),
      })
      await company.import(JUAN, {
        'both.eml': letter({ id: 'both@x', from: ANA, to: `eva@client.test, ${JUAN}`, subject: 'Shared' }),
      })
    })
    afterAll(() => company.close())

    const ids = async (who: string) => (await company.interactions(who)).map((one) => one.messageId).toSorted()
    const find = async (who: string, messageId: string): Promise<Interaction | undefined> =>
      (await company.interactions(who)).find((one) => one.messageId === messageId)

    it('shows unclassified people to those alone who hold the mail, the administrator included', async () => {
      expect(await ids(ANA)).toEqual(['bcc@x', 'both@x', 'offer@x'])
      expect(await ids(JUAN)).toEqual(['both@x'])
      expect(await ids(BOSS)).toEqual([])
      expect(await company.contacts(BOSS)).toEqual([])
      expect((await company.sidebar(BOSS, { address: 'eva@client.test', messageId: 'offer@x' })).who).toBe('unknown')
    })

    it('shows classified people to all once the first sync is reviewed, the past included', async () => {
      const [eva] = await company.contacts(ANA, 'address=eva@client.test')
      await company.send(ANA, 'PATCH', `/api/contacts/${eva!.id}`, { status: 'customer' })
      expect(await ids(BOSS)).toEqual([])
      for (const who of [ANA, JUAN]) {
        const [mailbox] = await company.mailboxes(who)
        await company.send(who, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true })
      }
      const [secret] = await company.contacts(ANA, 'address=secret@quiet.test')
      await company.send(ANA, 'PATCH', `/api/contacts/${secret!.id}`, { status: 'customer' })
      expect(await ids(BOSS)).toEqual(['bcc@x', 'both@x', 'offer@x'])
      expect(await company.sidebar(BOSS, { address: 'eva@client.test', messageId: 'offer@x' })).toMatchObject({
        who: 'contact',
        message: { state: 'logged' },
      })
    })

    const setLevel = async (level: Level) => {
      const id = (await find(ANA, 'offer@x'))!.id
      await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level })
      return id
    }

    it('leaves the subject alone where that is the level', async () => {
      await setLevel('subject')
      expect(await find(BOSS, 'offer@x')).toMatchObject({ level: 'subject', subject: 'Offer xylophone', report: null })
      expect(await company.interactions(BOSS, 'q=xylophone')).toHaveLength(1)
      expect(await company.interactions(BOSS, 'q=zeppelin')).toHaveLength(0)
      expect(await company.interactions(ANA, 'q=zeppelin')).toHaveLength(1)
    })

    it('leaves a dated line where only that it happened may be known', async () => {
      const id = await setLevel('existence')
      const seen = (await company.interactions(BOSS)).find((one) => one.id === id)
      expect(seen).toMatchObject({
        level: 'existence',
        subject: null,
        report: null,
        messageId: null,
        participants: [],
        contacts: [],
        occurrences: [],
      })
      expect(seen?.occurredAt).not.toBeNull()
      expect(await company.interactions(BOSS, 'q=xylophone')).toHaveLength(0)
      const [eva] = await company.contacts(BOSS, 'address=eva@client.test')
      const page = await company.get<RowsPage>(BOSS, `/api/timeline?contactId=${eva!.id}&locale=es`)
      const row = page.groups.flatMap((group) => group.rows).find((one) => one.id === `i${id}`)
      expect(row).toMatchObject({ hidden: true, text: null, open: null })
      expect(row?.primary).toContain('oculto por decisión de un compañero')
      expect(JSON.stringify(page)).not.toMatch(/xylophone|zeppelin/)
    })

    it('hides it whole where nobody else may know', async () => {
      const id = await setLevel('nothing')
      expect((await company.interactions(BOSS)).map((one) => one.id)).not.toContain(id)
      expect((await company.call(BOSS, 'GET', `/api/interactions/${id}`)).status).toBe(404)
      expect((await company.sidebar(BOSS, { address: 'eva@client.test', messageId: 'offer@x' })).message.state).toBe(
        'not-synced',
      )
      expect(await find(ANA, 'offer@x')).toMatchObject({ level: 'everything', subject: 'Offer xylophone' })
      await setLevel('everything')
      expect(await ids(BOSS)).toContain('offer@x')
    })

    it('lets nobody else set it', async () => {
      const { id } = (await find(BOSS, 'offer@x'))!
      expect((await company.call(BOSS, 'PUT', `/api/interactions/${id}/level`, { level: 'nothing' })).status).toBe(403)
    })

    it('narrows by mailbox, except where the mailbox was only in copy', async () => {
      const [mailbox] = await company.mailboxes(ANA)
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { level: 'existence' })
      expect((await company.interactions(BOSS)).every((one) => one.level === 'existence')).toBe(true)
      expect((await find(JUAN, 'both@x'))?.level).toBe('everything')
      const copied = letter({ id: 'cc@x', from: 'Eva <eva@client.test>', to: JUAN, cc: ANA, subject: 'In copy' })
      await company.import(ANA, { 'cc.eml': copied })
      await company.import(JUAN, { 'cc.eml': copied })
      expect((await find(BOSS, 'cc@x'))?.level).toBe('everything')
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { level: 'everything' })
    })

    it('tells only the sender who was in Bcc', async () => {
      expect((await find(ANA, 'bcc@x'))?.participants.map((one) => one.address)).toContain('secret@quiet.test')
      expect((await find(BOSS, 'bcc@x'))?.participants.map((one) => one.address)).not.toContain('secret@quiet.test')
      const [secret] = await company.contacts(ANA, 'address=secret@quiet.test')
      expect(await company.interactions(BOSS, `contactId=${secret!.id}`)).toEqual([])
    })

    it('takes a shared mailbox away at once', async () => {
      await company.share(ANA, BOSS)
      expect((await company.mailboxes(BOSS)).map((one) => one.address)).toEqual([ANA])
      await company.engine.database.db
        .deleteFrom('mailbox_users')
        .where('user_id', '=', Number((await company.get<{ id: string }>(BOSS, '/api/me')).id))
        .execute()
      expect(await company.mailboxes(BOSS)).toEqual([])
    })
  },
  availableKinds(),
)
