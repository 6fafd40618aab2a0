/** Each place as its card: one question to the API, drawn. */
import type { InteractionDetail, Interaction, Sidebar } from '#shared/api.ts'
import type { Appointment } from '#shared/api/appointment.ts'
import type { Composing } from '#shared/api/compose.ts'
import type { Followup, Waiting } from '#shared/api/work.ts'
import type { Block, BlockOf, FormCheck, RowsPage } from '#shared/blocks.ts'
import { bodyOf, firstValues } from '#shared/form-values.ts'
import { composeStrings } from '#shared/i18n/compose.ts'
import { gmailStrings } from '#shared/i18n/gmail.ts'
import { paneStrings } from '#shared/i18n/pane.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { instantOf, localTime } from '#shared/zone-time.ts'
import type { Filled } from '../../../addin-gmail/blocks/form.ts'
import type { Card } from '../../../addin-gmail/card-types.ts'
import { type Frame, blocksCard, formCard, rowsCard } from '../../../addin-gmail/cards.ts'
import type { Place, RowsPlace } from '../../../addin-gmail/clicks.ts'
import { AT_HOME, homeCard } from '../../../addin-gmail/home.ts'
import { reportCard } from '../../../addin-gmail/report.ts'
import { messageCard } from './message.ts'
import type { Session } from './session.ts'

type Done = Frame['done']
type At<T extends Place['at']> = Extract<Place, { at: T }>

/** @throws Refused with what the API answered instead */
export async function drawPlace(session: Session, place: Place, done: Done = null): Promise<Card> {
  switch (place.at) {
    case 'record':
      return recordCard(session, place, done)
    case 'event':
      return eventCard(session, place, done)
    case 'home':
      return drawHome(session, done)
    case 'compose':
      return composeCard(session, place, done)
    case 'rows':
      return drawRows(session, place, done)
    case 'report':
      return reportCard(await session.get<InteractionDetail>(place.href), { place, done }, session.drawing(place))
    case 'form':
      return drawForm(session, place)
    case 'message':
      return messageCard(session, place.id, { done, take: false })
    default:
      return place satisfies never
  }
}

async function recordCard(session: Session, place: At<'record'>, done: Done): Promise<Card> {
  const { contact, company, blocks } = await session.get<Sidebar>(place.href)
  const page = contact ? `/contacts/${contact.id}` : company ? `/companies/${company.id}` : null
  return blocksCard({ title: '', blocks }, { place, page, done }, session.drawing(place))
}

async function eventCard(session: Session, place: At<'event'>, done: Done): Promise<Card> {
  const { meeting, people, blocks: drawn } = await session.get<Appointment>(place.href)
  // Google tells no title: of a meeting that is not logged none is known, which does not say that it has none.
  const unnamed = meeting === null || meeting.interactionId === null
  const blocks = drawn.map((block) =>
    block.type === 'header' && unnamed ? { ...block, title: paneStrings[session.language].kinds.meeting } : block,
  )
  const words = gmailStrings[session.language]
  const chips: BlockOf<'chips'> = {
    type: 'chips',
    id: 'people',
    title: words.event.people,
    chips: people.map(({ address, name, status, who }) => ({
      text: [name ?? address, sayStatus(session, who, status)].filter(Boolean).join(' · '),
      tone: 'neutral',
      address,
    })),
  }
  // Who meets stands below what the meeting is, and above what is open with them.
  const at = blocks.findLastIndex(({ id }) => id === 'who' || id === 'message' || id === 'facts') + 1
  const all = people.length > 0 ? [...blocks.slice(0, at), chips, ...blocks.slice(at)] : blocks
  return blocksCard({ title: '', blocks: all }, { place, done }, session.drawing(place))
}

function sayStatus(
  { language }: Session,
  who: string,
  status: keyof typeof recordWords.en.status | null,
): string | null {
  const words = recordWords[language]
  return who === 'colleague' ? words.colleague : status && words.status[status]
}

/** One more than is shown: whether there are more. */
const ASKED = AT_HOME + 1

async function drawHome(session: Session, done: Done): Promise<Card> {
  const { zone, deps } = session
  const today = localTime(deps.now(), zone).slice(0, 10)
  const from = instantOf(`${today}T00:00`, zone)
  // A day may have 23 hours or 25: the next one begins where it begins.
  const next = localTime(new Date(from.getTime() + 36 * 3_600_000), zone).slice(0, 10)
  const span = new URLSearchParams({ from: from.toISOString(), to: instantOf(`${next}T00:00`, zone).toISOString() })
  const [meetings, waiting, followups] = await Promise.all([
    session.get<{ items: Interaction[] }>(`/api/meetings?${span}&limit=${AT_HOME}`),
    session.get<{ items: Waiting[] }>(`/api/queue?limit=${ASKED}`),
    session.get<{ items: Followup[] }>(`/api/followups?ownerId=me&state=open&limit=${ASKED}`),
  ])
  const home = { meetings: meetings.items, waiting: waiting.items, followups: followups.items }
  return homeCard(home, { done }, session.drawing({ at: 'home' }))
}

async function composeCard(session: Session, place: At<'compose'>, done: Done): Promise<Card> {
  const strings = composeStrings[session.language]
  const words = gmailStrings[session.language].compose
  const say = (id: string, text: string, tone: 'good' | 'neutral' = 'neutral'): Block => ({
    type: 'text',
    id,
    tone,
    text,
    more: null,
    details: [],
  })
  if (place.to.length === 0)
    return blocksCard(
      { title: words.title, blocks: [say('nobody', strings.nobody)] },
      { place, done },
      session.drawing(place),
    )
  const query = new URLSearchParams({ addresses: place.to.join(',') })
  const { people, state, blocks } = await session.get<Composing>(`/api/compose?${query}`)
  const chips: BlockOf<'chips'> = {
    type: 'chips',
    id: 'people',
    title: words.people,
    chips: people.map(({ address, name }) => ({ text: name ?? address, tone: 'neutral', address })),
  }
  const all: Block[] = [
    ...(state ? [say('state', state.text, state.logged ? 'good' : 'neutral')] : []),
    chips,
    ...blocks,
    ...(state?.logged && blocks.length === 0 ? [say('nothing', strings.nothingKnown)] : []),
    ...(state?.logged ? [await session.get<BlockOf<'form'>>(`/api/forms/draft-choices?${query}`)] : []),
  ]
  return blocksCard({ title: words.title, blocks: all }, { place, done }, session.drawing(place))
}

async function drawRows(session: Session, place: RowsPlace, done: Done): Promise<Card> {
  const url = new URL(place.href, 'http://inside.invalid')
  if (place.q) url.searchParams.set('q', place.q)
  if (place.kind) url.searchParams.set('kind', place.kind)
  const page = await session.get<RowsPage>(url.pathname + url.search)
  return rowsCard({ place, ...page }, { done }, session.drawing(place))
}

type Fill = (form: BlockOf<'form'>) => Filled

/** What is typed, what is wrong with it; the server's hints are asked for, as the pane does while one types. */
export async function drawForm(session: Session, place: At<'form'>, fill: Fill = () => ({})): Promise<Card> {
  const form = await session.get<BlockOf<'form'>>(place.href)
  const filled = fill(form)
  const values = { ...firstValues(form.fields, session.zone), ...filled.values }
  const hints = form.check === null ? [] : await readHints(session, form, bodyOf(form, values, session.zone))
  return formCard(form, session.drawing(place), { ...filled, hints })
}

async function readHints(session: Session, { check }: BlockOf<'form'>, body: Record<string, unknown>) {
  const { status, body: answer } = await session.send({ method: 'POST', href: check!, body }, true)
  // Without an answer nothing is hinted: the form stands all the same.
  return status === 200 ? (answer as FormCheck).hints : []
}
