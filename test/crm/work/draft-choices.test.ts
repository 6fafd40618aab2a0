/** What one chooses for a mail while writing it, at the front door: it holds for the first mail to exactly these people, however that arrives. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Followup } from '#shared/api/work.ts'
import type { BlockOf } from '#shared/blocks.ts'
import { type Company, type Letter, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const INFO = 'info@ours.test'
const MINUTE = 60_000

/** Customers. Each test writes to some of its own. */
const PEOPLE = Array.from({ length: 10 }, (_, n) => `person${n}@client.test`)

describeEachDatabase('what is chosen for the next mail', ({ fresh }) => {
  let company: Company
  let met = 0
  const somebody = () => PEOPLE[met++]!
  /** How far the company's clock is ahead. */
  let later = 0
  beforeAll(async () => {
    company = await foundCompany(await fresh(), ['ours.test'], { now: () => new Date(Date.now() + later) })
    for (const [email, locale] of [[ANA, 'es'] as const, [JUAN, 'en'] as const, [BOSS, 'en'] as const])
      await company.user(email, { aliases: email === ANA ? ['a.ruiz@gmail.com'] : [], locale })
    const hello = (from: string) => ({ 'hello.eml': letter({ from, to: PEOPLE.join(', ') }) })
    for (const mailbox of [ANA, JUAN, INFO]) await company.import(mailbox, hello(mailbox))
    for (const user of [ANA, JUAN]) await company.share(INFO, user)
    for (const { id } of await company.contacts(ANA))
      await company.call(ANA, 'PATCH', `/api/contacts/${id}`, { status: 'customer' })
    for (const user of [ANA, JUAN])
      for (const mailbox of await company.mailboxes(user))
        await company.call(user, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
    await company.settle()
  })
  afterAll(() => company.close())

  const choose = (who: string, addresses: string[], chosen: object) =>
    company.send(who, 'PUT', '/api/draft-choices', { addresses, ...chosen })
  const hide = (who: string, ...addresses: string[]) => choose(who, addresses, { level: 'nothing' })

  let sent = 0
  /** @returns its Message-ID, by which one asks what became of it */
  async function send(one: Letter & { at?: number; mailboxes?: string[] }): Promise<string> {
    const { at = MINUTE, mailboxes = [ANA], ...rest } = one
    const id = `sent-${(sent += 1)}@x`
    const mail = letter({
      id,
      from: ANA,
      subject: `Sent ${sent}`,
      date: new Date(Date.now() + at).toUTCString(),
      ...rest,
    })
    for (const mailbox of mailboxes) await company.import(mailbox, { [`${id}.eml`]: mail })
    await company.settle()
    return id
  }
  const find = async (who: string, id: string) =>
    (await company.interactions(who, 'kind=mail_sent')).find((one) => one.messageId === id)
  const levelFor = async (who: string, id: string) => (await find(who, id))?.level ?? 'nothing'
  const followups = async (who: string) =>
    (await company.get<List<Followup>>(who, '/api/followups?limit=200&ownerId=all')).items

  it('holds for the first mail to them and no other, whoever of ours is in Cc', async () => {
    const eva = somebody()
    await hide(ANA, eva, JUAN)
    const toSomebodyElse = await send({ to: somebody() })
    const toMore = await send({ to: eva, cc: somebody() })
    const first = await send({ to: `Eva <${eva.toUpperCase()}>`, cc: JUAN })
    const second = await send({ to: eva, at: 2 * MINUTE })
    expect(await levelFor(ANA, first)).toBe('everything')
    expect(await levelFor(BOSS, first)).toBe('nothing')
    for (const id of [toSomebodyElse, toMore, second]) expect(await levelFor(BOSS, id)).toBe('everything')
  })

  it('holds for the earlier of two that arrive together', async () => {
    const eva = somebody()
    await hide(ANA, eva)
    const mail = (id: string, at: number) =>
      letter({ id, from: ANA, to: eva, date: new Date(Date.now() + at).toUTCString() })
    await company.import(ANA, { 'a.eml': mail('later@x', 3 * MINUTE), 'b.eml': mail('earlier@x', MINUTE) })
    expect([await levelFor(BOSS, 'earlier@x'), await levelFor(BOSS, 'later@x')]).toEqual(['nothing', 'everything'])
  })

  it('holds only for what its own user sends within two days', async () => {
    const eva = somebody()
    await hide(ANA, eva)
    const before = await send({ to: eva, at: -MINUTE })
    const byAnother = await send({ from: JUAN, to: eva, mailboxes: [JUAN] })
    const late = await send({ to: eva, at: 48.1 * 60 * MINUTE })
    for (const id of [before, byAnother, late]) expect(await levelFor(BOSS, id)).toBe('everything')
    expect(await levelFor(BOSS, await send({ to: eva, at: 47.9 * 60 * MINUTE }))).toBe('nothing')
  })

  it('counts whoever is in Bcc, addresses of theirs and mailboxes that they share', async () => {
    const [eva, leo] = [somebody(), somebody()]
    await hide(ANA, eva, leo)
    const openly = await send({ to: eva })
    const hidden = await send({ to: eva, headers: { Bcc: leo } })
    expect([await levelFor(BOSS, openly), await levelFor(BOSS, hidden)]).toEqual(['everything', 'nothing'])
    await hide(ANA, eva)
    expect(await levelFor(BOSS, await send({ from: 'aruiz+work@gmail.com', to: eva.replace('@', '+tag@') }))).toBe(
      'nothing',
    )
    await hide(JUAN, leo)
    expect(await levelFor(BOSS, await send({ from: INFO, to: leo, mailboxes: [INFO] }))).toBe('nothing')
  })

  it('is there when a colleague in Cc is the first to have the mail, and is taken once', async () => {
    const eva = somebody()
    await choose(ANA, [eva], { level: 'existence', remindOn: '2026-12-24' })
    const id = await send({ to: eva, cc: JUAN, mailboxes: [JUAN] })
    const told = async () => (await followups(ANA)).filter((one) => one.dueOn === '2026-12-24')
    const hidden = async () => (await company.interactions(BOSS)).filter((one) => one.level === 'existence').length
    expect([await hidden(), (await told()).length]).toEqual([1, 1])
    await company.import(ANA, {
      'own.eml': letter({ id, from: ANA, to: eva, cc: JUAN, subject: 'The same', date: new Date().toUTCString() }),
    })
    await company.settle()
    expect([await hidden(), (await told()).length]).toEqual([1, 1])
    // What is said of the mail itself counts from then on, also when it is read and decided again.
    await company.send(ANA, 'PUT', `/api/interactions/${(await find(ANA, id))!.id}/level`, { level: null })
    for (const mailbox of await company.mailboxes(ANA)) {
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox.id}`, { policy: 'never' })
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox.id}`, { policy: mailbox.policy })
    }
    expect([await levelFor(BOSS, id), (await told()).length]).toEqual(['everything', 1])
    await hide(ANA, eva)
    expect(await levelFor(BOSS, await send({ to: eva, at: 2 * MINUTE }))).toBe('nothing')
  })

  it('reminds of it and links it, and tells nobody who may not know of the mail', async () => {
    const eva = somebody()
    const [contact] = await company.contacts(ANA, `address=${eva}`)
    const opportunity = { title: 'A new roof', contactIds: [contact!.id], companyId: contact!.company!.id }
    const { id: opportunityId } = await company.send<{ id: string }>(ANA, 'POST', '/api/opportunities', opportunity)
    await choose(ANA, [eva], { level: 'nothing', remindOn: '2026-12-09', opportunityId })
    const entry = (await find(ANA, await send({ to: `Eva <${eva}>` })))!
    const conversation = await company.get<{ opportunity: unknown }>(ANA, `/api/conversations/${entry.conversationId}`)
    expect(conversation.opportunity).toMatchObject({ id: opportunityId })
    const mine = (await followups(ANA)).find((one) => one.dueOn === '2026-12-09')!
    expect(mine).toMatchObject({
      title: 'Mirar si han contestado',
      owner: { name: 'ana' },
      contact: { id: contact!.id },
      company: { id: contact!.company!.id },
      conversationId: entry.conversationId,
    })
    expect((await followups(BOSS)).map((one) => one.id)).not.toContain(mine.id)
    // Nor does what becomes of it.
    await company.send(ANA, 'PATCH', `/api/followups/${mine.id}`, { state: 'done' })
    const notes = async (who: string) => (await company.interactions(who, 'kind=note')).map((one) => one.subject)
    expect([await notes(ANA), await notes(BOSS)]).toEqual([[mine.title], []])
    await company.send(ANA, 'PUT', `/api/interactions/${entry.id}/level`, { level: null })
    expect(await notes(BOSS)).toEqual([mine.title])
  })

  it('is not lost when its sender chooses for the next mail before this one is read', async () => {
    const eva = somebody()
    await hide(ANA, eva)
    later = 10 * MINUTE
    const form = () => company.get<BlockOf<'form'>>(ANA, `/api/forms/draft-choices?addresses=${eva}`)
    expect((await form()).fields[0]).toMatchObject({ name: 'level', value: 'nothing' })
    await choose(ANA, [eva], {})
    expect((await form()).fields[0]).toMatchObject({ name: 'level', value: '' })
    const first = await send({ to: eva })
    const second = await send({ to: eva, at: 11 * MINUTE })
    expect([await levelFor(BOSS, first), await levelFor(BOSS, second)]).toEqual(['nothing', 'everything'])
  })
})
