/** Somebody connects their mailbox at Google, for the first time and again: a real server, a real browser, a stand-in for Google. */
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CONNECT } from '#shared/i18n/connect.ts'
import { gmailViewStrings } from '#shared/i18n/gmail-view.ts'
import { mailboxWords } from '#shared/i18n/page-mailboxes.ts'
import { mailStrings, notReadText, unloggedText } from '#shared/i18n/playground-mail.ts'
import { playgroundStrings } from '#shared/i18n/playground.ts'
import { SCOPES } from '#server/sync/google/scopes.ts'
import { type Account, type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { violations } from '#test/pane/open-pane.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { type FreshDatabase, freshDatabase } from '#test/support/databases.ts'
import { freePort } from '#test/support/postgres.ts'
import { type RunningServer, runFicha, startServer } from '#test/support/server.ts'
import { tabTo } from './keyboard.ts'
import { rawMail } from './mail-files.ts'
import { type Visit, openFolder, openMessage, recordOf, visit } from './visit.ts'

const SHOTS = process.env['FICHA_SHOTS']

/** One with a mouse in English, one with the keyboard in Spanish. */
const PEOPLE = [
  { language: 'en', name: 'Ana Ruiz', address: 'ana.ruiz@sirinube.example', keyboard: false },
  { language: 'es', name: 'Juan Pérez', address: 'juan.perez@sirinube.example', keyboard: true },
] as const

let fake: GoogleFake
let database: FreshDatabase
let server: RunningServer
let browser: Browser
let here: Visit | undefined

vi.setConfig({ testTimeout: 90_000 })

beforeAll(async () => {
  ;[fake, database] = await Promise.all([startGoogle({ quota: 'unlimited' }), freshDatabase('pglite')])
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...database.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DEMO: 'off',
    COMPANY_DOMAINS: 'sirinube.example',
    POLL_SECONDS: '1',
    GOOGLE_CLIENT_ID: fake.client.id,
    GOOGLE_CLIENT_SECRET: fake.client.secret,
    GOOGLE_PUBSUB_TOPIC: fake.topic,
    GOOGLE_API_URL: fake.url,
    GOOGLE_OAUTH_URL: fake.url,
  }
  ;[server, browser] = await Promise.all([startServer({ env, dataDir: database.dataDir }), launchBrowser()])
  fake.client.redirectUris.push(`${url}/connect/google/callback`)
  fake.push.endpoint = `${url}/webhooks/google/mail`
}, 120_000)
afterEach(async () => {
  fake.faults.clear()
  const errors = here?.errors
  await here?.close()
  here = undefined
  expect(errors ?? []).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await fake?.close()
  await database?.drop()
})

/** As an administrator makes a user, and their own mailbox at Google. @returns the token */
async function enrol({
  address,
  name,
  language,
}: (typeof PEOPLE)[number]): Promise<{ token: string; account: Account }> {
  const env = { DATA_DIR: server.dataDir }
  await runFicha(['user', 'add', address, '--name', name, '--role', 'rep', '--locale', language], { env })
  const { stdout } = await runFicha(['token', address], { env })
  const account = fake.account(address, { name, zone: 'Europe/Madrid' })
  const eva = `Eva Gómez <eva@cliente-${language}.example>`
  account.mail.insert(
    mail({ from: `${name} <${address}>`, to: eva, subject: 'La oferta', text: 'Aquí va.', daysAgo: 2 }),
    ['SENT'],
  )
  account.mail.insert(mail({ from: eva, to: address, subject: 'Re: La oferta', text: 'La aceptamos.', daysAgo: 1 }), [
    'INBOX',
  ])
  account.mail.insert(
    mail({
      from: 'Tienda <boletin@tienda.example>',
      to: address,
      subject: 'Solo hoy',
      text: 'Todo a mitad de precio.',
      daysAgo: 1,
      headers: { 'List-Unsubscribe': '<https://tienda.example/baja>' },
    }),
    ['INBOX'],
  )
  return { token: stdout.trim(), account }
}

let mails = 0
const mail = (one: Omit<Parameters<typeof rawMail>[0], 'id'>) =>
  rawMail({ id: `journey-${mails++}@mail.example`, ...one })

/** As it looks on a desk and on a narrow screen, when somebody asks for pictures. */
async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return
  const before = page.viewportSize()!
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
    const tabs = width === 320 ? await page.locator('.tabs button').all() : []
    for (const [index, tab] of tabs.entries()) {
      // Whoever has the keyboard stays where they are.
      await tab.evaluate((button) => (button as HTMLElement).click())
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${index + 1}.png` })
    }
  }
  await page.setViewportSize(before)
}

/** A browser and the hand that somebody uses: what is pressed is pressed with a mouse, or is come to by Tab. */
function handOf(page: Page, keyboard: boolean) {
  const press = async (role: 'link' | 'button', name: string) => {
    const target = page.getByRole(role, { name, exact: true })
    await target.waitFor()
    if (!keyboard) return target.click()
    await tabTo(page, new RegExp(`^${name}$`))
    await page.keyboard.press('Enter')
  }
  const tick = async (label: RegExp) => {
    const target = page.getByLabel(label)
    if (!keyboard) return target.click()
    await tabTo(page, label)
    await page.keyboard.press('Space')
  }
  return { press, tick }
}

const CALENDARS = SCOPES.calendar.length

/** At Google: everything, and then without the calendars. */
async function consentWithoutCalendars(page: Page, { press, tick }: ReturnType<typeof handOf>): Promise<void> {
  await page.getByRole('heading', { name: /wants access/ }).waitFor()
  await tick(/Select all/)
  for (const scope of SCOPES.calendar) await page.locator(`input[value="${scope}"]`).uncheck()
  await press('button', 'Allow')
}

/** At Google again: what is not ticked yet. */
async function consentToAll(page: Page, { press, tick }: ReturnType<typeof handOf>): Promise<void> {
  await page.getByRole('heading', { name: /wants access/ }).waitFor()
  await tick(/Select all/)
  await press('button', 'Allow')
}

const reports = (pane: FrameLocator, text: string) => pane.getByRole('button', { name: new RegExp(text) })

describe.each(PEOPLE)('$name, in $language', (person) => {
  const { language, address, keyboard } = person
  const words = mailboxWords[language]
  const mailWords = mailStrings[language]
  const strings = playgroundStrings[language]
  const eva = `Eva Gómez <eva@cliente-${language}.example>`

  it('connects Google, reads the record beside the mail, and connects again after it was revoked', async () => {
    const { token, account } = await enrol(person)
    here = await visit(browser, server.url, { language, dark: language === 'es' })
    const { page, pane } = here
    const hand = handOf(page, keyboard)
    await hand.press('link', strings.signIn)
    await page.locator('#token').fill(token)
    await page.locator('#token').press('Enter')
    await page.getByText(strings.noMailboxTitle).waitFor()
    expect(await violations(page)).toEqual([])
    await shot(page, `${language}-1-no-mailbox`)

    // Google says for a while that it is too much, so the first sync stands where one can see it.
    fake.faults.add({
      match: { path: /\/messages\/./, account: address },
      times: Infinity,
      fault: { status: 429, reason: 'rateLimitExceeded', retryAfter: 1 },
    })
    await hand.press('link', mailWords.connect)
    await consentWithoutCalendars(page, hand)
    await page.getByText(words.connectedNow(address)).waitFor()
    await page.getByText(words.begins).waitFor()
    await page.getByText(words.notAllowed(['calendar'])).waitFor()
    await shot(page, `${language}-2-syncing`)
    fake.faults.clear()
    await hand.press('link', words.allow(['calendar']))
    await consentToAll(page, hand)
    await page.getByText(words.connectedNow(address)).waitFor()
    expect(await page.getByText(words.notAllowed(['calendar'])).count()).toBe(0)
    await page.getByText(strings.mailboxes).first().waitFor()
    expect(account.grantedScopes().filter((scope) => SCOPES.calendar.includes(scope))).toHaveLength(CALENDARS)

    await page.goto(server.url)
    await openFolder(page, address, strings.folders['inbox']!)
    await openMessage(page, /^Eva Gómez.*Re: La oferta/)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await page.getByText('La aceptamos.').first().waitFor()
    await page.getByRole('button', { name: unloggedText(language, 'bulk') }).waitFor()
    await shot(page, `${language}-3-outlook`)
    const gmail = gmailViewStrings[language]
    await page.getByRole('button', { name: gmail.gmail, exact: true }).click()
    await page.getByRole('region', { name: gmail.addOn }).getByRole('heading', { name: 'Eva Gómez' }).waitFor()
    await shot(page, `${language}-4-gmail`)
    await page.getByRole('button', { name: gmail.outlook, exact: true }).click()
    await recordOf(pane, 'Eva Gómez').waitFor()

    account.mail.insert(mail({ from: eva, to: address, subject: 'La visita', text: 'Venid el jueves.', daysAgo: 0 }), [
      'INBOX',
    ])
    await reports(pane, 'Venid el jueves').waitFor()
    await page.getByRole('button', { name: /^Eva Gómez.*La visita/ }).waitFor()

    account.revoke()
    await pane.getByText(CONNECT[language].problems.revoked, { exact: false }).waitFor()
    await page.getByText(notReadText(language, 'revoked')).waitFor()
    expect(await violations(page)).toEqual([])
    await shot(page, `${language}-5-revoked`)
    account.mail.insert(
      mail({ from: eva, to: address, subject: 'El viernes', text: 'Mejor el viernes.', daysAgo: 0 }),
      ['INBOX'],
    )
    if (keyboard) {
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        // From what was pressed last, the pane's own link comes first.
        tabTo(page, new RegExp(`^${CONNECT[language].pane.connect}$`)).then(() => page.keyboard.press('Enter')),
      ])
      await consentToAll(popup, handOf(popup, keyboard))
      await popup.getByText(words.connectedNow(address)).waitFor()
      await popup.close()
    } else {
      await hand.press('link', mailWords.reconnect)
      await consentToAll(page, hand)
      await openMessage(page, /^Eva Gómez.*Re: La oferta/)
    }
    await reports(pane, 'Mejor el viernes').waitFor()
    await page.getByRole('button', { name: /^Eva Gómez.*El viernes/ }).waitFor()
    expect(await page.getByText(notReadText(language, 'revoked')).count()).toBe(0)
    await shot(page, `${language}-6-goes-on`)
  })
})
