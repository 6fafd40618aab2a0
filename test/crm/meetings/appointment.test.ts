/** Beside an appointment, at the front door: which meeting it is, what became of it, who meets, what is open and last. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Appointment } from '#shared/api/appointment.ts'
import type { BlockOf } from '#shared/blocks.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { DAY, at, event } from './ics.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'

describeEachDatabase('an appointment', ({ fresh }) => {
  let company: Company
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.import(ANA, {
      'eva.eml': letter({ from: ANA, to: EVA, subject: 'Hello Eva' }),
      'next.ics': event({
        uid: 'next@ours.test',
        at: DAY,
        title: 'Review',
        organizer: `Ana Ruiz <${ANA}>`,
        attendees: [`${EVA}!`, `Juan Pérez <${JUAN}>`],
        place: 'Room 1',
        description: 'Join at https://meet.google.com/abc-defg-hij',
      }),
      'past.ics': event({ uid: 'past@ours.test', at: -DAY, title: 'Kick-off', organizer: EVA, attendees: [ANA] }),
      'ours.ics': event({ uid: 'ours@ours.test', at: 2 * DAY, organizer: `Ana Ruiz <${ANA}>`, attendees: [JUAN] }),
    })
    await company.send(ANA, 'PATCH', `/api/mailboxes/${(await company.mailboxes(ANA))[0]!.id}`, { reviewed: true })
    const eva = (await company.contacts(ANA, 'address=eva@client.test'))[0]!
    await company.send(ANA, 'PATCH', `/api/contacts/${eva.id}`, { status: 'customer' })
    await company.send(ANA, 'POST', '/api/followups', {
      title: 'Send the estimate',
      dueOn: at(DAY).toISOString().slice(0, 10),
      contactId: eva.id,
    })
  })
  afterAll(() => company.close())

  const ask = (who: string, query: Record<string, string>, addresses: string[] = []) => {
    const params = new URLSearchParams(query)
    for (const address of addresses) params.append('address', address)
    return company.get<Appointment>(who, `/api/appointment?${params}`)
  }
  const block = <T extends 'rows' | 'facts' | 'header' | 'form' | 'text'>({ blocks }: Appointment, id: string) =>
    blocks.find((one) => one.id.startsWith(id)) as BlockOf<T> | undefined
  const rows = (answer: Appointment, id: string) =>
    block<'rows'>(answer, id)?.page?.groups.flatMap((group) => group.rows.map((row) => row.primary))
  const start = at(DAY).toISOString()

  it('is found by its UID, planned, with where one joins and how everybody answered', async () => {
    const answer = await ask(ANA, { uid: 'next@ours.test', startAt: start, zone: 'Europe/Madrid' })
    expect(answer.meeting).toMatchObject({ planned: true, recurring: false, startAt: start })
    expect(answer.state).toMatchObject({ state: 'planned', text: 'Planned: it will be logged when it begins' })
    expect(answer.people).toEqual([
      { address: 'eva@client.test', name: 'Eva Gómez', status: 'customer', who: 'contact', answer: 'accepted' },
      { address: JUAN, name: 'Juan Pérez', status: null, who: 'colleague', answer: 'none' },
    ])
    expect(block<'header'>(answer, 'who')).toMatchObject({
      title: 'Review',
      subtitle: expect.stringMatching(/\d\d:\d\d/),
    })
    expect(block<'facts'>(answer, 'facts')!.items.map(({ label, value }) => [label, value])).toEqual([
      ['Place', 'Room 1'],
      ['Video call', 'Join'],
      ['Coming', 'Ana Ruiz, Eva Gómez'],
      ['No answer yet', 'Juan Pérez'],
    ])
    expect(rows(answer, 'open')).toEqual(['Send the estimate'])
    expect(rows(answer, 'last')).toHaveLength(2)
    expect(block<'form'>(answer, 'meeting-notes')!.submit.request.href).toBe(
      `/api/meetings/${answer.meeting!.interactionId}/notes`,
    )
  })

  it('is found without its UID by when it starts and who meets, in the mailboxes of who asks', async () => {
    const told = { startAt: start, organizer: `Ana Ruiz <${ANA}>`, subject: 'Review' }
    expect((await ask(ANA, told, [EVA, JUAN])).meeting).toMatchObject({ planned: true })
    expect((await ask(ANA, told, ['Somebody <else@other.test>'])).meeting).toBeNull()
    expect((await ask(ANA, { ...told, startAt: at(DAY + 1).toISOString() }, [EVA])).meeting).toBeNull()
    // Juan's calendar has not been read: what he has open is not synced, whatever Ana's holds.
    const juans = await ask(JUAN, told, [EVA, ANA])
    expect(juans).toMatchObject({ meeting: null, state: { state: 'not-synced' } })
    expect(juans.people.map((one) => one.address)).toEqual(['eva@client.test', ANA])
    expect(block<'header'>(juans, 'who')).toMatchObject({ title: 'Review', meta: 'Called by Ana Ruiz' })
    expect(rows(juans, 'open')).toEqual(['Send the estimate'])
    expect(block(juans, 'meeting-notes')).toBeUndefined()
  })

  it('that has begun is logged', async () => {
    const answer = await ask(ANA, { startAt: at(-DAY).toISOString(), organizer: EVA }, [ANA])
    expect(answer).toMatchObject({
      meeting: { planned: false },
      state: { state: 'logged', text: 'Logged for the team' },
    })
    // It is not among what was last: it is what one looks at.
    expect(rows(answer, 'last')).toHaveLength(1)
  })

  it('among colleagues is not logged, and says why', async () => {
    const answer = await ask(ANA, { startAt: at(2 * DAY).toISOString(), organizer: ANA }, [JUAN])
    expect(answer.meeting).toMatchObject({ interactionId: null })
    expect(answer.state).toEqual({ state: 'skipped', text: 'Not logged: only colleagues are on it.', tone: 'neutral' })
    // With somebody outside it is another one.
    expect((await ask(ANA, { startAt: at(2 * DAY).toISOString(), organizer: ANA }, [EVA])).meeting).toBeNull()
  })

  it('shows to others what its level allows', async () => {
    const { meeting } = await ask(ANA, { uid: 'next@ours.test' })
    const set = (level: string | null) =>
      company.send(ANA, 'PUT', `/api/interactions/${meeting!.interactionId}/level`, { level })
    expect((await ask(JUAN, { uid: 'next@ours.test' })).meeting).toMatchObject({ planned: true })
    await set('existence')
    const cut = await ask(JUAN, { uid: 'next@ours.test' })
    expect(block<'header'>(cut, 'who')!.title).toBe('(no title)')
    expect([cut.people, block(cut, 'facts'), block(cut, 'meeting-notes')]).toEqual([[], undefined, undefined])
    expect((await ask(ANA, { uid: 'next@ours.test' })).state.text).toBe('Planned: others see only that it takes place')
    await set('nothing')
    expect(await ask(JUAN, { uid: 'next@ours.test' })).toMatchObject({ meeting: null, state: { state: 'not-synced' } })
    await set(null)
  })

  it('that is being made is told of its people alone, in the language of who asks', async () => {
    const answer = await ask(ANA, { making: 'true', locale: 'es' }, [EVA, 'new@quiet.test', 'not an address'])
    expect(answer.state).toMatchObject({ state: 'none', text: expect.stringContaining('Ficha aún no la conoce') })
    expect(answer.people.map((one) => [one.address, one.who])).toEqual([
      ['eva@client.test', 'contact'],
      ['new@quiet.test', 'unknown'],
    ])
    const nobody = await ask(ANA, { making: 'true' })
    expect(nobody.blocks.map((one) => one.type)).toEqual(['header', 'text'])
    expect((await company.call(ANA, 'GET', '/api/appointment?startAt=soon')).status).toBe(422)
  })
})
