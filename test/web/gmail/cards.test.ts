/** What the cards of a message, of home, of a draft and of an event show, and what a click in them does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActionAnswer } from '../../../addin-gmail/card-types.ts'
import type { Company } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { ANA, type GmailCompany, JUAN, foundGmailCompany } from '#test/support/gmail-company.ts'
import { type GmailHost, actionOf, cardOf, clicksOf, inputsOf, textsOf, widgetsOf } from '#test/support/gmail-host.ts'

describeOneDatabase('the cards of the Gmail add-on', ({ fresh }) => {
  let world: GmailCompany
  let company: Company
  let host: GmailHost
  beforeAll(async () => {
    world = await foundGmailCompany(await fresh())
    ;({ company, host } = world)
  })
  afterAll(() => world.close())

  const message = (name: string) => ({ event: { gmail: { messageId: world.ids[name]! } } })
  const openMessage = (who: string, name: string, language = 'en-GB') =>
    host.open('/gmail/message', who, { ...message(name), language })
  const said = (answer: ActionAnswer) => answer.renderActions.action.notification?.text

  describe('beside a message', () => {
    it('shows the record, names and subjects as they are and never as markup', async () => {
      const card = await openMessage(ANA, 'answer')
      expect(card.header?.title).toBe('Eva ‹b>Gómez‹/b>')
      const texts = textsOf(card)
      expect(texts).toContain('Logged for the team')
      expect(texts.some((text) => text.includes('The &lt;i&gt;offer&lt;/i&gt;'))).toBe(true)
      expect(JSON.stringify(card)).not.toMatch(/<i>|<b>G/)
      expect(widgetsOf(card).length).toBeLessThanOrEqual(100)
      expect(textsOf(await openMessage(ANA, 'answer', 'es-ES'))).toContain('Registrado para el equipo')
    })

    it('finds it by the number that Gmail gives it', async () => {
      const { db } = company.engine.database
      await db
        .updateTable('occurrences')
        .set({ provider_id: '18f3c0ffee123456' })
        .where('provider_id', '=', world.ids['offer']!)
        .execute()
      const event = { gmail: { messageId: `msg-f:${BigInt('0x18f3c0ffee123456')}` } }
      expect((await host.open('/gmail/message', ANA, { event })).header?.title).toContain('Eva')
      await db
        .updateTable('occurrences')
        .set({ provider_id: world.ids['offer']! })
        .where('provider_id', '=', '18f3c0ffee123456')
        .execute()
    })

    it('goes to somebody else on it', async () => {
      const chosen = await host.press(ANA, actionOf(await openMessage(ANA, 'answer'), /^Leo/))
      const [navigation] = chosen.renderActions.action.navigations!
      expect(navigation && 'pushCard' in navigation && navigation.pushCard.header?.title).toBe('Leo')
      expect(
        clicksOf(cardOf(chosen))
          .keys()
          .toArray()
          .some((label) => label.startsWith('Eva')),
      ).toBe(true)
    })

    it('of which nothing is kept says why, and who it is from', async () => {
      const card = await openMessage(ANA, 'news')
      expect(card.header?.title).toBe('News')
      expect(textsOf(card).join('\n')).toMatch(/Not logged/)
    })

    it('that is in nobody’s mailbox, or not in one’s own, is not synced yet', async () => {
      for (const [who, id] of [
        [ANA, 'msg-f:99'],
        [JUAN, world.ids['answer']!],
      ] as const) {
        const card = await host.open('/gmail/message', who, { event: { gmail: { messageId: id } } })
        expect(textsOf(card)[0]).toBe('Not synced yet')
      }
    })

    it('acts, says so, and takes it back', async () => {
      const before = await openMessage(ANA, 'answer')
      const choice = widgetsOf(before).find(
        ({ selectionInput }) => selectionInput?.name === 'choice-level',
      )!.selectionInput!
      expect(choice.items?.find(({ selected }) => selected)?.value).toBe('level-everything')
      const typed = { 'choice-level': { stringInputs: { value: ['level-nothing'] } } }
      const done = await host.press(ANA, choice.onChangeAction!, typed)
      expect(said(done)).toBeTruthy()
      const level = async () => (await company.interactions(ANA)).find((one) => one.messageId === 'answer@x')
      expect((await company.interactions(JUAN)).map((one) => one.messageId)).not.toContain('answer@x')
      expect(await level()).toBeTruthy()
      const undone = await host.press(ANA, actionOf(cardOf(done), 'Undo'))
      expect(said(undone)).toBe('Taken back')
      expect((await company.interactions(JUAN)).map((one) => one.messageId)).toContain('answer@x')
    })

    it('takes on its conversation', async () => {
      const choice = widgetsOf(await openMessage(ANA, 'answer')).find(
        ({ selectionInput }) => selectionInput?.name === 'choice-conversation',
      )!
      const done = await host.press(ANA, choice.selectionInput!.onChangeAction!, {
        'choice-conversation': { stringInputs: { value: ['claim'] } },
      })
      const now = widgetsOf(cardOf(done)).find(({ selectionInput }) => selectionInput?.name === 'choice-conversation')!
      expect(now.selectionInput?.items?.find(({ selected }) => selected)?.value).toBe('claim')
    })

    it('logs a call by hand, with a next step, and says what is missing first', async () => {
      const pushed = await host.press(ANA, actionOf(await openMessage(ANA, 'answer'), 'Call'))
      const form = cardOf(pushed)
      const send = actionOf(form, form.fixedFooter!.primaryButton!.text!)
      const at = {
        dateTimeInput: { msSinceEpoch: String(Date.parse('2026-11-20T09:30:00Z')), hasDate: true, hasTime: true },
      }
      const wrong = await host.press(ANA, send, { ...inputsOf(form), occurredAt: at })
      expect(said(wrong)).toBe('This is needed.')
      const typed = {
        ...inputsOf(cardOf(wrong)),
        occurredAt: at,
        text: { stringInputs: { value: ['She <b>wants</b> the offer'] } },
        nextTitle: { stringInputs: { value: ['Send it'] } },
        nextDueOn: { dateInput: { msSinceEpoch: String(Date.parse('2026-12-01T00:00:00Z')) } },
      }
      const sent = await host.press(ANA, actionOf(cardOf(wrong), form.fixedFooter!.primaryButton!.text!), typed)
      expect(sent.renderActions.action.navigations?.[0]).toEqual({ pop: true })
      expect(textsOf(cardOf(sent)).join('\n')).toContain('Send it')
      const [call] = await company.interactions(ANA, 'kind=call')
      expect(call).toMatchObject({ occurredAt: '2026-11-20T09:30:00.000Z' })
      expect(call?.report).toContain('She <b>wants</b> the offer')
      const done = await host.press(ANA, actionOf(cardOf(sent), 'Done'))
      expect(textsOf(cardOf(done)).join('\n')).not.toContain('flag Send it')
      await host.press(ANA, actionOf(cardOf(done), 'Undo'))
    })

    it('opens a report, and lists what was with them', async () => {
      const card = await openMessage(ANA, 'answer')
      const report = cardOf(await host.press(ANA, actionOf(card, /The &lt;i&gt;offer/)))
      expect(report.name).toBe('report')
      expect(textsOf(report).join('\n')).toContain('Hello Ana')
      const list = cardOf(await host.press(ANA, actionOf(card, 'Search and filter')))
      const found = await host.press(ANA, actionOf(list, 'Search'), {
        q: { stringInputs: { value: ['nothing like it'] } },
      })
      expect(textsOf(cardOf(found))).toContain('Nothing matches.')
    })
  })

  it('shows what today brings, and what one promised', async () => {
    const card = await host.open('/gmail/home', ANA)
    expect(textsOf(card)).toEqual(
      expect.arrayContaining(['Today', 'Meetings today', 'Waiting for an answer', 'Your follow-ups', 'Send it']),
    )
    const es = await host.open('/gmail/home', ANA, { language: 'es-MX' })
    expect(textsOf(es)).toEqual(expect.arrayContaining(['Hoy', 'Reuniones de hoy']))
  })

  it('says what becomes of a draft, and follows its recipients', async () => {
    const draft = (...toRecipients: string[]) => ({ event: { gmail: { toRecipients } } })
    const empty = await host.open('/gmail/compose', ANA, draft())
    expect(textsOf(empty).join(' ')).toContain('Say to whom it goes')
    const card = await host.open('/gmail/compose', ANA, draft('eva@client.test'))
    expect(textsOf(card).join('\n')).toMatch(/Will be logged for the team, with Eva/)
    const again = card.cardActions!.find(({ actionLabel }) => actionLabel === 'Refresh')!.onClick!.action!
    const now = await host.press(ANA, again, {}, draft(JUAN))
    expect(textsOf(cardOf(now))).toContain('Will not be logged: only colleagues')
  })

  it('keeps what one chooses for the next mail to these people, and for no others', async () => {
    const draft = (...toRecipients: string[]) => ({ event: { gmail: { toRecipients } } })
    const choices = async () => company.engine.database.db.selectFrom('draft_choices').selectAll().execute()
    const card = await host.open('/gmail/compose', ANA, draft('eva@client.test', JUAN))
    const typed = {
      level: { stringInputs: { value: ['nothing'] } },
      remindOn: { dateInput: { msSinceEpoch: String(Date.parse('2026-12-24T00:00:00Z')) } },
    }
    const kept = await host.press(ANA, actionOf(card, 'Keep'), typed, draft('eva@client.test', JUAN))
    expect(said(kept)).toBe('Kept for your next mail to them')
    expect(await choices()).toMatchObject([{ level: 0, taken_at: null, recipients: [expect.any(String)] }])
    // Whatever colleague is in Cc, it is the same mail; to somebody else it is another.
    const again = inputsOf(await host.open('/gmail/compose', ANA, draft('Eva@client.test')))
    expect(again['level']).toEqual(typed.level)
    expect(again['remindOn']).toEqual(typed.remindOn)
    expect(
      inputsOf(await host.open('/gmail/compose', ANA, draft('eva@client.test', 'leo@client.test')))['level'],
    ).toBeUndefined()
    expect(inputsOf(await host.open('/gmail/compose', JUAN, draft('eva@client.test')))['level']).toBeUndefined()
    // It follows the draft when that goes to others as well, and what is chosen then is meant for them.
    const refresh = cardOf(kept).cardActions!.find(({ actionLabel }) => actionLabel === 'Refresh')!.onClick!.action!
    const both = draft('eva@client.test', 'leo@client.test')
    expect(inputsOf(cardOf(await host.press(ANA, refresh, {}, both)))['level']).toEqual(typed.level)
    expect(inputsOf(await host.open('/gmail/compose', ANA, draft('eva@client.test')))['level']).toBeUndefined()
    await host.press(ANA, actionOf(cardOf(kept), 'Keep'), {}, both)
    expect(inputsOf(await host.open('/gmail/compose', ANA, both))['level']).toBeUndefined()
  })

  it('says of a calendar event who meets, and leads to their records', async () => {
    const attendees = [
      { email: 'eva@client.test', displayName: 'Eva', responseStatus: 'accepted' },
      { email: ANA, self: true, organizer: true },
      { email: 'room@resource.calendar.google.com', resource: true },
    ]
    const calendar = { id: 'abc123_20261125T100000Z', recurringEventId: 'abc123', calendarId: ANA, attendees }
    const event = { calendar, organizer: { email: ANA } }
    const card = await host.open('/gmail/calendar/event', ANA, { event })
    expect(card.header?.title).toBe('Meeting')
    const people = [...clicksOf(card).keys()].filter((label) => label.includes('·') || label.includes('@'))
    expect(people.some((label) => label.startsWith('Eva'))).toBe(true)
    expect(JSON.stringify(card)).not.toContain('resource.calendar')
    const record = cardOf(await host.press(ANA, actionOf(card, /^Eva/), {}, { event }))
    expect(record.name).toBe('record')
    expect(textsOf(await host.open('/gmail/calendar/event', ANA, { event, language: 'es-ES' }))[0]).toBe('Reunión')
  })

  it('is installed by a manifest that names these addresses', async () => {
    const manifest = await (await company.app.request('/manifests/gmail.json')).json()
    expect(manifest.addOns.gmail.contextualTriggers[0].onTriggerFunction).toBe('http://localhost/gmail/message')
    expect(manifest.oauthScopes.filter((scope: string) => /modify|gmail\.readonly|mail\.google/.test(scope))).toEqual(
      [],
    )
    expect((await company.app.request('/gmail/logo.png')).headers.get('content-type')).toBe('image/png')
  })
})
