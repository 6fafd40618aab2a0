/** GET /api/decisions: why is this (not) logged? For the mailboxes that the caller may know of: their own. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { Decision, listOf } from '#shared/api.ts'
import type { Outcome, Reason } from '#shared/api.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { ProblemError } from '../../errors.ts'
import { createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'

const route = createRoute({
  method: 'get',
  path: '/api/decisions',
  summary: 'What was decided on a message, on all instances of a meeting, or on everything in a mailbox, and why',
  request: {
    query: z.object({
      messageId: z.string().max(1000).optional(),
      meetingUid: z.string().max(2000).optional(),
      mailbox: z.string().max(320).optional(),
      ...pageQuery,
      ...localeQuery,
    }),
  },
  responses: { 200: json(listOf(Decision), 'One decision for each occurrence'), ...problems },
})

type Row = {
  mailbox: string
  outcome: Outcome
  reason: string | null
  error_code: string | null
  interaction_id: number | null
  decided_at: Date
  gone: boolean
  pending: boolean
  at: string
  n: number
  kind: 'message' | 'meeting' | null
  instance_at: Date | null
  occurred_at: Date | null
}

export function decisionRoutes(deps: Deps) {
  return createRouter().openapi(route, async (c) => {
    const { messageId, meetingUid, mailbox, limit, cursor } = c.req.valid('query')
    if (messageId === undefined && meetingUid === undefined && mailbox === undefined)
      throw new ProblemError(422, 'invalid', 'Ask by messageId, meetingUid or mailbox.')
    const viewer = c.get('viewer')
    const after = cursor ? readCursor(cursor) : null
    const conditions = [
      ...(messageId === undefined
        ? []
        : [sql`t.message_hash = ${deps.hasher.messageId(messageId.trim().replace(/^<|>$/g, ''))}`]),
      ...(meetingUid === undefined ? [] : [sql`t.message_hash = ${deps.hasher.series(meetingUid.trim())}`]),
      ...(mailbox === undefined ? [] : [sql`m.address = ${mailbox.trim().toLowerCase()}`]),
    ]
    const { rows } = await sql<Row>`
      SELECT * FROM (
        SELECT m.address AS mailbox, o.outcome, o.reason, o.error_code, i.id AS interaction_id, o.decided_at,
          o.gone_at IS NOT NULL AS gone, o.pending_at IS NOT NULL AS pending, coalesce(o.occurred_at, '-infinity')::text AS at,
          t.kind, t.instance_at, o.occurred_at,
          row_number() OVER (ORDER BY o.occurred_at DESC NULLS LAST, o.mailbox_id, o.provider_id) AS n
        FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id LEFT JOIN items t ON t.id = o.item_id
          LEFT JOIN interactions i ON i.item_id = o.item_id AND o.outcome = 'logged'
        WHERE o.mailbox_id = ANY(${viewer.mailboxIds}::bigint[]) AND ${sql.join(conditions, sql` AND `)}) d
      WHERE n > ${after?.id ?? 0} ORDER BY n LIMIT ${limit + 1}`.execute(deps.database.db)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const locale = localeOf(c)
    return c.json(
      {
        items: shown.map((row) => toDecision(row, locale, viewer.at)),
        nextCursor: rows.length > limit && last ? writeCursor({ at: '-infinity', id: last.n }) : null,
      },
      200,
    )
  })
}

function toDecision(row: Row, locale: Locale, now: Date): Decision {
  const words = recordWords[locale]
  const start = row.kind === 'meeting' ? row.occurred_at : null
  const planned = row.outcome === 'logged' && start !== null && start > now
  return {
    mailbox: row.mailbox,
    outcome: row.outcome,
    reason: row.outcome === 'failed' ? row.error_code : row.reason,
    interactionId: row.interaction_id === null || planned ? null : String(row.interaction_id),
    decidedAt: row.decided_at.toISOString(),
    gone: row.gone,
    pending: row.pending,
    explanation:
      row.outcome === 'logged'
        ? planned
          ? words.planned
          : words.logged
        : row.outcome === 'failed'
          ? words.failed(row.error_code ?? '?')
          : words.skipped(words.reason[(row.reason ?? 'nobody') as Reason]),
    meeting: start && {
      originalStartAt: (row.instance_at ?? start).toISOString(),
      startAt: start.toISOString(),
      planned,
    },
  }
}
