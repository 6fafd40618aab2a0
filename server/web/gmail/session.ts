/** One request of the add-on: for whom, in which words, and what it asks of the API in their name. */
import type { AddOnEvent } from '../../../addin-gmail/card-types.ts'
import type { Place } from '../../../addin-gmail/clicks.ts'
import type { Drawing } from '../../../addin-gmail/drawing.ts'
import type { Request } from '#shared/blocks.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Deps } from '../../http.ts'
import { knownZone } from '../../crm/record/appointment-when.ts'
import { asViewer } from '../inside.ts'
import type { States } from './state.ts'

/** The app itself, asked inside the process. */
export type Ask = (path: string, init: RequestInit, env: object) => Response | Promise<Response>

export type Answered = { status: number; body: unknown }

export type Session = {
  deps: Deps
  viewer: Viewer
  /** Of the Google account before the host. */
  email: string
  event: AddOnEvent
  locale: string
  language: 'en' | 'es'
  zone: string
  origin: string
  get: <T>(href: string) => Promise<T>
  send: (request: Request, inWords?: boolean) => Promise<Answered>
  /** For a card that stands at this place. */
  drawing: (place: Place) => Drawing
}

/** What the API answered instead of what was asked for. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  constructor(status: number) {
    super(`the API answered ${status}`)
    this.status = status
  }
}

type Parts = Pick<Session, 'deps' | 'viewer' | 'email' | 'event' | 'origin'> & { ask: Ask; states: States }

/** Where the host tells no region, dates are said day first, as most of those who speak the language do. */
const LOCALES = { en: 'en-GB', es: 'es-ES' }

export function openSession({ ask, states, ...given }: Parts): Session {
  const { deps, viewer, event, origin } = given
  const { userLocale, timeZone } = event.commonEventObject
  const said = userLocale && isLocale(userLocale) ? userLocale : viewer.locale
  const language = languageOf(said)
  const locale = said.includes('-') && said.startsWith(language) ? said : LOCALES[language]
  const zone = knownZone(timeZone?.id)
  const href = (path: string) => inWords(path, { locale: language, zone })

  async function request(path: string, init: RequestInit): Promise<Answered> {
    // Paths come out of blocks: nothing but the API is asked in somebody's name.
    if (!path.startsWith('/api/')) throw new Refused(404)
    const response = await ask(path, init, asViewer(viewer))
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: isJson ? await response.json() : null }
  }

  return {
    ...given,
    locale,
    language,
    zone,
    get: async <T>(path: string) => {
      const { status, body } = await request(href(path), {})
      if (status !== 200) throw new Refused(status)
      return body as T
    },
    send: async ({ method, href: path, body }, words = false) =>
      request(words ? href(path) : path, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    drawing: (place) => ({
      locale,
      zone,
      now: deps.now(),
      origin,
      person: (address) => personPlace(place, address),
      on: (click, keeps = false) => ({
        function: `${origin}/gmail/act`,
        parameters: [{ key: 'state', value: states.seal(viewer.userId, { click, place }, deps.now()) }],
        loadIndicator: 'SPINNER',
        ...(keeps && { persistValues: true }),
      }),
    }),
  }
}

const isLocale = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

function inWords(path: string, query: Record<string, string>): string {
  const url = new URL(path, 'http://inside.invalid')
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.pathname + url.search
}

/** Their record beside the same message: whom it was about is then one of the others on it. */
export function personPlace(place: Place, address: string): Place {
  const here = place.at === 'record' ? place.href : '/api/sidebar'
  const url = new URL(here, 'http://inside.invalid')
  const query = url.searchParams
  const before = query.get('address')
  const [name, others] = [query.get('name'), query.getAll('with')]
  query.delete('with')
  query.delete('name')
  query.set('address', address)
  const isThem = (text: string) => text === address || text.endsWith(`<${address}>`)
  const known = others.find(isThem)?.match(/^"(.*)" </)?.[1]
  if (known) query.set('name', known)
  if (before && before !== address) query.append('with', name ? sayPerson({ name, address: before }) : before)
  for (const other of others.filter((one) => !isThem(one))) query.append('with', other)
  return { at: 'record', href: url.pathname + url.search }
}

/** Quoted: "Gómez, Eva" is one person. */
export const sayPerson = ({ name, address }: { name: string | null; address: string }): string =>
  name ? `"${name.replaceAll(/["\\]/g, '').slice(0, 100)}" <${address}>` : address
