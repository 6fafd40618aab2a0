/** What a mailbox's own calendar program would show of a span of time, with what Ficha made of each meeting. */
import { join } from 'node:path'
import type { CalendarEvent, CalendarState, CalendarWeek } from '#shared/playground-calendar.ts'
import type { Deps, Playground } from '../../http.ts'
import { createFilesSource } from '../../sources/files/mail.ts'
import type { NormalisedMeeting, SourceItem } from '../../sources/source.ts'
import { readCalendar, readEvents } from './calendar-files.ts'
import { masterOf } from './calendar-object.ts'
import { repeatOf } from './calendar-series.ts'

export type CalendarOf = { id: number; address: string; zone: string | null }

type Found = { providerId: string; meeting: NormalisedMeeting }

const DAY = 86_400_000

export async function readWeek(
  deps: Deps,
  { folder }: Playground,
  { mailbox, from, to }: { mailbox: CalendarOf; from: Date; to: Date },
): Promise<CalendarWeek> {
  const files = await readCalendar(folder, mailbox.address)
  if (files.length === 0) return { items: [], unreadable: 0 }
  // Endless series are read half a year ahead; who looks further sees further, though Ficha has not been there.
  const now = new Date(Math.max(deps.now().getTime(), from.getTime()))
  const source = createFilesSource({
    paths: [join(folder, 'calendar', mailbox.address)],
    isKnown: () => Promise.resolve(new Set()),
    zone: mailbox.zone,
    now: () => now,
  })
  const found: Found[] = []
  let unreadable = 0
  let position: string | null = null
  for (let done = false; !done;) {
    const page = await source.readPage(position)
    unreadable += page.items.filter(({ type }) => type === 'failed').length
    found.push(...page.items.filter(isMeeting).filter(({ meeting }) => overlaps(meeting, from, to)))
    position = page.position
    done = page.done
  }
  const rules = new Map(readEvents(files).map(({ uid, calendar }) => [uid, repeatOf(masterOf(calendar))]))
  const states = await findStates(deps, mailbox.id, found)
  const items = found.map(({ providerId, meeting }) => ({
    ...shownOf(meeting, mailbox.address),
    repeats: rules.get(meeting.uid) ?? { every: 'never' as const, until: null },
    state: states.get(providerId) ?? { outcome: 'not-synced' as const, reason: null },
  }))
  return { items: items.toSorted(byStart), unreadable }
}

const isMeeting = (item: SourceItem): item is SourceItem & { type: 'meeting' } => item.type === 'meeting'

const byStart = (a: CalendarEvent, b: CalendarEvent) =>
  a.startAt.localeCompare(b.startAt) || a.endAt.localeCompare(b.endAt) || a.uid.localeCompare(b.uid)

/** Days are the viewer's, wherever they are: a day more on each side, and the page takes its own. */
function overlaps({ startAt, endAt, allDay }: NormalisedMeeting, from: Date, to: Date): boolean {
  const more = allDay ? DAY : 0
  const [start, end] = [startAt.getTime() - more, endAt.getTime() + more]
  return start < to.getTime() && (end > from.getTime() || (start === end && start >= from.getTime()))
}

function shownOf(meeting: NormalisedMeeting, mailbox: string): Omit<CalendarEvent, 'repeats' | 'state'> {
  const { organizer, attendees } = meeting
  const own = organizer === null || organizer.address === mailbox
  return {
    uid: meeting.uid,
    originalStart: meeting.originalStart,
    startAt: meeting.startAt.toISOString(),
    endAt: meeting.endAt.toISOString(),
    allDay: meeting.allDay,
    zone: meeting.zone,
    title: meeting.title,
    text: meeting.text,
    place: meeting.place,
    joinUrl: meeting.joinUrl,
    organizer,
    attendees,
    cancelled: meeting.cancelled,
    private: meeting.private,
    own,
    answer: own ? null : (attendees.find(({ address }) => address === mailbox)?.answer ?? null),
  }
}

async function findStates(deps: Deps, mailboxId: number, found: Found[]): Promise<Map<string, CalendarState>> {
  if (found.length === 0) return new Map()
  const rows = await deps.database.db
    .selectFrom('occurrences')
    .select(['provider_id', 'outcome', 'reason'])
    .where('mailbox_id', '=', mailboxId)
    .where('gone_at', 'is', null)
    .where(
      'provider_id',
      'in',
      found.map(({ providerId }) => providerId),
    )
    .execute()
  const startOf = new Map(found.map(({ providerId, meeting }) => [providerId, meeting.startAt]))
  return new Map(
    rows.map(({ provider_id: id, outcome, reason }) => {
      const planned = outcome === 'logged' && (startOf.get(id) ?? deps.now()) > deps.now()
      return [id, { outcome: planned ? 'planned' : outcome, reason: reason as CalendarState['reason'] }]
    }),
  )
}
