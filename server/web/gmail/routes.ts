/** The Gmail and Calendar add-on over HTTP: Google calls, cards are answered. Each address is an audience of its own. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { normaliseAddress } from '#shared/email-address.ts'
import { type GmailStrings, gmailStrings } from '#shared/i18n/gmail.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import { type Matter, matterCard } from '../../../addin-gmail/cards.ts'
import type { AddOnEvent, Answer, Card } from '../../../addin-gmail/card-types.ts'
import type { Place } from '../../../addin-gmail/clicks.ts'
import { discoverIssuer } from '../../access/google-tokens.ts'
import { moveDraftChoices } from '../../crm/record/draft-choices.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps } from '../../http.ts'
import { answerClick, rendered } from './act.ts'
import { type Caller, originOf, readCaller } from './caller.ts'
import { eventPlace } from './event.ts'
import { gmailManifest } from './manifest.ts'
import { ScopeMissing } from './message.ts'
import { drawPlace } from './places.ts'
import { SCOPES } from './scopes.ts'
import { type Ask, Refused, type Session, openSession } from './session.ts'
import { type Clicked, createStates } from './state.ts'

const MOST_BYTES = 1024 * 1024
/** Google draws no SVG. */
const LOGO = join(import.meta.dirname, 'logo.png')
const GOOGLE = 'https://accounts.google.com'

/** Only that it is an event at all: what is in it is looked at where it is used. */
const Event = z.looseObject({ commonEventObject: z.looseObject({}) })

/** @param ask the app itself */
export function gmailRoutes(deps: Deps, ask: Ask): Hono {
  const app = new Hono()
  const issuer = discoverIssuer(deps.connections?.google.oauthUrl ?? GOOGLE, deps.now)
  const states = createStates(deps.hasher)
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: () => {
      throw new ProblemError(413, 'too-large', 'The request is larger than 1 MB.')
    },
  })

  /** One that a trigger called answers a card, one that a click called what becomes of the cards. */
  const route = (path: string, answer: (session: Session) => Promise<Answer>, wrap: (card: Card) => Answer) =>
    app.post(path, limit, async (c) => {
      const event = await readEvent(c)
      const caller = await readCaller(deps, issuer, c, event)
      const origin = originOf(deps, c)
      if ('matter' in caller) return c.json(answerMatter(caller, { event, origin, wrap }))
      const session = openSession({ deps, event, origin, ask, states, ...caller })
      return c.json(
        await answer(session).catch((error: unknown) => answerFailure(deps, error, { event, origin, wrap })),
      )
    })

  const pushed = (card: Card): Answer => ({ action: { navigations: [{ pushCard: card }] } })
  const updated = (card: Card): Answer => rendered([{ updateCard: card }])
  const draws = (path: string, place: (session: Session) => Place | Promise<Place>) =>
    route(path, async (session) => pushed(await drawPlace(session, await place(session))), pushed)

  draws('/gmail/home', () => ({ at: 'home' }))
  draws('/gmail/message', messagePlace)
  draws('/gmail/compose', composePlace)
  draws('/gmail/calendar/event', eventPlace)
  route(
    '/gmail/act',
    async (session) => {
      const sealed = session.event.commonEventObject.parameters?.['state']
      // A card that was drawn for nobody asks for what is open.
      if (sealed === undefined) return updated(await drawPlace(session, await whatIsOpen(session)))
      const clicked = states.open(sealed, session.viewer.userId, deps.now())
      if (typeof clicked === 'string') {
        const words = gmailStrings[session.language][clicked]
        return updated(matterCard(words, standing(session.event, session.origin)))
      }
      // What is written to has changed meanwhile, and Google says so with each click.
      return answerClick(session, await followed(session, clicked))
    },
    updated,
  )
  app.get('/gmail/logo.png', async (c) =>
    c.body(new Uint8Array(await readFile(LOGO)), 200, {
      'content-type': 'image/png',
      'cache-control': 'max-age=86400',
    }),
  )
  app.get('/manifests/gmail.json', (c) => c.json(gmailManifest(originOf(deps, c))))
  return app
}

async function readEvent(c: Context): Promise<AddOnEvent> {
  const parsed = Event.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) throw new ProblemError(400, 'invalid', 'This is no event of a Google host.')
  return parsed.data
}

const messagePlace = ({ event }: Session): Place =>
  event.gmail?.messageId ? { at: 'message', id: event.gmail.messageId } : { at: 'home' }

function composePlace({ event }: Session, before: string[] = []): { at: 'compose'; to: string[] } {
  const { toRecipients, ccRecipients, bccRecipients } = event.gmail ?? {}
  const told = [toRecipients, ccRecipients, bccRecipients].some((list) => list !== undefined)
  const to = [...(toRecipients ?? []), ...(ccRecipients ?? []), ...(bccRecipients ?? [])].slice(0, 50)
  return { at: 'compose', to: told ? to : before }
}

/** The card of a draft was drawn for whom it went to then; what one chooses there is meant for whom it goes to now. */
async function followed(session: Session, { click, place: drawn }: Clicked): Promise<Clicked> {
  if (drawn.at !== 'compose') return { click, place: drawn }
  const to = composePlace(session, drawn.to)
    .to.map((text) => normaliseAddress(text))
    .filter((one) => one !== null)
  await moveDraftChoices(session.deps, session.viewer, drawn.to, to)
  const place: Place = { at: 'compose', to }
  if (click.do !== 'submit' || to.length === 0) return { click, place }
  const request = { ...click.form.request, body: { ...click.form.request.body, addresses: to } }
  return { click: { ...click, form: { ...click.form, request } }, place }
}

function whatIsOpen(session: Session): Place | Promise<Place> {
  const { calendar, gmail } = session.event
  if (calendar) return eventPlace(session)
  return gmail?.toRecipients ? composePlace(session) : messagePlace(session)
}

type Around = { event: AddOnEvent; origin: string; wrap: (card: Card) => Answer }

/** Without a user nothing is signed: to look again, what is open is asked for. */
const standing = (event: AddOnEvent, origin: string) => ({
  locale: event.commonEventObject.userLocale ?? 'en',
  origin,
  on: () => ({ function: `${origin}/gmail/act`, parameters: [], loadIndicator: 'SPINNER' }),
})

const wordsOf = ({ commonEventObject }: AddOnEvent): GmailStrings =>
  gmailStrings[languageOf(commonEventObject.userLocale ?? 'en')]

function answerMatter(caller: Exclude<Caller, { viewer: unknown }>, { event, origin, wrap }: Around): Answer {
  if (caller.matter === 'unticked') return { requesting_google_scopes: { scopes: [SCOPES.email] } }
  const words = wordsOf(event)
  return wrap(matterCard(saidMatter(caller, words, origin), standing(event, origin)))
}

function saidMatter(caller: Exclude<Caller, { viewer: unknown }>, words: GmailStrings, origin: string): Matter {
  const link = { label: words.openFicha, href: `${origin}/` }
  if (!('email' in caller)) return { ...words.notSetUp, link }
  const { title, text } = caller.matter === 'not-user' ? words.notUser : words.otherAccount
  return { title, text: text(caller.email), link }
}

/** Google shows an error of its own for anything but a card, and it says nothing of what to do. */
function answerFailure(deps: Deps, error: unknown, { event, origin, wrap }: Around): Answer {
  if (error instanceof ScopeMissing) return { requesting_google_scopes: { scopes: [error.scope] } }
  const words = wordsOf(event)
  const status = error instanceof Refused ? error.status : 500
  const matter = status === 403 ? words.forbidden : status === 404 ? words.missing : words.trouble
  if (matter === words.trouble) {
    const { name, code, stack } = error as Error & { code?: unknown }
    const where = stack?.split('\n').slice(1, 6).join(' | ')
    deps.log.error(
      { err: name, status, code: typeof code === 'string' ? code : undefined, stack: where },
      'a card failed',
    )
  }
  return wrap(matterCard(matter, standing(event, origin)))
}
