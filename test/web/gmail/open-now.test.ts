/** A message that is open in Gmail and not synced: read with what Google gave for it alone, by one click, through the river. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, letter } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { ANA, type GmailCompany, foundGmailCompany } from '#test/support/gmail-company.ts'
import { type Called, type GmailHost, actionOf, cardOf, clicksOf, textsOf } from '#test/support/gmail-host.ts'
import type { AddOnEvent } from '../../../addin-gmail/card-types.ts'

const BOB = 'bob@ours.test'
const READ = 'https://www.googleapis.com/auth/gmail.addons.current.message.readonly'

describeOneDatabase('a message that is not synced yet', ({ fresh }) => {
  let world: GmailCompany
  let company: Company
  let host: GmailHost
  beforeAll(async () => {
    world = await foundGmailCompany(await fresh())
    ;({ company, host } = world)
    await company.user(BOB, { name: 'Bob' })
  })
  afterAll(() => world.close())

  /** As Gmail has it open, with the two tokens that read it and no other. */
  const opened = (mail: string, scopes?: string[]): Called & { event: Partial<AddOnEvent> } => {
    const account = world.google.account(BOB)
    const id = account.mail.insert(mail, ['INBOX'])
    const { gmail, authorizationEventObject } = account.openMessage(id, 'http://localhost/gmail/message', scopes)
    const { userOAuthToken, authorizedScopes } = authorizationEventObject
    return { event: { gmail, authorizationEventObject: { userOAuthToken, authorizedScopes } } }
  }

  it('waits for the click where nothing is in the background, and is logged by it', async () => {
    const open = opened(letter({ id: 'new@client.test', from: 'Eva <eva@client.test>', to: BOB, subject: 'Just now' }))
    const card = await host.open('/gmail/message', BOB, open)
    expect(textsOf(card)[0]).toBe('Not synced yet')
    expect(await company.decisions(BOB, 'new@client.test')).toEqual([])
    const taken = cardOf(await host.press(BOB, actionOf(card, 'Log this message'), {}, open))
    expect(taken.header?.title).toBe('Eva')
    expect(await company.decisions(BOB, 'new@client.test')).toMatchObject([{ outcome: 'logged', mailbox: BOB }])
    // Pressed for the team: nothing waits to be reviewed, and nothing is said to be syncing.
    expect((await company.interactions(ANA)).map((one) => one.messageId)).toContain('new@client.test')
    expect(await company.mailboxes(BOB)).toMatchObject([{ address: BOB, state: 'paused' }])
    // Again from the trigger: it is known by now.
    expect((await host.open('/gmail/message', BOB, open)).header?.title).toBe('Eva')
  })

  it('of which nothing is kept is said with who it is from', async () => {
    const headers = { 'List-Unsubscribe': '<https://x.test/u>' }
    const open = opened(letter({ id: 'ad@shop.test', from: 'Shop <ad@shop.test>', to: BOB, headers }))
    const card = await host.open('/gmail/message', BOB, open)
    const taken = cardOf(await host.press(BOB, actionOf(card, 'Log this message'), {}, open))
    expect(taken.header?.title).toBe('Shop')
    expect(textsOf(taken).join('\n')).toMatch(/Not logged/)
  })

  it('is asked for where the user unticked reading it', async () => {
    const open = opened(letter({ id: 'closed@client.test', to: BOB }), [
      'https://www.googleapis.com/auth/userinfo.email',
    ])
    const card = await host.open('/gmail/message', BOB, open)
    const { action } = clicksOf(card).get('Log this message')!
    const parameters = Object.fromEntries(action!.parameters!.map(({ key, value }) => [key!, value!]))
    const event = { ...open.event, commonEventObject: { parameters } }
    expect(await host.answer('/gmail/act', BOB, { event })).toEqual({ requesting_google_scopes: { scopes: [READ] } })
  })

  it('is nobody else’s to read', async () => {
    const open = opened(letter({ id: 'secret@client.test', to: BOB }))
    // Google gives each user what opens their own mail.
    const { messageId, threadId } = open.event.gmail!
    const hers = { event: { gmail: { messageId, threadId } } as Partial<AddOnEvent> }
    const card = await host.open('/gmail/message', ANA, hers)
    await host.press(ANA, actionOf(card, 'Log this message'), {}, hers)
    expect(await company.decisions(ANA, 'secret@client.test')).toEqual([])
  })
})
