/** Generated calendars: events as mailboxes hold them, version by version, and what the definition says of each instance. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { REASONS, type Reason } from '#shared/api.ts'
import { baseAddress, isNoReply, isRoleAddress } from '#shared/email-address.ts'
import { companyDomain } from '#server/crm/address-domain.ts'
import type { NormalisedMeeting, SeriesShown, SourceItem } from '#server/sources/source.ts'
import { type Known, type Model, modelOf, standingOf } from './river-model.ts'
import { MAILBOXES, OURS, OUTSIDE, USERS } from './river-people.ts'
import type { Copy, World } from './river-world.ts'

type VersionSpec = {
  /** Days after the version before. */
  after: number
  /** By how many days all instances are moved, compared with the first version. */
  shift: number
  instances: number
  excepted: number[]
  /** One instance held on another day; one called off. */
  moved: number | null
  cancelled: number | null
  recurring: boolean
  revised: boolean
  private: boolean
}

export type EventSpec = {
  organizer: number | null
  required: number[]
  optional: number[]
  versions: VersionSpec[]
  /** Which versions each mailbox has seen, and how many minutes later than the first it heard of each. */
  seen: { mailbox: number; from: number; to: number; late: number }[]
}

const EVERYBODY = [...OURS.slice(0, 4), ...OUTSIDE]
const person = fc.nat(EVERYBODY.length - 1)

const versionSpec: fc.Arbitrary<VersionSpec> = fc.record({
  after: fc.integer({ min: 1, max: 12 }),
  shift: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) }),
  instances: fc.integer({ min: 1, max: 5 }),
  excepted: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  moved: fc.option(fc.nat(4), { freq: 2 }),
  cancelled: fc.option(fc.nat(4), { freq: 3 }),
  recurring: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  revised: fc.boolean(),
  private: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

export const eventSpec: fc.Arbitrary<EventSpec> = fc.record({
  organizer: fc.option(person, { freq: 6 }),
  required: fc.uniqueArray(person, { maxLength: 3 }),
  optional: fc.uniqueArray(person, { maxLength: 1 }),
  versions: fc.array(versionSpec, { minLength: 1, maxLength: 3 }),
  seen: fc.uniqueArray(
    fc.record({ mailbox: fc.nat(MAILBOXES.length - 1), from: fc.nat(2), to: fc.nat(2), late: fc.nat(3000) }),
    { minLength: 1, maxLength: 3, selector: (one) => one.mailbox },
  ),
})

const DAY = 86_400_000
const BEGIN = Date.UTC(2026, 0, 5, 10)
const named = (n: number) => ({ address: EVERYBODY[n]!, name: null })

type Version = { spec: VersionSpec; madeAt: number; sequence: number }

function versionsOf(event: EventSpec): Version[] {
  let madeAt = BEGIN - 10 * DAY
  let sequence = 0
  return event.versions.map((spec, n) => {
    if (n > 0) madeAt += spec.after * DAY
    if (n > 0 && spec.revised) sequence += 1
    return { spec, madeAt, sequence }
  })
}

/** Copies as `river-world.ts` has them, and what is said with their pages. */
export function calendarsOf(events: readonly EventSpec[]): { copies: Copy[]; series: Map<SourceItem, SeriesShown> } {
  const copies: Copy[] = []
  const series = new Map<SourceItem, SeriesShown>()
  for (const [e, event] of events.entries()) {
    const versions = versionsOf(event)
    for (const { mailbox, from, to, late } of event.seen) {
      const last = versions.length - 1
      const [first, end] = [Math.min(from, to, last), Math.min(Math.max(from, to), last)]
      const byId = new Map<string, SourceItem[]>()
      for (const version of versions.slice(first, end + 1)) {
        const madeAt = new Date(version.madeAt + late * 60_000)
        const shown = { uid: `event-${e}@acme.example`, version: madeAt.getTime() / 1000, madeAt, from: null, to: null }
        for (const meeting of instancesOf(event, version, { changedAt: madeAt, uid: shown.uid, mailbox })) {
          const providerId = `e${e} ${meeting.originalStart ?? ''}`
          const locator = { mailbox: MAILBOXES[mailbox]!, provider: providerId }
          const item: SourceItem = {
            providerId,
            locator,
            version: shown.version,
            type: 'meeting',
            local: null,
            meeting,
            series: shown.version,
          }
          series.set(item, shown)
          byId.set(providerId, [...(byId.get(providerId) ?? []), item])
        }
      }
      for (const [providerId, items] of byId)
        copies.push({
          mailbox: MAILBOXES[mailbox]!,
          providerId,
          shown: items,
          final: items.at(-1)!,
          stored: null,
          files: [],
          gone: false,
        })
    }
  }
  return { copies, series }
}

type Seen = { changedAt: Date; uid: string; mailbox: number }

function instancesOf(
  event: EventSpec,
  { spec, sequence }: Version,
  { changedAt, uid, mailbox }: Seen,
): NormalisedMeeting[] {
  const count = spec.recurring ? spec.instances : 1
  return Array.from({ length: count }, (_, n) => n).flatMap((n): NormalisedMeeting[] => {
    if (spec.recurring && spec.excepted.includes(n)) return []
    const original = BEGIN + (7 * n + spec.shift) * DAY
    const startAt = new Date(original + (spec.recurring && spec.moved === n ? DAY / 2 : 0))
    const content = {
      uid,
      originalStart: spec.recurring ? new Date(original).toISOString() : null,
      startAt,
      endAt: new Date(startAt.getTime() + 3_600_000),
      allDay: null,
      zone: 'Europe/Madrid',
      title: `Reunión ${uid}`,
      text: 'Orden del día',
      html: null,
      place: 'Sala 1',
      joinUrl: null,
      links: [],
      organizer: event.organizer === null ? null : named(event.organizer),
      attendees: [
        ...event.required.map((one) => ({ ...named(one), answer: answerIn(mailbox, one), optional: false })),
        ...event.optional
          .filter((one) => !event.required.includes(one))
          .map((one) => ({ ...named(one), answer: 'none' as const, optional: true })),
      ],
      cancelled: spec.recurring && spec.cancelled === n,
      private: spec.private,
      sequence,
      notes: [],
    }
    const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
    return [{ ...content, changedAt, contentHash }]
  })
}

/** Every mailbox says something else of everybody: of its own user, it alone knows. */
const answerIn = (mailbox: number, who: number) => (['accepted', 'declined', 'none'] as const)[(mailbox + who) % 3]!

type Shown = Extract<SourceItem, { type: 'meeting' }>
const baseOf = (address: string) => baseAddress(address).address

/** What the definition says of every occurrence of a meeting: `mailbox provider → reason or logged`. Naive, over the whole world at once. */
export function meetingVerdicts(world: World, series: ReadonlyMap<SourceItem, SeriesShown>): Map<string, string> {
  const mails = modelOf({ ...world, copies: world.copies.filter((copy) => copy.final.type === 'message') })
  const copies = world.copies.filter((copy) => copy.final.type === 'meeting')
  const items = [...Map.groupBy(copies, (copy) => copy.providerId).values()].map((held) => {
    const shown = held.toSorted((a, b) => compare(a, b, mails))[0]!
    return { held, meeting: (shown.final as Shown).meeting, reasons: [] as Reason[] }
  })
  for (const item of items) item.reasons = reasonsOf(item, { all: copies, series }, mails)
  const known: Known = new Map(mails.known)
  for (const { held, meeting, reasons } of items) {
    if (reasons.length > 0) continue
    for (const address of createdBy(meeting, held, mails)) {
      const domain = companyDomain(address)
      if (standingOf(address, mails) !== 'excluded')
        known.set(baseOf(address), { domain, isRole: domain !== null && isRoleAddress(address) })
    }
  }
  const companies = new Set([...known.values()].map((one) => one.domain).filter((domain) => domain !== null))
  const model = { settings: mails.settings, known, companies }
  return new Map(
    items.flatMap(({ held, meeting, reasons }) => {
      const verdict = reasons[0] ?? peopleVerdict(meeting, mails, model)
      return held.map((copy): [string, string] => [`${copy.mailbox} ${copy.providerId}`, verdict])
    }),
  )
}

/** The newest revision, the organizer's own copy, the one changed last. */
function compare(a: Copy, b: Copy, { own }: Model): number {
  const key = (copy: Copy) => {
    const { meeting, version } = copy.final as Shown
    const organizers = meeting.organizer !== null && own.isOf(copy.mailbox, meeting.organizer.address)
    return [-meeting.sequence, organizers ? 0 : 1, -version]
  }
  const [one, other] = [key(a), key(b)]
  const at = one.findIndex((part, n) => part !== other[n])
  if (at >= 0) return one[at]! - other[at]!
  const hash = (copy: Copy) => (copy.final as Shown).meeting.contentHash
  return hash(a) < hash(b) ? -1 : 1
}

type Item = { held: Copy[]; meeting: NormalisedMeeting }
type Calendars = { all: Copy[]; series: ReadonlyMap<SourceItem, SeriesShown> }

function reasonsOf({ held, meeting }: Item, { all, series }: Calendars, { own }: Model): Reason[] {
  const start = meeting.originalStart === null ? meeting.startAt : new Date(meeting.originalStart)
  const told = all.flatMap((copy) => copy.shown.map((item) => ({ mailbox: copy.mailbox, ...series.get(item)! })))
  const versions = told.filter((one) => one.uid === meeting.uid).toSorted((a, b) => a.version - b.version)
  const mine = new Set(held.flatMap((copy) => copy.shown.map((item) => series.get(item)!.version)))
  // Each calendar as it stood then; the organizer's alone, where it knew of the series.
  const then = MAILBOXES.flatMap((mailbox) => {
    const last = versions.findLast((one) => one.mailbox === mailbox && one.madeAt <= start)
    return last ? [{ mailbox, has: mine.has(last.version) }] : []
  })
  const organizers = then.filter(({ mailbox }) => meeting.organizer && own.isOf(mailbox, meeting.organizer.address))
  const asked = organizers.length > 0 ? organizers : then
  const has = asked.length > 0 ? asked.some((one) => one.has) : mine.has(versions[0]!.version)
  const people = [...(meeting.organizer ? [meeting.organizer] : []), ...meeting.attendees]
  const found = new Set<Reason>([
    ...(meeting.private ? ['private' as const] : []),
    ...(!has || (meeting.cancelled && meeting.changedAt! < meeting.startAt) ? ['cancelled' as const] : []),
    ...(people.every((one) => own.isOwn(one.address)) ? ['internal' as const] : []),
  ])
  return REASONS.filter((reason) => found.has(reason))
}

function createdBy({ organizer, attendees }: NormalisedMeeting, held: Copy[], { own, settings }: Model): string[] {
  const allowed = held.map((copy) => settings.policies.get(copy.mailbox) ?? 'we-write')
  if (organizer === null) return []
  if (own.isOwn(organizer.address))
    return attendees
      .map((one) => one.address)
      .filter((address) => !own.isOwn(address) && !isNoReply(address) && allowed.some((policy) => policy !== 'never'))
  const isRole = companyDomain(organizer.address) !== null && isRoleAddress(organizer.address)
  return isRole || isNoReply(organizer.address) || !allowed.includes('they-write') ? [] : [organizer.address]
}

function peopleVerdict(
  { organizer, attendees }: NormalisedMeeting,
  { own }: Model,
  model: Pick<Model, 'settings' | 'known' | 'companies'>,
): string {
  const host = organizer === null ? null : baseOf(organizer.address)
  const standings = [
    ...(organizer === null || own.isOwn(organizer.address)
      ? []
      : [{ sender: true, standing: standingOf(organizer.address, model) }]),
    ...attendees
      .filter((one) => !own.isOwn(one.address) && baseOf(one.address) !== host)
      .map((one) => ({ sender: false, standing: standingOf(one.address, model) })),
  ]
  const anybody = standings.some(({ standing }) => standing === 'known' || standing === 'company')
  if (standings.some(({ sender, standing }) => standing === 'excluded' && (sender || !anybody))) return 'excluded'
  return anybody ? 'logged' : 'nobody'
}

/** The people whom these calendars name, for reading dumps. */
export const calendarPeople = [...EVERYBODY, ...USERS.flatMap((user) => [user.email, ...user.aliases])]
