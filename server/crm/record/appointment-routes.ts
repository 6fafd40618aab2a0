/** GET /api/appointment: what the pane shows beside an appointment, whether Ficha knows it or not. */
import { createRoute, z } from '@hono/zod-openapi'
import { Appointment } from '#shared/api/appointment.ts'
import type { AppointmentPerson } from '#shared/api/appointment.ts'
import type { Block } from '#shared/blocks.ts'
import { baseAddress, normaliseAddress, parseAddressList } from '#shared/email-address.ts'
import { sql } from 'kysely'
import type { Viewer } from '../../access/identity.ts'
import { EVERYTHING } from '../../access/visibility.ts'
import { createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readInteractions } from '../interactions/queries.ts'
import type { InteractionRow } from '../interactions/queries.ts'
import { findNotes, notesForm } from '../meeting-notes.ts'
import { factsBlocks, headerBlock } from './appointment-blocks.ts'
import { findAppointment } from './appointment-find.ts'
import type { FoundAppointment } from './appointment-find.ts'
import { lastBlocks, openBlocks } from './appointment-past.ts'
import { findInvited } from './appointment-people.ts'
import type { Invited } from './appointment-people.ts'
import { appointmentState, stateBlock } from './appointment-state.ts'
import { knownZone } from './appointment-when.ts'

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const PEOPLE = 200

const Query = z.object({
  uid: z.string().trim().max(2000).optional(),
  startAt: Moment.optional(),
  endAt: Moment.optional(),
  organizer: z.string().trim().max(400).optional(),
  subject: z.string().trim().max(1000).optional(),
  place: z.string().trim().max(1000).optional(),
  /** Each "Eva Gómez <eva@client.example>" or an address alone. */
  address: z.union([z.string().max(400), z.array(z.string().max(400)).max(PEOPLE)]).optional(),
  /** It is being made: nothing has synced it. */
  making: z.enum(['true', 'false']).optional(),
  /** IANA: what "10:00" means. */
  zone: z.string().max(60).optional(),
  ...localeQuery,
})
type Asked = z.infer<typeof Query>

const route = createRoute({
  method: 'get',
  path: '/api/appointment',
  summary: 'What to know beside an appointment: who meets, what became of it, what is open, what was last',
  request: { query: Query },
  responses: {
    200: json(Appointment, 'Found by UID or by time and people; without one, from its people alone'),
    ...problems,
  },
})

export const appointmentRoutes = (deps: Deps) =>
  createRouter().openapi(route, async (c) =>
    c.json(await readAppointment(deps, c.get('viewer'), c.req.valid('query'), localeOf(c)), 200),
  )

async function readAppointment(deps: Deps, viewer: Viewer, asked: Asked, locale: 'en' | 'es'): Promise<Appointment> {
  const { db } = deps.database
  const told = await findInvited(deps, viewer, writtenPeople(asked))
  const found = await findIt(deps, viewer, asked, told)
  const [row = null] = found?.interaction_id
    ? await readInteractions(db, viewer, [{ id: found.interaction_id, lv: found.lv }])
    : []
  const people = row ? await withParticipants(deps, viewer, told, row) : told
  const planned = row?.occurred_at ? row.occurred_at > viewer.at : false
  const known = {
    found,
    planned,
    syncedAt: found ? null : await findSyncedAt(deps, viewer),
    making: asked.making === 'true',
    now: viewer.at,
  }
  const state = appointmentState(known, locale)
  const organizer = people.find((one) => one.address === organizerOf(asked, row))
  const said = {
    row,
    subject: asked.subject || null,
    place: asked.place || null,
    startAt: asked.startAt ?? null,
    endAt: asked.endAt ?? null,
    organizer: organizer && !organizer.self ? (organizer.name ?? organizer.address) : null,
    zone: knownZone(asked.zone ?? row?.zone),
    now: viewer.at,
  }
  const present = {
    contactIds: idsOf(people, 'contactId'),
    companyIds: idsOf(people, 'companyId'),
    except: row?.id ?? null,
  }
  const blocks: Block[] = [
    headerBlock(said, locale),
    stateBlock(state, known, locale),
    ...factsBlocks(said, locale),
    ...(await openBlocks(db, viewer, present, locale)),
    ...(await lastBlocks(db, viewer, present, locale)),
    ...(row && row.item_id !== null && row.level >= EVERYTHING
      ? [notesForm(row.id, await findNotes(db, row.item_id), locale)]
      : []),
  ]
  return {
    meeting: found ? meetingOf(found, row, planned) : null,
    state,
    people: people.filter((one) => !one.self).map((one) => personOf(one, row)),
    blocks,
  }
}

function writtenPeople({ address, organizer }: Asked): { address: string; name: string | null }[] {
  const written = [...(organizer ? [organizer] : []), ...(typeof address === 'string' ? [address] : (address ?? []))]
  const people = written.flatMap((text) => parseAddressList(text))
  return [...new Map(people.map((one) => [one.address, one])).values()]
}

async function findIt(
  deps: Deps,
  viewer: Viewer,
  asked: Asked,
  told: Invited[],
): Promise<FoundAppointment | undefined> {
  const found = await findAppointment(deps.database.db, viewer, {
    series: asked.uid ? deps.hasher.series(asked.uid) : null,
    startAt: asked.startAt ?? null,
    // The viewer is on all of theirs: that tells nothing.
    hashes: told.filter((one) => !one.self).map((one) => one.hash),
    outside: told.some((one) => one.who !== 'colleague'),
  })
  // What others logged and the viewer may not know of is not there.
  return found && found.lv === 0 ? { ...found, interaction_id: null } : found
}

/** Those whom Ficha knows to be invited and the host did not tell: Outlook tells no more than it shows. */
async function withParticipants(deps: Deps, viewer: Viewer, told: Invited[], row: InteractionRow): Promise<Invited[]> {
  const hashes = new Set(told.map((one) => one.hash))
  const missing = row.participants
    .filter((person) => !hashes.has(deps.hasher.address(baseAddress(person.address).address)))
    .map(({ address, name }) => ({ address, name }))
  const all = [...told, ...(await findInvited(deps, viewer, missing))]
  return [...all.filter((one) => one.who !== 'colleague'), ...all.filter((one) => one.who === 'colleague')]
}

function organizerOf(asked: Asked, row: InteractionRow | null): string | null {
  const stored = row?.participants.find((person) => person.role === 'from')?.address
  return stored ?? (asked.organizer ? (parseAddressList(asked.organizer)[0]?.address ?? null) : null)
}

const idsOf = (people: readonly Invited[], key: 'contactId' | 'companyId'): number[] => [
  ...new Set(people.flatMap((one) => one[key] ?? [])),
]

function personOf(one: Invited, row: InteractionRow | null): AppointmentPerson {
  const base = (address: string) => baseAddress(normaliseAddress(address) ?? address).address
  const stored = row?.participants.find((person) => base(person.address) === base(one.address))
  const { address, name, status, who } = one
  return { address, name, status, who, answer: stored ? (stored.answer ?? 'none') : null }
}

const meetingOf = (found: FoundAppointment, row: InteractionRow | null, planned: boolean): Appointment['meeting'] => ({
  interactionId: found.interaction_id === null ? null : String(found.interaction_id),
  planned,
  recurring: row?.meeting?.recurring ?? null,
  startAt: row?.occurred_at?.toISOString() ?? null,
  endAt: row?.meeting ? new Date(row.meeting.end_at).toISOString() : null,
})

async function findSyncedAt(deps: Deps, viewer: Viewer): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`SELECT max(m.last_synced_at) AS at FROM mailboxes m
    WHERE m.id = ANY(${[...viewer.mailboxIds]}::bigint[])`.execute(deps.database.db)
  return rows[0]?.at ?? null
}
