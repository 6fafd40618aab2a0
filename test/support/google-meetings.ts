/** What of calendars at the fake Google is stored, and time that stands where a test wants it. */
import { sql } from 'kysely'
import type { calendar_v3 } from '@googleapis/calendar'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import type { GoogleCompany } from './google-company.ts'

export type Event = calendar_v3.Schema$Event

export const [ANA, BO, EVA] = ['ana@ours.test', 'bo@ours.test', 'eva@client.test']

/** A Sunday at noon in winter; the first sync reaches back into summer. */
export const NOW = Date.UTC(2026, 10, 22, 12)

export const setClock = (fake: GoogleFake, at = NOW) => fake.clock.advance(at - fake.clock.now())

/** An hour in Madrid: "2026-11-24 10:00". */
export function hourOf(text: string): Pick<Event, 'start' | 'end'> {
  const [day, hour = '10:00'] = text.split(' ')
  const end = `${String(Number(hour.slice(0, 2)) + 1).padStart(2, '0')}${hour.slice(2)}`
  const time = (clock: string) => ({ dateTime: `${day}T${clock}:00`, timeZone: 'Europe/Madrid' })
  return { start: time(hour), end: time(end) }
}

/** Ana's, with Eva. */
export const withEva = (at: string, more: Event = {}): Event => ({
  summary: 'Reunión con Eva',
  ...hourOf(at),
  attendees: [
    { email: ANA, responseStatus: 'accepted' },
    { email: EVA, responseStatus: 'needsAction' },
  ],
  ...more,
})

/** Of each instance of an event, in each mailbox: when it was meant to be, and what became of it. */
export async function fatesOf({ engine }: GoogleCompany, uid: string): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' ', split_part(m.address, '@', 1), to_char(t.instance_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
      coalesce(o.reason, o.outcome), CASE WHEN o.gone_at IS NOT NULL THEN 'gone' END) AS line
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id JOIN items t ON t.id = o.item_id
    WHERE t.message_hash = ${engine.hasher.series(uid)} ORDER BY 1`.execute(engine.database.db)
  return rows.map(({ line }) => line)
}

/** When the entries of an event really start; those to come as well. */
export async function startsOf({ engine }: GoogleCompany, uid: string): Promise<string[]> {
  const { rows } = await sql<{ at: string }>`
    SELECT to_char(g.start_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at FROM meetings g WHERE g.uid = ${uid} ORDER BY 1`.execute(
    engine.database.db,
  )
  return rows.map(({ at }) => at)
}

/** Everything that is stored of meetings, to be compared. */
export async function dumpMeetings({ engine }: GoogleCompany): Promise<unknown[]> {
  const { rows } = await sql`
    SELECT m.address, o.provider_id, o.version, o.local, o.outcome, o.reason, o.gone_at, o.answer, t.key, t.superseded, i.id, g.start_at, g.end_at
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id JOIN items t ON t.id = o.item_id
      LEFT JOIN interactions i ON i.item_id = t.id LEFT JOIN meetings g ON g.interaction_id = i.id
    WHERE t.kind = 'meeting' ORDER BY 1, 2`.execute(engine.database.db)
  return rows
}
