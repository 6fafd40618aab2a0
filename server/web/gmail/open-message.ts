/** Which message is open, as one of the user's mailboxes holds it, and who is on it. */
import { sql } from 'kysely'
import type { Outcome } from '#shared/api.ts'
import { ensureUnconnectedMailbox } from '../../sync/mailboxes.ts'
import { storedSource } from '../../sync/sources.ts'
import { SCOPES } from './scopes.ts'
import type { PeopleOn } from '../../connections.ts'
import type { Session } from './session.ts'
import { sayPerson } from './session.ts'

export type Held = {
  mailbox_id: number
  provider_id: string
  locator: Record<string, string | number>
  source: string
  zone: string | null
  outcome: Outcome
  reason: string | null
  error: string | null
  gone: boolean
  interaction_id: number | null
  message_id: string | null
}

/** `unread`: nothing can be said of who is on it. `unticked`: Google would let us read it, the user has not. */
export type Found =
  | { as: 'held'; held: Held; people: PeopleOn | null }
  | { as: 'unknown'; mailbox: OwnMailbox | null }
  | { as: 'gone' }
  | { as: 'unticked' }

export type OwnMailbox = { id: number; state: string; connected: boolean }

/** Gmail names it "msg-f:" and a decimal number; the API, and so what is stored, by the same number in hex. */
export function idsOf(given: string): string[] {
  const [, decimal] = /^msg-[a-z]:(\d{1,20})$/.exec(given) ?? []
  return decimal === undefined ? [given] : [BigInt(decimal).toString(16), given]
}

/** `take`: it is read now, and goes through the river, also where nothing is in the background. */
export async function findOpenMessage(session: Session, given: string, take: boolean): Promise<Found> {
  const held = await findHeld(session, given)
  if (held) return { as: 'held', held, people: await peopleOf(session, held) }
  const mailbox = (await findMailbox(session)) ?? (take ? await makeMailbox(session) : null)
  const { deps, event } = session
  if (!mailbox || !deps.readOpenMessage || (!mailbox.connected && !take)) return { as: 'unknown', mailbox }
  const scopes = event.authorizationEventObject?.authorizedScopes
  if (!mailbox.connected && scopes && !scopes.includes(SCOPES.message)) return { as: 'unticked' }
  const became = await deps.readOpenMessage(mailbox.id, { providerId: idsOf(given)[0]!, tokens: tokensOf(session) })
  if (became === 'gone') return { as: 'gone' }
  const now = became === 'taken' ? await findHeld(session, given) : undefined
  return now ? { as: 'held', held: now, people: await peopleOf(session, now) } : { as: 'unknown', mailbox }
}

function tokensOf({ event }: Session): { user: string; message: string } | null {
  const user = event.authorizationEventObject?.userOAuthToken
  const message = event.gmail?.accessToken
  return user && message ? { user, message } : null
}

/** Two Gmail mailboxes may give the same id to different messages: of theirs, the one of this account counts. */
async function findHeld({ deps, viewer, email }: Session, given: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    SELECT o.mailbox_id, o.provider_id, o.locator, m.source, m.zone, o.outcome, o.reason, o.error_code AS error,
      o.gone_at IS NOT NULL AS gone, i.id AS interaction_id, i.message_id
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id
      LEFT JOIN interactions i ON i.item_id = o.item_id AND o.outcome = 'logged'
    WHERE o.mailbox_id = ANY(${[...viewer.mailboxIds]}::bigint[]) AND o.provider_id = ANY(${idsOf(given)}::text[])
      AND (m.source <> 'google' OR m.address = ${email})
    ORDER BY m.address = ${email} DESC, o.mailbox_id LIMIT 1`.execute(deps.database.db)
  return rows[0]
}

async function findMailbox({ deps, viewer, email }: Session): Promise<OwnMailbox | null> {
  const { rows } = await sql<OwnMailbox>`
    SELECT m.id, m.state, a.mailbox_id IS NOT NULL AS connected FROM mailboxes m LEFT JOIN accounts a ON a.mailbox_id = m.id
    WHERE m.address = ${email} AND m.id = ANY(${[...viewer.mailboxIds]}::bigint[])`.execute(deps.database.db)
  return rows[0] ?? null
}

/** Somebody who has only the add-on presses for the first time. */
async function makeMailbox(session: Session): Promise<OwnMailbox | null> {
  const { deps, viewer, email } = session
  if (!isOwnAddress(session) || !deps.readOpenMessage) return null
  const id = await ensureUnconnectedMailbox({ db: deps.database.db, hasher: deps.hasher, now: deps.now }, email)
  // Theirs from now on, also for the rest of this request.
  for (const ids of [viewer.mailboxIds, viewer.holderIds]) if (!ids.includes(id)) ids.push(id)
  return (await findMailbox(session)) ?? null
}

/** A mailbox that is not there yet can be made for whoever has its address, and for nobody else. */
export const isOwnAddress = ({ email, viewer }: Session): boolean => email === viewer.email

/** Of what is logged, as it is stored; of what is skipped nothing is kept, so it is read again where it lies. */
async function peopleOf(session: Session, held: Held): Promise<PeopleOn | null> {
  const { deps, viewer } = session
  if (held.interaction_id === null) return readAgain(session, held)
  const { rows } = await sql<{ role: string; address: string; name: string | null }>`
    SELECT role, address, name FROM participants WHERE interaction_id = ${held.interaction_id} AND address <> ''
      AND (only_mailbox_id IS NULL OR only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[]))
    ORDER BY position LIMIT 500`.execute(deps.database.db)
  const as = (...roles: string[]) => rows.filter(({ role }) => roles.includes(role))
  return { messageId: held.message_id, from: as('from'), to: as('to'), cc: as('cc', 'bcc') }
}

async function readAgain(session: Session, held: Held): Promise<PeopleOn | null> {
  const { deps } = session
  const { mailbox_id, provider_id: providerId, locator, source, zone } = held
  const stored = storedSource({ source, zone }, deps.now)
  if (!stored) return (await deps.readPeople?.(mailbox_id, { providerId, tokens: tokensOf(session) })) ?? null
  const [item] = await stored.fetchItems([{ providerId, locator }])
  return item && 'message' in item && item.message ? item.message : null
}

/** What of them fits into each click of the card. */
const OTHERS = 1500

/** The record of whoever it is about: the sender, or of what one wrote oneself the first it goes to. */
export function recordHref({ messageId, from, to, cc }: PeopleOn, own: string): string | null {
  const all = [...from, ...to, ...cc]
  const others = all.filter(({ address }) => address !== own)
  const main = others[0] ?? all[0]
  if (!main) return null
  const query = new URLSearchParams({ address: main.address })
  if (main.name) query.set('name', main.name.slice(0, 200))
  if (messageId) query.set('messageId', messageId)
  const rest = [...new Map(others.map((one) => [one.address, one])).values()].filter(
    (one) => one.address !== main.address,
  )
  let left = OTHERS
  let told = 0
  for (const person of rest) {
    const text = sayPerson(person)
    left -= text.length
    if (left < 0) break
    query.append('with', text)
    told++
  }
  if (told < rest.length) query.set('withMore', String(rest.length - told))
  return `/api/sidebar?${query}`
}
