/** Meetings at the front door: planned ones on the record, at everybody's level, and what is written beside them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Interaction, InteractionDetail } from '#shared/api.ts'
import type { BlockOf, RowsPage } from '#shared/blocks.ts'
import type { MeetingNotes } from '#shared/api/meetings.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { DAY, HOUR, at, event } from './ics.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'
const plain = (text: string | null) => text?.replaceAll(/[\u200E\u2066-\u2069]/g, '') ?? null

describeEachDatabase('meetings', ({ fresh }) => {
  let company: Company
  let eva: { id: string; company: { id: string } | null }
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.user(BOSS, { roles: ['admin'] })
    await company.import(ANA, { 'eva.eml': letter({ from: ANA, to: EVA, subject: 'Hello' }) })
    await company.send(ANA, 'PATCH', `/api/mailboxes/${(await company.mailboxes(ANA))[0]!.id}`, { reviewed: true })
    eva = (await company.contacts(ANA, 'address=eva@client.test'))[0]!
    await company.import(ANA, {
      'past.ics': event({
        uid: 'past@ours.test',
        at: -2 * DAY,
        title: 'Kick-off',
        organizer: `Ana Ruiz <${ANA}>`,
        attendees: [`${EVA}!`, 'Iker <iker@client.test>', 'Leo <leo@client.test>', `Juan Pérez <${JUAN}>`],
      }),
      ...Object.fromEntries(
        [1, 2, 3, 4, 5].map((n) => [
          `next-${n}.ics`,
          event({
            uid: `next-${n}@ours.test`,
            at: n * DAY,
            title: `Review ${n}`,
            organizer: EVA,
            attendees: [`Ana Ruiz <${ANA}>!`, 'Iker <iker@client.test>x'],
            place: 'Room 1',
          }),
        ]),
      ),
    })
    // Of people whom nobody classified colleagues see nothing.
    for (const { id } of await company.contacts(ANA))
      await company.send(ANA, 'PATCH', `/api/contacts/${id}`, { status: 'customer' })
  })
  afterAll(() => company.close())

  const meetings = async (who: string, query = '') =>
    (await company.get<List<Interaction>>(who, `/api/meetings?limit=200&${query}`)).items
  const planned = async (who: string) =>
    (await company.sidebar(who, { address: 'eva@client.test' })).blocks.find(
      (block): block is BlockOf<'rows'> => block.id === 'planned',
    )
  const rowsOf = (page: RowsPage) => page.groups.flatMap((group) => group.rows)
  const setLevel = (id: string, level: string | null) =>
    company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level })

  it('that have begun are interactions, those to come are not yet', async () => {
    const titles = (await company.interactions(BOSS, 'kind=meeting')).map((one) => one.subject)
    expect(titles).toEqual(['Kick-off'])
    const all = await meetings(BOSS)
    expect(all.map((one) => [one.subject, one.meeting?.planned])).toEqual([
      ['Kick-off', false],
      ...[1, 2, 3, 4, 5].map((n) => [`Review ${n}`, true]),
    ])
    expect(all[1]!.meeting!.attendees.map((one) => [one.address, one.role, one.answer])).toEqual([
      ['eva@client.test', 'organizer', 'accepted'],
      [ANA, 'required', 'accepted'],
      ['iker@client.test', 'required', 'declined'],
    ])
  })

  it('are listed by when they take place, of whom one asks, page by page', async () => {
    const window = `from=${at(DAY + 30).toISOString()}&to=${at(3 * DAY).toISOString()}`
    // One that has begun and not ended by then takes place then.
    expect((await meetings(BOSS, window)).map((one) => one.subject)).toEqual(['Review 1', 'Review 2'])
    expect(await meetings(BOSS, `contactId=${eva.id}`)).toHaveLength(6)
    expect(await meetings(BOSS, `companyId=${eva.company!.id}`)).toHaveLength(6)
    expect(await meetings(BOSS, 'contactId=999999')).toEqual([])
    const first = await company.get<List<Interaction>>(BOSS, '/api/meetings?limit=4')
    const rest = await company.get<List<Interaction>>(BOSS, `/api/meetings?limit=4&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items].map((one) => one.subject)).toEqual([
      'Kick-off',
      ...[1, 2, 3, 4, 5].map((n) => `Review ${n}`),
    ])
    expect(rest.nextCursor).toBeNull()
  })

  it('to come stand on the record, the next three, with who comes and where, and how many more', async () => {
    const block = (await planned(BOSS))!
    expect(block.title).toBe('Planned meetings · 2 more')
    expect(rowsOf(block.page!).map((row) => [row.primary, plain(row.secondary), row.at])).toEqual(
      // Iker declined, so he does not come.
      [1, 2, 3].map((n) => [`Review ${n}`, 'Ana Ruiz with Eva Gómez · Room 1', at(n * DAY).toISOString()]),
    )
    const rest = await company.get<RowsPage>(BOSS, block.page!.nextHref!)
    expect(rowsOf(rest).map((row) => row.primary)).toEqual(['Review 4', 'Review 5'])
    expect(rest.nextHref).toBeNull()
  })

  it('name who met whom in the timeline', async () => {
    const { blocks } = await company.sidebar(BOSS, { address: 'eva@client.test' })
    const timeline = blocks.find((block): block is BlockOf<'rows'> => block.id === 'timeline')!
    const inRecord = rowsOf(timeline.page!).find((row) => row.kind === 'meeting')
    expect(plain(inRecord?.primary ?? null)).toBe('Ana Ruiz, Juan Pérez with Eva Gómez, Iker +1')
    const page = await company.get<RowsPage>(BOSS, `/api/timeline?contactId=${eva.id}&kind=meeting`)
    expect(rowsOf(page).map((row) => plain(row.primary))).toEqual(['Ana Ruiz, Juan Pérez with Eva Gómez, Iker +1'])
  })

  it('to come are seen at the level of each', async () => {
    const [, one, two] = await meetings(ANA)
    await setLevel(one!.id, 'nothing')
    await setLevel(two!.id, 'existence')
    const seen = rowsOf((await planned(BOSS))!.page!)
    expect(seen.map((row) => [row.hidden, row.primary, row.secondary, row.open !== null])).toEqual([
      [true, "Meeting: hidden by a colleague's setting", null, false],
      [false, 'Review 3', expect.any(String), true],
      [false, 'Review 4', expect.any(String), true],
    ])
    expect((await meetings(BOSS)).map((each) => [each.level, each.subject])).toContainEqual(['existence', null])
    expect((await meetings(BOSS)).map((each) => each.id)).not.toContain(one!.id)
    expect((await company.call(BOSS, 'GET', `/api/interactions/${one!.id}`)).status).toBe(404)
    expect((await company.call(BOSS, 'PUT', `/api/meetings/${one!.id}/notes`, { notes: 'x' })).status).toBe(404)
    expect((await company.call(BOSS, 'PUT', `/api/meetings/${two!.id}/notes`, { notes: 'x' })).status).toBe(403)
    // Whose calendar holds them sees them whole.
    expect(rowsOf((await planned(ANA))!.page!).map((row) => row.primary)).toEqual(['Review 1', 'Review 2', 'Review 3'])
    await setLevel(one!.id, null)
    await setLevel(two!.id, null)
  })

  it('keep what is written beside them, for whoever sees all of them', async () => {
    const [past, next] = await meetings(ANA)
    const write = (who: string, id: string, body: object) =>
      company.send<MeetingNotes>(who, 'PUT', `/api/meetings/${id}/notes`, body)
    expect(await write(ANA, next!.id, { objective: ' Agree on the price ' })).toEqual({
      objective: 'Agree on the price',
      notes: null,
    })
    expect(await write(BOSS, next!.id, { notes: 'Bring the offer' })).toEqual({
      objective: 'Agree on the price',
      notes: 'Bring the offer',
    })
    expect(await write(ANA, next!.id, { notes: '' })).toEqual({ objective: 'Agree on the price', notes: null })
    const detail = await company.get<InteractionDetail>(JUAN, `/api/interactions/${next!.id}`)
    expect(detail).toMatchObject({ subject: 'Review 1', meeting: { planned: true } })
    expect(detail.beside).toMatchObject([
      { type: 'text', text: 'Objective: Agree on the price' },
      { type: 'actions', forms: [{ id: 'notes' }] },
    ])
    const action = detail.beside!.find((block): block is BlockOf<'actions'> => block.type === 'actions')!
    const form = await company.get<BlockOf<'form'>>(JUAN, action.forms![0]!.href)
    expect(form.fields.map((one) => [one.name, one.value])).toEqual([
      ['objective', 'Agree on the price'],
      ['notes', null],
    ])
    // A past one has its own.
    expect((await company.get<InteractionDetail>(JUAN, `/api/interactions/${past!.id}`)).beside).toHaveLength(1)
    expect(
      (await company.call(ANA, 'PUT', `/api/meetings/${past!.id}/notes`, { notes: 'x'.repeat(20_001) })).status,
    ).toBe(422)
    const [mail] = await company.interactions(ANA, 'kind=mail_sent')
    expect((await company.call(ANA, 'PUT', `/api/meetings/${mail!.id}/notes`, { notes: 'x' })).status).toBe(404)
    expect((await company.get<InteractionDetail>(ANA, `/api/interactions/${mail!.id}`)).beside).toBeUndefined()
  })

  it('keep it when their series is moved', async () => {
    const series = (version: number, from: number, made: number) =>
      event({
        uid: 'weekly@ours.test',
        at: from,
        title: 'Weekly',
        organizer: `Ana Ruiz <${ANA}>`,
        attendees: [EVA],
        lines: [
          'RRULE:FREQ=WEEKLY;COUNT=6',
          `SEQUENCE:${version}`,
          `LAST-MODIFIED:${at(made)
            .toISOString()
            .replace(/[-:]|\.000/g, '')}`,
        ],
      })
    const weekly = async () => (await meetings(ANA)).filter((one) => one.meeting?.uid === 'weekly@ours.test')
    await company.import(ANA, { 'weekly.ics': series(0, -15 * DAY, -20 * DAY) })
    const before = await weekly()
    expect(before.map((one) => one.meeting!.planned)).toEqual([false, false, false, true, true, true])
    await company.send(ANA, 'PUT', `/api/meetings/${before[1]!.id}/notes`, { notes: 'They want two more racks' })
    // All of it is said to begin two hours later; what was held stays when it was held.
    await company.import(ANA, { 'weekly.ics': series(1, -15 * DAY + 2 * HOUR, -10) })
    const after = await weekly()
    expect(after.slice(0, 3).map((one) => one.meeting!.startAt)).toEqual(
      before.slice(0, 3).map((one) => one.meeting!.startAt),
    )
    expect(after.slice(3).map((one) => one.meeting!.startAt)).toEqual(
      [6, 13, 20].map((n) => at(n * DAY + 2 * HOUR).toISOString()),
    )
    const detail = await company.get<InteractionDetail>(ANA, `/api/interactions/${after[1]!.id}`)
    expect(detail.beside).toMatchObject([{ text: 'Notes: They want two more racks' }, {}])
  })

  it('to come do not push what happened off the record, however many they are', async () => {
    const daily = (uid: string) =>
      event({ uid, at: DAY, organizer: `Ana Ruiz <${ANA}>`, attendees: [EVA], lines: ['RRULE:FREQ=DAILY;COUNT=120'] })
    await company.import(ANA, { 'one.ics': daily('one@ours.test'), 'two.ics': daily('two@ours.test') })
    const { blocks } = await company.sidebar(ANA, { address: 'eva@client.test' })
    const timeline = blocks.find((block): block is BlockOf<'rows'> => block.id === 'timeline')!
    expect(rowsOf(timeline.page!).map((row) => row.kind)).toContain('mail_sent')
    expect(timeline.filters.map((filter) => filter.id)).toContain('meeting')
    expect((await planned(ANA))!.title).toMatch(/^Planned meetings · \d{3} more$/)
  })
})
