/** Which meeting a calendar event is, as one of the user's mailboxes holds it; Google tells who meets, and not what or when. */
import { sql } from 'kysely'
import type { Place } from '../../../addin-gmail/clicks.ts'
import { ScopeMissing } from './message.ts'
import { SCOPES } from './scopes.ts'
import type { Session } from './session.ts'
import { sayPerson } from './session.ts'

type Named = { uid: string | null; startAt: Date | null }

/** @throws ScopeMissing where Google would tell who meets and the user has unticked it */
export async function eventPlace(session: Session): Promise<Place> {
  const { calendar: event = {}, authorizationEventObject: given } = session.event
  const people = (event.attendees ?? []).filter(({ email, resource }) => email && !resource)
  const unticked = given?.authorizedScopes && !given.authorizedScopes.includes(SCOPES.event)
  if (unticked && event.attendees === undefined) throw new ScopeMissing(SCOPES.event)
  const { uid, startAt } = event.id ? await findNamed(session, event) : { uid: null, startAt: null }
  const query = new URLSearchParams()
  if (uid) query.set('uid', uid)
  if (startAt) query.set('startAt', startAt.toISOString())
  if (!event.id) query.set('making', 'true')
  if (event.organizer?.email) query.set('organizer', event.organizer.email)
  let left = PEOPLE
  for (const { email, displayName } of people.slice(0, 200)) {
    const text = sayPerson({ address: email!, name: displayName ?? null })
    left -= text.length
    if (left < 0) break
    query.append('address', text)
  }
  return { at: 'event', href: `/api/appointment?${query}` }
}

/** What of them fits into each click of the card. */
const PEOPLE = 1500

async function findNamed(
  session: Session,
  event: { id?: string; recurringEventId?: string; calendarId?: string },
): Promise<Named> {
  const { deps, viewer } = session
  const id = event.id ?? ''
  const { rows } = await sql<{ uid: string | null; at: Date | null }>`
    SELECT g.uid, coalesce(t.instance_at, i.occurred_at, o.occurred_at) AS at
    FROM occurrences o LEFT JOIN items t ON t.id = o.item_id LEFT JOIN interactions i ON i.item_id = o.item_id
      LEFT JOIN meetings g ON g.interaction_id = i.id
    WHERE o.mailbox_id = ANY(${[...viewer.mailboxIds]}::bigint[])
      AND o.provider_id = ANY(${[`${event.calendarId ?? ''}/${id}`, id]}::text[])
    ORDER BY g.uid IS NULL LIMIT 1`.execute(deps.database.db)
  const [held] = rows
  if (held) return { uid: held.uid, startAt: held.at }
  const [, base = id, day, time] = /^(.+?)_(\d{8})(?:T(\d{6})Z)?$/.exec(id) ?? []
  const name = event.recurringEventId ?? base
  return { uid: await findSeries(session, name), startAt: day && time ? startOf(day, time) : null }
}

/**
 * In a colleague's calendar it has another place and the same UID. Of events that were made in Google that is their id and its
 * own domain.
 */
async function findSeries({ deps }: Session, name: string): Promise<string | null> {
  const named = [`${name}@google.com`, name].map((uid) => ({ uid, hash: deps.hasher.series(uid) }))
  const hashes = named.map(({ hash }) => hash)
  const row = await deps.database.db
    .selectFrom('items')
    .select('series')
    .where('series', 'in', hashes)
    .executeTakeFirst()
  return named.find(({ hash }) => hash === row?.series)?.uid ?? null
}

/** Of an instance, when its series meant it to start. */
function startOf(day: string, time: string): Date | null {
  const text = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}
