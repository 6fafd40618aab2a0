/** Users, leaving, sharing and the preview of an exclusion, at the front door. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '#server/cli/commands.ts'
import type { ExclusionPreview, User } from '#shared/api/settings.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, EVE, BOSS] = ['ana@ours.test', 'juan@ours.test', 'eve@ours.test', 'boss@ours.test']

describeEachDatabase('users', ({ fresh }) => {
  let company: Company
  let ids: Record<string, number>
  const users = async (who: string) => (await company.get<List<User>>(who, '/api/users')).items
  const status = async (who: string, method: string, path: string, body?: unknown) =>
    (await company.call(who, method, path, body)).status

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    ids = {
      [ANA]: await company.user(ANA, { aliases: ['sales@ours.test'] }),
      [JUAN]: await company.user(JUAN, { roles: ['service'], locale: 'es' }),
      [EVE]: await company.user(EVE),
      [BOSS]: await company.user(BOSS, { roles: ['admin'] }),
    }
    await company.import(ANA, {
      'a.eml': letter({ id: 'a@x', from: ANA, to: 'Eva <eva@alder.test>', subject: 'One' }),
      'b.eml': letter({ id: 'b@x', from: 'Eva <eva@alder.test>', subject: 'Two' }),
      'c.eml': letter({ id: 'c@x', from: ANA, to: 'eva@alder.test, Pau <pau@birch.test>', subject: 'Three' }),
      'd.eml': letter({ id: 'd@x', from: ANA, to: 'Ned <ned@alder.test>', subject: 'Four' }),
      'e.eml': letter({ id: 'e@x', from: 'Eva <eva@alder.test>', to: ANA, cc: 'pau@birch.test', subject: 'Five' }),
    })
    await company.import(JUAN, { 'f.eml': letter({ id: 'f@x', from: JUAN, to: 'eva@alder.test', subject: 'Six' }) })
  })
  afterAll(() => company.close())

  it('tells everybody names, admins addresses and roles', async () => {
    expect((await users(BOSS)).map((user) => [user.email, user.roles[0]])).toEqual([
      [ANA, 'rep'],
      [BOSS, 'admin'],
      [EVE, 'rep'],
      [JUAN, 'service'],
    ])
    expect((await users(BOSS))[0]!.aliases).toEqual(['sales@ours.test'])
    expect((await users(JUAN)).map((user) => [user.name, user.email, user.roles.length])).toEqual([
      ['ana', '', 0],
      ['boss', '', 0],
      ['eve', '', 0],
      ['juan', JUAN, 1],
    ])
  })

  it('lets admins add and change, and others their own language', async () => {
    const made = await company.send<User>(BOSS, 'POST', '/api/users', {
      email: 'New@Ours.test',
      name: 'New',
      roles: ['rep'],
    })
    expect(made).toMatchObject({ email: 'new@ours.test', locale: 'en', leftAt: null })
    expect(await status(BOSS, 'POST', '/api/users', { email: 'new@ours.test', name: 'Again', roles: ['rep'] })).toBe(
      409,
    )
    expect(await status(BOSS, 'POST', '/api/users', { email: 'no address', name: 'New', roles: ['rep'] })).toBe(422)
    expect(
      await company.send(BOSS, 'PATCH', `/api/users/${made.id}`, { name: 'Nadia', roles: ['finance'] }),
    ).toMatchObject({
      name: 'Nadia',
      roles: ['finance'],
    })
    expect(await status(ANA, 'PATCH', `/api/users/${ids[ANA]}`, { locale: 'es' })).toBe(200)
    expect(await status(ANA, 'PATCH', `/api/users/${ids[ANA]}`, { roles: ['admin'] })).toBe(403)
    expect(await status(ANA, 'PATCH', `/api/users/${ids[JUAN]}`, { locale: 'en' })).toBe(403)
    expect(await status(BOSS, 'PATCH', '/api/users/99999', { locale: 'en' })).toBe(404)
    expect(await status(BOSS, 'PATCH', `/api/users/${ids[BOSS]}`, { roles: ['rep'] })).toBe(409)
    expect(await status(BOSS, 'POST', `/api/users/${ids[BOSS]}/leave`, { successorId: String(ids[ANA]) })).toBe(409)
  })

  it('counts what an exclusion would take, as the exclusion then does', async () => {
    const preview = (who: string, value: string, more = '') =>
      company.get<ExclusionPreview>(who, `/api/exclusions/preview?value=${value}${more}`)
    expect(await preview(ANA, 'Eva@Alder.test')).toMatchObject({ value: 'eva@alder.test', messages: 3, people: 1 })
    expect(await preview(ANA, 'alder.test', '&locale=en')).toMatchObject({
      messages: 4,
      people: 2,
      text: 'Would remove 4 messages of 2 people from the record.',
    })
    expect(await preview(JUAN, 'alder.test', '&locale=es')).toMatchObject({
      text: 'Quitaría del registro 1 mensaje de 1 persona.',
    })
    expect(await preview(BOSS, 'alder.test')).toMatchObject({ messages: 0, people: 0 })
    expect(await status(ANA, 'GET', '/api/exclusions/preview?value=gmail.com')).toBe(422)
    const before = (await company.interactions(ANA)).map((one) => one.messageId)
    const { id } = await company.send<{ id: string }>(ANA, 'POST', '/api/exclusions', { value: 'alder.test' })
    expect(before).toHaveLength(5)
    expect((await company.interactions(ANA)).map((one) => one.messageId)).toEqual(['c@x'])
    for (const who of [JUAN, BOSS]) expect(await status(who, 'DELETE', `/api/exclusions/${id}`)).toBe(404)
    await company.send(ANA, 'DELETE', `/api/exclusions/${id}`)
    expect(await company.interactions(ANA)).toHaveLength(5)
  })

  it('lets those who share a mailbox say who does', async () => {
    const [mailbox] = await company.mailboxes(ANA)
    const path = (who: string) => `/api/mailboxes/${mailbox!.id}/users/${ids[who]}`
    expect(await status(BOSS, 'PUT', path(BOSS))).toBe(403)
    expect(await company.send(ANA, 'PUT', path(EVE))).toMatchObject({ users: [ANA, EVE] })
    expect(await company.interactions(EVE)).toHaveLength(5)
    expect((await users(EVE)).find((user) => user.name === 'ana')!.email).toBe(ANA)
    expect(await status(EVE, 'DELETE', path(ANA))).toBe(409)
    expect(await status(ANA, 'DELETE', path(JUAN))).toBe(404)
    expect(await status(ANA, 'PUT', `/api/mailboxes/${mailbox!.id}/users/99999`)).toBe(404)
    expect(await status(EVE, 'DELETE', path(EVE))).toBe(204)
    expect(await company.interactions(EVE)).toEqual([])
  })

  it('hands everything over when somebody leaves, with a line in each history', async () => {
    const { db } = company.engine.database
    const [eva] = await company.contacts(ANA, 'address=eva@alder.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${eva!.id}`, { status: 'customer', ownerId: String(ids[ANA]) })
    await db.updateTable('companies').set({ owner_id: ids[ANA]! }).where('id', '=', Number(eva!.company!.id)).execute()
    const stage = await db.selectFrom('stages').select('id').limit(1).executeTakeFirstOrThrow()
    const opportunity = (title: string, closed_at: Date | null) => ({
      title,
      company_id: Number(eva!.company!.id),
      stage_id: stage.id,
      amount: null,
      currency: null,
      owner_id: ids[ANA]!,
      expected_on: null,
      created_by_id: ids[ANA]!,
      created_at: new Date(),
      closed_at,
    })
    await db
      .insertInto('opportunities')
      .values([opportunity('Open', null), opportunity('Won', new Date())])
      .execute()
    const followup = (title: string, state: 'open' | 'done') => ({
      title,
      state,
      owner_id: ids[ANA]!,
      due_on: '2026-12-01',
      due_at: null,
      zone: null,
      contact_id: Number(eva!.id),
      company_id: null,
      opportunity_id: null,
      conversation_id: null,
      interaction_id: null,
      created_by_id: ids[ANA]!,
      created_at: new Date(),
      closed_by_id: null,
      closed_at: null,
      outcome: null,
    })
    await db
      .insertInto('followups')
      .values([followup('To do', 'open'), followup('Done', 'done')])
      .execute()
    const [one] = await company.interactions(ANA)
    await db
      .insertInto('conversation_states')
      .values({ conversation_id: Number(one!.conversationId), state: 'claimed', user_id: ids[ANA]!, at: new Date() })
      .execute()
    expect(await status(JUAN, 'POST', `/api/users/${ids[ANA]}/leave`, { successorId: String(ids[EVE]) })).toBe(403)
    for (const successorId of [ids[ANA], 99999])
      expect(await status(BOSS, 'POST', `/api/users/${ids[ANA]}/leave`, { successorId: String(successorId) })).toBe(422)

    const left = await company.send<User>(BOSS, 'POST', `/api/users/${ids[ANA]}/leave`, {
      successorId: String(ids[EVE]),
    })
    expect(left.leftAt).not.toBeNull()
    expect(await status(ANA, 'GET', '/api/me')).toBe(401)
    expect((await users(JUAN)).map((user) => user.name)).not.toContain('ana')
    const owners = async (table: 'contacts' | 'companies' | 'opportunities' | 'followups') =>
      (await db.selectFrom(table).select('owner_id').where('owner_id', 'is not', null).orderBy('id').execute()).map(
        (row) => row.owner_id,
      )
    expect(await owners('contacts')).toEqual([ids[EVE]])
    expect(await owners('companies')).toEqual([ids[EVE]])
    expect(await owners('opportunities')).toEqual([ids[EVE], ids[ANA]])
    expect(await owners('followups')).toEqual([ids[EVE], ids[ANA]])
    expect(await db.selectFrom('conversation_states').select('user_id').execute()).toEqual([{ user_id: ids[EVE] }])
    const lines = await db
      .selectFrom('changes')
      .select(['noun', 'before', 'after', 'user_id'])
      .where('field', '=', 'owner')
      .where('after', '=', JSON.stringify(ids[EVE]))
      .orderBy('noun')
      .execute()
    expect(lines.map((line) => [line.noun, line.before, line.user_id])).toEqual(
      ['company', 'contact', 'opportunity'].map((noun) => [noun, ids[ANA], ids[BOSS]]),
    )
    expect(await db.selectFrom('mailboxes').select('state').where('address', '=', ANA).execute()).toEqual([
      { state: 'paused' },
    ])
    expect((await company.get<{ owner: { name: string } }>(EVE, `/api/contacts/${eva!.id}`)).owner.name).toBe('eve')
    expect(await db.selectFrom('interactions').select('id').execute()).toHaveLength(6)
  })

  it('does the same from the command line', async () => {
    const said: string[] = []
    const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
    const run = (...argv: string[]) => runCommand(argv, '/', io, async () => company.engine)
    expect(await run('user', 'leave', BOSS, '--to', EVE)).toBe(2)
    expect(said.join('')).toContain('administrator')
    expect(await run('user', 'leave', 'nobody@ours.test', '--to', EVE)).toBe(2)
    expect(await run('user', 'leave', JUAN, '--to', EVE)).toBe(0)
    expect(await run('token', JUAN)).toBe(2)
    expect(await run('mailbox', 'share', EVE, '--with', JUAN)).toBe(2)
    expect(await status(JUAN, 'GET', '/api/me')).toBe(401)
  })
})
