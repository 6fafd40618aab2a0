/** The playground as Gmail: the real endpoints answer it, for whoever is signed in, and nobody else can play Google. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GmailAnswer, GmailAsk } from '#shared/playground-gmail.ts'
import { createPlaygroundIssuer } from '#server/web/playground/gmail-issuer.ts'
import { createApp } from '#server/app.ts'
import { letter } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type DemoLike, foundDemoLike } from '#test/support/demo-like.ts'
import type { Answer, Card, CardAction, Navigation } from '../../addin-gmail/card-types.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']
const ORIGIN = 'http://localhost'

describeOneDatabase('Gmail in the playground', ({ fresh }) => {
  let company: DemoLike
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    company = await foundDemoLike(await fresh())
    app = createApp({ ...company.engine, demo: true, playground: company.playground, wake: () => {} })
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.deliver(JUAN)
    await company.deliver(ANA, {
      'cur/1:2,S': letter({ from: 'Eva Gómez <eva@client.test>', id: 'plan@client.test', subject: 'The plan' }),
      '.Sent/cur/2:2,S': letter({ from: ANA, to: 'eva@client.test', id: 'first@ours.test' }),
    })
  })
  afterAll(() => company.close())

  const post = (who: string | null, asked: Partial<GmailAsk>, at = app) =>
    at.request('/playground/api/gmail', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(who !== null && { authorization: `Bearer ${company.tokenOf(who)}` }),
      },
      body: JSON.stringify({ mailbox: ANA, open: HOME, click: null, locale: 'en-GB', zone: 'Europe/Madrid', ...asked }),
    })
  const ask = async (who: string, asked: Partial<GmailAsk>, at = app): Promise<Card> => {
    const response = await post(who, asked, at)
    expect(response.status).toBe(200)
    const said = (await response.json()) as GmailAnswer<Answer>
    if (!('answer' in said)) throw new Error(`the add-on answered ${said.failed}`)
    return cardIn(said.answer)
  }
  const thePlan = async (): Promise<GmailAsk['open']> => {
    const found = (await company.folder(ANA, ANA, 'Inbox')).find(({ subject }) => subject === 'The plan')
    return { kind: 'message', id: found!.id }
  }
  const clickOf = ({ function: url, parameters }: CardAction): NonNullable<GmailAsk['click']> => ({
    url: url ?? '',
    parameters: Object.fromEntries((parameters ?? []).map(({ key, value }) => [key ?? '', value ?? ''])),
    formInputs: {},
  })

  it('shows who wrote the open message, and in the other language', async () => {
    const open = await thePlan()
    const card = await ask(ANA, { open })
    expect(card.header?.title).toBe('Eva Gómez')
    expect(wordsIn(card)).toContain('Not classified yet')
    expect(wordsIn(card)).toContain('The plan')
    expect(wordsIn(await ask(ANA, { open, locale: 'es-ES' }))).toContain('Sin clasificar')
  })

  it('is written through by a click, and taken back', async () => {
    const open = await thePlan()
    const status = async () => (await company.contacts(ANA))[0]?.status
    const labelled = async (label: string, card: Card) =>
      ask(ANA, { open, click: clickOf(actionsIn(card).find((one) => one.label === label)!.action) })
    const done = await labelled('Customer', await ask(ANA, { open }))
    expect(await status()).toBe('customer')
    await labelled('Undo', done)
    expect(await status()).toBe('unclassified')
  })

  it('tells of home, of whom one writes to, and of a meeting with its people', async () => {
    expect(actionsIn(await ask(ANA, {})).length).toBeGreaterThan(0)
    const compose = await ask(ANA, { open: { kind: 'compose', to: ['eva@client.test'], cc: [], bcc: [] } })
    expect(wordsIn(compose)).toContain('Will be logged')
    const at = { start: '2026-11-24T10:00', end: '2026-11-24T11:00', zone: 'Europe/Madrid' }
    const response = await app.request(`/playground/api/calendar?mailbox=${ANA}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${company.tokenOf(ANA)}` },
      body: JSON.stringify({
        times: at,
        title: 'The offer',
        place: '',
        text: '',
        attendees: [{ address: 'eva@client.test', name: 'Eva Gómez', optional: false }],
        repeats: { every: 'never', until: null },
        private: false,
      }),
    })
    expect(response.status).toBe(201)
    const { uid } = (await response.json()) as { uid: string }
    const attendees = [{ address: 'eva@client.test', name: 'Eva Gómez', answer: 'none', optional: false }]
    const event = { kind: 'event' as const, organizer: { name: null, address: ANA }, attendees, originalStart: null }
    const held = await ask(ANA, { open: { ...event, uid } })
    expect(held.header?.title).toBe('The offer')
    expect(wordsIn(held)).toContain('Eva Gómez')
    expect(wordsIn(await ask(ANA, { open: { ...event, uid: null } }))).toContain('Eva Gómez')
  })

  it('keeps what is chosen while writing, and it holds for what is then sent', async () => {
    const [eva] = await company.contacts(ANA, 'address=eva@client.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${eva!.id}`, { status: 'customer' })
    for (const { id } of await company.mailboxes(ANA))
      await company.send(ANA, 'PATCH', `/api/mailboxes/${id}`, { reviewed: true })
    const open: GmailAsk['open'] = { kind: 'compose', to: ['eva@client.test'], cc: [], bcc: [] }
    const keep = actionsIn(await ask(ANA, { open })).find(({ label }) => label === 'Keep')!
    const level = { stringInputs: { value: ['nothing'] } }
    await ask(ANA, { open, click: { ...clickOf(keep.action), formInputs: { level } } })
    const write = (subject: string) =>
      company.write(ANA, { mailbox: ANA, to: [{ name: null, address: 'eva@client.test' }], subject }, [], app)
    for (const subject of ['Between us', 'For everybody']) expect((await write(subject)).status).toBe(201)
    const subjects = async (who: string) =>
      (await company.interactions(who, 'kind=mail_sent')).flatMap(({ subject }) => subject ?? [])
    expect(await subjects(ANA)).toEqual(expect.arrayContaining(['Between us', 'For everybody']))
    expect(await subjects(JUAN)).toContain('For everybody')
    expect(await subjects(JUAN)).not.toContain('Between us')
  })

  it('shows a company its own mail too, where nothing can be written into', async () => {
    const card = await ask(ANA, { open: await thePlan() }, company.app)
    expect(card.header?.title).toBe('Eva Gómez')
  })

  describe('refuses', () => {
    it('whoever is not signed in, and mailboxes of others', async () => {
      expect((await post(null, {}, company.app)).status).toBe(401)
      expect((await post(JUAN, { mailbox: ANA })).status).toBe(404)
    })

    it('what a colleague was drawn, and messages that are not one’s own', async () => {
      const open = await thePlan()
      const [first] = actionsIn(await ask(ANA, { open }))
      const stolen = await ask(JUAN, { mailbox: JUAN, click: clickOf(first!.action) })
      expect(stolen.name).toBe('matter')
      expect(wordsIn(await ask(JUAN, { mailbox: JUAN, open }))).not.toContain('Eva')
    })

    it.each([
      'https://elsewhere.example/gmail/act',
      'http://localhost/api/me',
      'http://localhost/gmail/../api/contacts',
      'http://localhost.elsewhere.example/gmail/act',
      '/gmail/act',
    ])('to call anything but the add-on: %s', async (url) => {
      const response = await post(ANA, { click: { url, parameters: {}, formInputs: {} } })
      expect(response.status).toBe(422)
    })

    it('what is no request', async () => {
      for (const wrong of [{ zone: 'Mars/Base' }, { open: { kind: 'other' } as never }, { locale: '<b>' }])
        expect((await post(ANA, wrong)).status).toBe(422)
    })

    it('requests from outside that play Google as the playground does', async () => {
      const forger = createPlaygroundIssuer(() => new Date())
      const url = `${ORIGIN}/gmail/message`
      const system = await forger.systemToken(url)
      const event = {
        commonEventObject: { hostApp: 'GMAIL' },
        authorizationEventObject: {
          systemIdToken: system,
          userIdToken: await forger.userToken({ userId: 1, email: ANA }),
        },
        gmail: { messageId: ((await thePlan()) as { id: string }).id },
      }
      const response = await app.request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${system}` },
        body: JSON.stringify(event),
      })
      // Nobody has set up the add-on of Google here, so there is nothing that could be trusted.
      const card = cardIn((await response.json()) as Answer)
      expect(card.name).toBe('matter')
      expect(wordsIn(card)).not.toContain('Eva')
    })
  })
})

const HOME: GmailAsk['open'] = { kind: 'nothing', app: 'GMAIL' }

function cardIn(answer: Answer): Card {
  if ('requesting_google_scopes' in answer) throw new Error('the add-on asks for scopes')
  const { navigations = [] } = 'renderActions' in answer ? answer.renderActions.action : answer.action
  const last = navigations.at(-1) as Exclude<Navigation, { pop: true }> | undefined
  const card = last && ('pushCard' in last ? last.pushCard : 'updateCard' in last ? last.updateCard : undefined)
  if (!card) throw new Error(`no card in ${JSON.stringify(answer)}`)
  return card
}

const SAID = new Set(['title', 'subtitle', 'header', 'text', 'topLabel', 'bottomLabel', 'label', 'actionLabel'])

/** Everything that one reads in it. */
function wordsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([name, inner]) => (typeof inner === 'string' && SAID.has(name) ? inner : wordsIn(inner)))
    .filter((words) => words !== '')
    .join('\n')
}

/** Everything that can be clicked and has a label. */
function actionsIn(value: unknown): { label: string; action: CardAction }[] {
  if (typeof value !== 'object' || value === null) return []
  const { text, onClick, actionLabel } = value as {
    text?: string
    actionLabel?: string
    onClick?: { action?: CardAction }
  }
  const own = onClick?.action ? [{ label: text ?? actionLabel ?? '', action: onClick.action }] : []
  return [...own, ...Object.values(value).flatMap(actionsIn)]
}
