/** The card where nothing is open: what today brings, who waits, what is promised. Pure. */
import type { Interaction } from '#shared/api.ts'
import type { Followup, Waiting } from '#shared/api/work.ts'
import type { Row } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import { rowWidgets } from './blocks/rows.ts'
import { paragraph } from './blocks/small.ts'
import type { Card } from './card-types.ts'
import { type Frame, blocksCard } from './cards.ts'
import { type Drawing, type Part, button, buttons, gmailWords, linkTo, sayDate } from './drawing.ts'

export type Home = { meetings: Interaction[]; waiting: Waiting[]; followups: Followup[] }

export function homeCard(home: Home, frame: Omit<Frame, 'place'>, drawing: Drawing): Card {
  const words = gmailWords(drawing).home
  const parts = [
    ...section(words.meetings, { rows: home.meetings.map(meetingRow), empty: words.noMeetings, all: null }, drawing),
    ...section(
      words.waiting,
      { rows: home.waiting.map((one) => waitingRow(one, drawing)), empty: words.noWaiting, all: '/queue' },
      drawing,
    ),
    ...section(
      words.followups,
      { rows: home.followups.map((one) => followupRow(one, drawing)), empty: words.noFollowups, all: '/followups' },
      drawing,
    ),
  ]
  return blocksCard({ title: words.title, blocks: [], parts }, { ...frame, page: '/', place: { at: 'home' } }, drawing)
}

type List = { rows: Row[]; empty: string; all: string | null }

/** The rest is on its page. */
export const AT_HOME = 5

function section(header: string, { rows, empty, all }: List, drawing: Drawing): Part[] {
  if (rows.length === 0) return [{ header, widgets: [paragraph(empty)] }]
  const widgets = rows.slice(0, AT_HOME).flatMap((row) => rowWidgets(row, null, drawing))
  const page = rows.length > AT_HOME ? linkTo(all, drawing) : undefined
  return [{ header, widgets: [...widgets, ...(page ? [buttons(button(gmailWords(drawing).home.all, page))] : [])] }]
}

const plain = { text: null, tone: 'neutral', hidden: false, open: null, download: null, address: null } as const

function meetingRow({ id, meeting, subject, occurredAt, contacts }: Interaction): Row {
  const query = meeting && new URLSearchParams({ uid: meeting.uid, startAt: meeting.startAt })
  return {
    ...plain,
    id: `m${id}`,
    kind: 'meeting',
    at: meeting?.allDay?.startOn ?? occurredAt,
    primary: subject ?? contacts.map(({ name, addresses }) => name ?? addresses[0]).join(', '),
    secondary:
      [contacts.map(({ name, addresses }) => name ?? addresses[0]).join(', '), meeting?.place]
        .filter(Boolean)
        .join(' · ') || null,
    hidden: subject === null && contacts.length === 0,
    open: query && `/api/appointment?${query}`,
  }
}

function waitingRow(one: Waiting, drawing: Drawing): Row {
  const words = gmailWords(drawing).home
  const { noSubject } = recordWords[languageOf(drawing.locale)]
  const said = [one.from, one.company?.name, one.claimedBy && words.taken(one.claimedBy.name)]
  return {
    ...plain,
    id: `w${one.conversationId}`,
    kind: 'mail_received',
    at: one.waitingSince,
    primary: one.subject ?? noSubject,
    secondary: said.filter(Boolean).join(' · '),
    address: one.fromAddress || null,
  }
}

function followupRow(one: Followup, drawing: Drawing): Row {
  const words = gmailWords(drawing).home
  const { done } = recordWords[languageOf(drawing.locale)]
  const day = sayDate(one.dueOn, drawing) ?? one.dueOn
  const about = one.contact?.name ?? one.company?.name ?? one.opportunity?.title
  const href = `/api/followups/${one.id}`
  const page = one.contact
    ? `/contacts/${one.contact.id}`
    : one.company
      ? `/companies/${one.company.id}`
      : one.opportunity && `/opportunities/${one.opportunity.id}`
  return {
    ...plain,
    id: `f${one.id}`,
    kind: 'followup',
    at: null,
    primary: one.title,
    secondary: [one.overdue ? words.overdue(day) : words.due(day), about].filter(Boolean).join(' · '),
    tone: one.overdue ? 'attention' : 'neutral',
    page: page ?? null,
    actions: [
      {
        id: 'done',
        label: done,
        request: { method: 'PATCH', href, body: { state: 'done' } },
        undo: { method: 'PATCH', href, body: { state: 'open' } },
        done: `${done}: ${one.title}`,
      },
    ],
  }
}
