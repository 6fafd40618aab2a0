/** Beside a message: who has taken its conversation on, who may see it, and the opportunity it is about. */
import type { Action, Block } from '#shared/blocks.ts'
import type { ConversationState } from '#shared/api/work.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { RECORD_RIGHTS, mayKnowOpportunity } from '../../access/known.ts'
import { levelName } from '../../access/visibility.ts'
import { THEIR_OPPORTUNITIES } from '../their-opportunities.ts'
import type { Part, Subject } from '../part.ts'
import { linkJson, stateJson } from './state.ts'
import type { StateJson } from './state.ts'

type Found = {
  id: number
  state: StateJson | null
  mine: boolean
  /** What this viewer has set on all of it. */
  own: number | null
  opportunity: { id: number; title: string } | null
  open: { id: number; title: string }[]
}

const OPEN = `SELECT coalesce(json_agg(json_build_object('id', w.id, 'title', w.title) ORDER BY w.id DESC), '[]') FROM (
  SELECT o.id, o.title FROM opportunities o JOIN stages s ON s.id = o.stage_id AND s.outcome = 'open'
  WHERE o.id IN (${THEIR_OPPORTUNITIES}) AND ${mayKnowOpportunity('o', RECORD_RIGHTS)} ORDER BY o.id DESC LIMIT 20) w`

const foundJson = (said: {
  state: string
  opportunity: string
  open: string
}) => `SELECT json_build_object('id', e.conversation_id,
      'mine', EXISTS (SELECT FROM interactions i WHERE i.conversation_id = e.conversation_id AND i.mailbox_ids && $1::bigint[]),
      'own', (SELECT r.level FROM restrictions r WHERE r.scope = e.conversation_id * 8 + 3 AND r.set_by = 'user:' || $6::text),
      'state', ${said.state}, 'opportunity', ${said.opportunity}, 'open', ${said.open})
    FROM entry e WHERE e.lv >= 2 AND e.conversation_id IS NOT NULL`

export const conversationPart: Part<Found> = {
  name: 'conversation',
  sql: foundJson({ state: 'NULL', opportunity: 'NULL', open: `'[]'::json` }),
  apart: {
    when: `SELECT EXISTS (SELECT FROM entry e WHERE e.lv >= 2 AND (
        EXISTS (SELECT FROM conversation_states st WHERE st.conversation_id = e.conversation_id)
        OR EXISTS (SELECT FROM opportunity_conversations x WHERE x.conversation_id = e.conversation_id)
        OR EXISTS (${THEIR_OPPORTUNITIES})))`,
    sql: foundJson({
      state: stateJson('e.conversation_id', RECORD_RIGHTS),
      opportunity: linkJson('e.conversation_id', RECORD_RIGHTS),
      open: `(${OPEN})`,
    }),
  },
  blocks: (found, subject, locale) =>
    found
      ? {
          message: [
            stateBlock(found, subject, locale),
            ...privateBlocks(found, locale),
            linkBlock(found, subject, locale),
          ],
        }
      : {},
}

function stateBlock(found: Found, { viewerId }: Subject, locale: Locale): Block {
  const words = workWords[locale].conversation
  const href = `/api/conversations/${found.id}/state`
  const state = found.state?.state ?? 'open'
  const claimer = found.state?.user ?? null
  const put = (to: ConversationState, userId?: number) => ({
    method: 'PUT' as const,
    href,
    body: { state: to, ...(userId === undefined ? {} : { userId: String(userId) }) },
  })
  const undo = put(state, claimer?.id)
  const act = (id: string, label: string, to: ConversationState, done: string): Action => ({
    id,
    label,
    request: put(to),
    undo,
    done,
  })
  const theirs = state === 'claimed' && claimer?.id !== viewerId
  const actions = [
    { ...act('open', words.open, 'open', words.openDone), current: state === 'open' },
    ...(theirs
      ? [{ id: 'claimed', label: words.tookIt(claimer?.name ?? '—'), current: true, request: undo, undo, done: '' }]
      : []),
    {
      ...act('claim', state === 'claimed' && !theirs ? words.youTookIt : words.take, 'claimed', words.youTookIt),
      current: state === 'claimed' && !theirs,
    },
    { ...act('solved', words.solved, 'solved', words.solvedDone), current: state === 'solved' },
  ]
  return { type: 'actions', id: 'conversation', title: words.title, actions }
}

/** Only whoever holds some of it decides who else sees it. */
function privateBlocks(found: Found, locale: Locale): Block[] {
  if (!found.mine) return []
  const words = workWords[locale].conversation
  const put = (level: string | null) => ({
    method: 'PUT' as const,
    href: `/api/conversations/${found.id}/level`,
    body: { level },
  })
  const isPrivate = found.own === 0
  const action: Action = {
    id: isPrivate ? 'conversation-shown' : 'conversation-private',
    label: isPrivate ? words.makeOpen : words.makePrivate,
    request: put(isPrivate ? null : 'nothing'),
    undo: put(found.own === null ? null : levelName(found.own)),
    done: isPrivate ? words.openedDone : words.privateDone,
  }
  return [{ type: 'actions', id: 'conversation-level', title: null, actions: [action] }]
}

function linkBlock(found: Found, { company, contact }: Subject, locale: Locale): Block {
  const words = workWords[locale].conversation
  const put = (opportunityId: string | null) => ({
    method: 'PUT' as const,
    href: `/api/conversations/${found.id}/opportunity`,
    body: { opportunityId },
  })
  const current = found.opportunity
  const choices = [...new Map([...(current ? [current] : []), ...found.open].map((one) => [one.id, one])).values()]
  const undo = put(current ? String(current.id) : null)
  const actions: Action[] = [
    { id: 'none', label: words.noOpportunity, current: !current, request: put(null), undo, done: words.unlinked },
    ...choices.map((one) => ({
      id: `opportunity-${one.id}`,
      label: one.title,
      current: one.id === current?.id,
      request: put(String(one.id)),
      undo,
      done: words.linked(one.title),
    })),
  ]
  const about = [company && `companyId=${company.id}`, contact && `contactId=${contact.id}`].filter(Boolean).join('&')
  const href = `/api/forms/opportunity?conversationId=${found.id}&${about && `${about}&`}locale=${locale}`
  return {
    type: 'actions',
    id: 'conversation-opportunity',
    title: words.opportunity,
    // Nothing to choose from: only a new one can be made.
    actions: choices.length > 0 ? actions : [],
    forms: [{ id: 'opportunity', label: words.newOpportunity, href }],
  }
}
