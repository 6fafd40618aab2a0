/** What one does in the sidebar: open a first sync to colleagues, say what they see of a message, say what a person is to us. */
import { LEVELS, STATUSES } from '#shared/api.ts'
import type { Action, Block } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { levelName } from '../../access/visibility.ts'
import type { RecordRow } from './query.ts'

/** Until somebody says that a first sync may be seen, it is its users' alone: this is where they say it. */
export function reviewBlocks(record: RecordRow, locale: Locale): Block[] {
  const found = record.message
  if (!found || found.unreviewed === null || found.interaction_id === null) return []
  const words = recordWords[locale]
  const request = { method: 'PATCH' as const, href: `/api/mailboxes/${found.unreviewed}`, body: { reviewed: true } }
  return [
    {
      type: 'actions',
      id: 'review',
      title: words.reviewTitle(found.mailbox ?? ''),
      actions: [{ id: 'review', label: words.reviewDo, request, done: words.reviewDone }],
    },
  ]
}

/** Who holds the message decides what colleagues see of it; the undo goes back to what held before. */
export function levelBlocks(record: RecordRow, locale: Locale): Block[] {
  const found = record.message
  if (!found?.mine || found.interaction_id === null) return []
  const words = recordWords[locale]
  const href = `/api/interactions/${found.interaction_id}/level`
  // What holds for its people and mailboxes narrows whatever is set here: more than that is not offered.
  const widest = found.rest ?? 3
  if (widest === 0) return []
  const current = levelName(found.others ?? 3)
  const actions = LEVELS.slice(0, widest + 1).map((level): Action => ({
    id: `level-${level}`,
    label: words.levels[level],
    current: level === current,
    request: { method: 'PUT', href, body: { level } },
    undo: { method: 'PUT', href, body: { level: found.own === null ? null : levelName(found.own) } },
    done: `${words.whoSees} ${words.levels[level]}`,
  }))
  return [{ type: 'actions', id: 'level', title: words.whoSees, actions }]
}

export function statusBlocks(record: RecordRow, locale: Locale): Block[] {
  const { contact, company } = record
  if (!contact || contact.status !== 'unclassified') return []
  // Saying it of a person says it of a company of which nobody had said anything: the undo takes back both.
  const undone = {
    status: 'unclassified',
    ...(company?.status === 'unclassified' && { companyStatus: 'unclassified' }),
  }
  const words = recordWords[locale]
  const href = `/api/contacts/${contact.id}`
  const actions = STATUSES.filter((status) => status !== 'unclassified').map((status): Action => ({
    id: `status-${status}`,
    label: words.status[status],
    request: { method: 'PATCH', href, body: { status } },
    undo: { method: 'PATCH', href, body: undone },
    done: words.status[status],
  }))
  return [{ type: 'actions', id: 'status', title: words.setStatus, actions }]
}
