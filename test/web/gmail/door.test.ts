/** Who may call the add-on, for whom it draws, and what of a card comes back: Google's tokens and our own states, true and forged. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '#server/cli/commands.ts'
import type { Card } from '../../../addin-gmail/card-types.ts'
import type { Company } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { ANA, GONE, type GmailCompany, JUAN, foundGmailCompany } from '#test/support/gmail-company.ts'
import { type GmailHost, actionOf, cardOf, textsOf } from '#test/support/gmail-host.ts'

const HOUR = 3600

describeOneDatabase('the door of the Gmail add-on', ({ fresh }) => {
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

  describe('answers nobody but Google', () => {
    const status = async (...asked: Parameters<GmailHost['call']>) => (await host.call(...asked)).status
    const now = () => Math.floor(Date.now() / 1000)

    it('and lets Google in', async () => {
      expect(await status('/gmail/home', ANA)).toBe(200)
      // The token may come in the body alone.
      const authorizationEventObject = {
        systemIdToken: host.systemToken('/gmail/home'),
        userIdToken: host.userToken(ANA),
      }
      expect(await status('/gmail/home', ANA, { system: null, event: { authorizationEventObject } })).toBe(200)
    })

    it.each<[string, () => Parameters<GmailHost['call']>[2]]>([
      ['no token', () => ({ system: null })],
      ['no token at all, but a word', () => ({ system: 'good morning' })],
      [
        'an unsigned one',
        () => ({
          system: world.google.sign(
            { aud: 'http://localhost/gmail/home', email: world.google.addOn.serviceAccountEmail, email_verified: true },
            { alg: 'none' },
          ),
        }),
      ],
      [
        'one signed by somebody else',
        () => ({
          system: world.google.sign(
            { aud: 'http://localhost/gmail/home', email: world.google.addOn.serviceAccountEmail, email_verified: true },
            { key: 'other' },
          ),
        }),
      ],
      [
        'one signed with the public key as a secret',
        () => ({
          system: world.google.sign(
            { aud: 'http://localhost/gmail/home', email: world.google.addOn.serviceAccountEmail, email_verified: true },
            { alg: 'HS256' },
          ),
        }),
      ],
      ['one for another address of ours', () => ({ system: { aud: 'http://localhost/gmail/act' } })],
      ['one for another server', () => ({ system: { aud: 'https://crm.example/gmail/home' } })],
      ['one of another issuer', () => ({ system: { iss: 'https://accounts.example' } })],
      ['one that has expired', () => ({ system: { iat: now() - 2 * HOUR, exp: now() - HOUR } })],
      ['one of another add-on', () => ({ system: { email: 'service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com' } })],
      ['one whose address nobody verified', () => ({ system: { email_verified: false } })],
      ['the user’s token in its place', () => ({ system: host.userToken(ANA) })],
      ['a user token for another client', () => ({ user: { aud: 'other.apps.googleusercontent.com' } })],
      ['a user token that has expired', () => ({ user: { iat: now() - 2 * HOUR, exp: now() - HOUR } })],
      ['a user token whose address nobody verified', () => ({ user: { email_verified: false } })],
      [
        'a forged user token',
        () => ({
          user: world.google.sign(
            { aud: world.google.addOn.oauthClientId, sub: 'x', email: ANA, email_verified: true },
            { key: 'other' },
          ),
        }),
      ],
    ])('not with %s', async (_, called) => {
      const response = await host.call('/gmail/home', ANA, called())
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('eyJ')
    })

    it('nor what is no event, or is too large', async () => {
      expect((await company.call(null, 'POST', '/gmail/home', { hello: 1 })).status).toBe(400)
      expect(
        (await company.call(null, 'POST', '/gmail/home', { commonEventObject: {}, x: 'x'.repeat(1_100_000) })).status,
      ).toBe(413)
    })

    it('and nobody from outside is a viewer by saying so', async () => {
      for (const name of ['viewer', 'x-viewer', 'stand-in'])
        expect((await company.app.request('/api/me', { headers: { [name]: '{"userId":1}' } })).status).toBe(401)
    })
  })

  describe('knows whom it draws for', () => {
    it('and says what to do to whom it does not know', async () => {
      const card = await host.open('/gmail/home', 'stranger@ours.test')
      expect(textsOf(card).join(' ')).toContain('stranger@ours.test')
      expect(textsOf(await host.open('/gmail/home', 'stranger@ours.test', { language: 'es-ES' }))[0]).toBe(
        'Nadie usa aquí esta cuenta',
      )
    })

    it('by the account, whatever address it has by now', async () => {
      await host.open('/gmail/home', JUAN)
      expect(textsOf(await host.open('/gmail/home', JUAN, { user: { email: 'renamed@ours.test' } }))[0]).toBe('Today')
      const other = await host.open('/gmail/home', JUAN, { user: { sub: 'somebody else with the same address' } })
      expect(textsOf(other)[0]).toBe('This address belonged to another Google account')
    })

    it('by one account at a time, until whoever runs Ficha unbinds it', async () => {
      const said: string[] = []
      const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
      const unbind = () => runCommand(['user', 'unbind-google', JUAN], '/', io, async () => company.engine)
      const home = async (sub: string) => textsOf(await host.open('/gmail/home', JUAN, { user: { sub } }))[0]
      await host.open('/gmail/home', JUAN)
      expect(await unbind()).toBe(0)
      // Of two that come first at the same moment, one is taken.
      const both = await Promise.all([home('first'), home('second')])
      expect(both.toSorted()).toEqual(['This address belonged to another Google account', 'Today'])
      const [taken, refused] = both[0] === 'Today' ? ['first', 'second'] : ['second', 'first']
      expect([await home(taken), await home(refused)]).toEqual([
        'Today',
        'This address belonged to another Google account',
      ])
      expect([await unbind(), await unbind()]).toEqual([0, 2])
      expect(said.join('')).toContain(`no Google account is bound to ${JUAN}`)
      expect(await home(refused)).toBe('Today')
      expect(await unbind()).toBe(0)
      await host.open('/gmail/home', JUAN)
    })

    it('and shows nothing to a user who left', async () => {
      expect(textsOf(await host.open('/gmail/home', GONE))[0]).toBe('Today')
      await company.engine.database.db
        .updateTable('users')
        .set({ left_at: new Date() })
        .where('email', '=', GONE)
        .execute()
      expect(textsOf(await host.open('/gmail/home', GONE))[0]).toBe('Nobody here goes by this account')
    })

    it('asks for what was unticked', async () => {
      expect(await host.answer('/gmail/home', ANA, { user: null })).toEqual({
        requesting_google_scopes: { scopes: ['https://www.googleapis.com/auth/userinfo.email'] },
      })
      const event = { calendar: { id: 'abc', calendarId: ANA }, authorizationEventObject: { authorizedScopes: ['x'] } }
      expect(await host.answer('/gmail/calendar/event', ANA, { event })).toEqual({
        requesting_google_scopes: { scopes: ['https://www.googleapis.com/auth/calendar.addons.current.event.read'] },
      })
    })

    it('says that it is not set up, until it is', async () => {
      await world.setAddOn(null)
      expect(textsOf(await host.open('/gmail/home', ANA))[0]).toBe('The add-on is not set up yet')
      await world.setAddOn(world.google.addOn)
    })
  })

  describe('takes back only what it has given', () => {
    const stateOf = (card: Card) => {
      const action = actionOf(card, 'Call')
      return { action, state: action.parameters![0]!.value! }
    }
    const pressed = async (who: string, state: string, card: Card) => {
      const { action } = stateOf(card)
      return textsOf(cardOf(await host.press(who, { ...action, parameters: [{ key: 'state', value: state }] })))[0]
    }

    it('unsigned, altered and foreign states do nothing', async () => {
      const card = await openMessage(ANA, 'answer')
      const { state } = stateOf(card)
      const [text, mac] = state.split('.') as [string, string]
      const body = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
      const forged = Buffer.from(JSON.stringify({ ...body, user: 2 })).toString('base64url')
      for (const wrong of [text, `${text}.`, `${forged}.${mac}`, `${text}.${mac}.${mac}`, 'x.y', ''])
        expect(await pressed(ANA, wrong, card)).toBe('This did not work')
      expect(await pressed(JUAN, state, card)).toBe('This card is not yours')
    })

    it('and asks again whether one may', async () => {
      const state = actionOf(await openMessage(ANA, 'answer'), /The &lt;i&gt;offer/)
      await company.engine.database.db
        .updateTable('users')
        .set({ left_at: new Date() })
        .where('email', '=', ANA)
        .execute()
      expect(textsOf(cardOf(await host.press(ANA, state)))[0]).toBe('Nobody here goes by this account')
      await company.engine.database.db.updateTable('users').set({ left_at: null }).where('email', '=', ANA).execute()
    })

    it('and a click without state shows what is open', async () => {
      const action = { function: 'http://localhost/gmail/act', parameters: [] }
      expect(cardOf(await host.press(ANA, action, {}, message('answer'))).header?.title).toContain('Eva')
    })
  })
})
