/**
 * Acting on a calendar: the organizer's file, and the files of everybody of ours who is invited, as calendars that speak to
 * one another would have it. Then Ficha reads them, as it reads any other.
 */
import { randomUUID } from 'node:crypto'
import type ICAL from 'ical.js'
import type { CalendarStrings } from '#shared/i18n/calendar.ts'
import type { CalendarAnswer, CalendarChange, CalendarInput } from '#shared/playground-calendar.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import type { Deps, Playground } from '../../http.ts'
import { answerEvent, cancelEvent, changeEvent, createEvent } from './calendar-edit.ts'
import { attendeesOf, organizerOf, setOrganizer } from './calendar-event.ts'
import { findEvent, removeEvent, writeEvent } from './calendar-files.ts'
import { copyOf, type Editing, eventsOf, masterOf } from './calendar-object.ts'
import { FixedRule, hasInstance } from './calendar-series.ts'
import type { CalendarOf } from './calendar-week.ts'
import { findMailboxesOf } from './deliver.ts'

/** `name`: of the mailbox's user, where it is theirs alone. */
export type Acting = {
  deps: Deps
  playground: Playground
  mailbox: CalendarOf
  name: string | null
  words: CalendarStrings
}

export async function createMeeting(acting: Acting, input: CalendarInput): Promise<{ uid: string }> {
  const uid = newUid()
  const organizer = { address: acting.mailbox.address, name: acting.name }
  const calendar = createEvent(await withNames(acting, input), { uid, organizer, now: acting.deps.now() })
  await read(acting, await spread(acting, calendar, []))
  return { uid }
}

export async function changeMeeting(acting: Acting, uid: string, change: CalendarChange): Promise<{ uid: string }> {
  const calendar = await getOwn(acting, uid)
  const before = invited(calendar)
  checkInstance(acting, calendar, change.originalStart)
  const begun = changed(acting, calendar, await withNames(acting, change))
  for (const event of [calendar, ...(begun ? [begun] : [])].flatMap(eventsOf))
    if (event.hasProperty('attendee')) setOrganizer(event, { address: acting.mailbox.address, name: acting.name })
  const told = await spread(acting, calendar, before)
  await read(acting, begun ? [...told, ...(await spread(acting, begun, before))] : told)
  return { uid: begun ? String(masterOf(begun)?.getFirstPropertyValue('uid')) : uid }
}

function changed(acting: Acting, calendar: ICAL.Component, change: CalendarChange): ICAL.Component | undefined {
  try {
    return changeEvent(calendar, change, { ...editing(acting), uid: newUid() })
  } catch (cause) {
    if (cause instanceof FixedRule) throw new ProblemError(422, 'rule', acting.words.ruleStays, { cause })
    throw cause
  }
}

/** The organizer's own is cancelled for everybody; anybody else only takes it out of their calendar. */
export async function cancelMeeting(
  acting: Acting,
  uid: string,
  which: Pick<CalendarChange, 'originalStart' | 'scope'>,
): Promise<void> {
  const calendar = await getEvent(acting, uid)
  if (!isOwn(acting, calendar)) {
    await leave(acting, uid, calendar)
    return
  }
  checkInstance(acting, calendar, which.originalStart)
  cancelEvent(calendar, which, editing(acting))
  await read(acting, await spread(acting, calendar, invited(calendar)))
}

async function leave(acting: Acting, uid: string, calendar: ICAL.Component): Promise<void> {
  const { playground, mailbox } = acting
  const organizers = await mailboxesOf(acting, [organizerOf(eventsOf(calendar)[0]!) ?? ''])
  await removeEvent(playground.folder, mailbox.address, uid)
  const declined = { originalStart: null, scope: 'all', answer: 'declined', address: mailbox.address } as const
  for (const address of organizers) await answerIn(acting, { address, uid, answer: declined })
  await read(acting, organizers)
}

export async function answerMeeting(acting: Acting, uid: string, reply: CalendarAnswer): Promise<void> {
  const { address } = acting.mailbox
  const calendar = await getEvent(acting, uid)
  checkInstance(acting, calendar, reply.originalStart)
  const answer = { ...reply, address }
  if (isOwn(acting, calendar) || !(await answerIn(acting, { address, uid, answer })))
    throw new ProblemError(422, 'not-invited', acting.words.notInvited)
  const organizers = await mailboxesOf(acting, [organizerOf(eventsOf(calendar)[0]!) ?? ''])
  for (const organizer of organizers) await answerIn(acting, { address: organizer, uid, answer })
  await read(acting, [address, ...organizers])
}

/** Colleagues are invited by their names, whatever was typed. */
async function withNames<T extends Partial<CalendarInput>>({ deps }: Acting, input: T): Promise<T> {
  if (!input.attendees) return input
  const users = await deps.database.db.selectFrom('users').select(['email', 'name']).execute()
  const names = new Map(users.map(({ email, name }) => [email, name]))
  return { ...input, attendees: input.attendees.map((one) => ({ ...one, name: one.name ?? names.get(one.address) })) }
}

type Answering = { address: string; uid: string; answer: CalendarAnswer & { address: string } }

/** In one calendar. @returns whether the one who answers is invited there */
async function answerIn(acting: Acting, { address, uid, answer }: Answering): Promise<boolean> {
  const { folder } = acting.playground
  const file = await findEvent(folder, address, uid)
  if (!file || !answerEvent(file.calendar, answer, editing(acting))) return false
  await writeEvent(folder, address, file.calendar)
  return true
}

const newUid = () => `${randomUUID()}@playground.ficha.example`

const editing = ({ deps, mailbox }: Acting): Editing => ({
  now: deps.now(),
  zone: mailbox.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
})

async function getEvent({ playground, mailbox }: Acting, uid: string): Promise<ICAL.Component> {
  const file = await findEvent(playground.folder, mailbox.address, uid)
  if (!file) throw notFound()
  return file.calendar
}

/** @throws ProblemError 403 for somebody else's */
async function getOwn(acting: Acting, uid: string): Promise<ICAL.Component> {
  const calendar = await getEvent(acting, uid)
  if (isOwn(acting, calendar)) return calendar
  throw new ProblemError(403, 'not-yours', acting.words.notYours(organizerOf(eventsOf(calendar)[0]!) ?? ''))
}

const isOwn = ({ mailbox }: Acting, calendar: ICAL.Component): boolean =>
  [null, mailbox.address].includes(organizerOf(eventsOf(calendar)[0]!))

function checkInstance(acting: Acting, calendar: ICAL.Component, originalStart: string | null): void {
  if (!hasInstance(calendar, originalStart, editing(acting)))
    throw new ProblemError(404, 'no-instance', acting.words.noSuchInstance)
}

const invited = (calendar: ICAL.Component): string[] => eventsOf(calendar).flatMap(attendeesOf)

const mailboxesOf = ({ deps }: Acting, addresses: string[]) => findMailboxesOf(deps.database.db, addresses)

/**
 * Into every calendar concerned: whoever is invited to the series has all of it, whoever is invited to one instance has that,
 * and whoever no longer is, has it as cancelled. @returns whose calendars those are, the organizer's first
 */
async function spread(acting: Acting, calendar: ICAL.Component, before: string[]): Promise<string[]> {
  const { playground, mailbox } = acting
  const { folder } = playground
  await writeEvent(folder, mailbox.address, calendar)
  const others = (addresses: string[]) => addresses.filter((address) => address !== mailbox.address)
  const uid = String(eventsOf(calendar)[0]?.getFirstPropertyValue('uid'))
  const now = others(await mailboxesOf(acting, invited(calendar)))
  const gone = others(await mailboxesOf(acting, before)).filter((address) => !now.includes(address))
  for (const address of now) await writeEvent(folder, address, await copyFor(acting, calendar, address))
  for (const address of gone) {
    const file = await findEvent(folder, address, uid)
    if (!file) continue
    cancelEvent(file.calendar, { originalStart: null, scope: 'all' }, editing(acting))
    await writeEvent(folder, address, file.calendar)
  }
  return [mailbox.address, ...now, ...gone]
}

async function copyFor(acting: Acting, calendar: ICAL.Component, address: string): Promise<ICAL.Component> {
  const copy = copyOf(calendar)
  const isInvited = async (event: ICAL.Component) => (await mailboxesOf(acting, attendeesOf(event))).includes(address)
  const master = masterOf(copy)
  if (!master || (await isInvited(master))) return copy
  for (const event of eventsOf(copy)) if (!(await isInvited(event))) copy.removeSubcomponent(event)
  return copy
}

/** What was written stays written: a reading that fails must not make anybody do it again, and the next one finds it. */
async function read({ deps, playground }: Acting, addresses: string[]): Promise<void> {
  for (const address of new Set(addresses))
    await playground.sync(address).catch((error: unknown) => {
      deps.log.error({ err: error instanceof Error ? error.name : 'unknown' }, 'a calendar could not be read')
    })
}
