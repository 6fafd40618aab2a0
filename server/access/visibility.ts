/**
 * May this viewer see this? One SQL fragment that every read of interactions passes (truth 6). The users whose mailbox
 * holds an item see all of it; for others the narrowest level set on any of its scopes holds. Being admin shows nothing.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { LEVELS } from '#shared/api.ts'
import type { Level } from '#shared/api.ts'
import type { Viewer } from './identity.ts'

export const EXISTENCE = 1
export const SUBJECT = 2
export const EVERYTHING = 3

export const levelName = (level: number): Level => LEVELS[level] ?? 'nothing'
export const levelNumber = (level: Level): number => LEVELS.indexOf(level)

/** Whether interaction `i` is a meeting of a calendar that has not started: nobody's past yet, whoever looks. */
export const isPlanned = (now: string): string =>
  `(i.kind = 'meeting' AND i.item_id IS NOT NULL AND i.occurred_at > ${now})`

/**
 * The level of interaction `i` for a viewer, as text: `mailboxes` is an expression of type bigint[], `now` one of type
 * timestamptz. A planned meeting is no interaction yet and has none; `anyLevelLateral` is for those. OFFSET 0 keeps
 * the planner from inlining the subquery once for each use of `v.lv`.
 */
export const levelLateral = (mailboxes: string, now: string): string =>
  lateral(`WHEN ${isPlanned(now)} THEN 0`, mailboxes)

/** The level of interaction `i`, whether it is past or planned. */
export const anyLevelLateral = (mailboxes: string): string => lateral('', mailboxes)

const lateral = (first: string, mailboxes: string): string => `CROSS JOIN LATERAL (SELECT CASE ${first}
    WHEN i.mailbox_ids && ${mailboxes} THEN 3
    ELSE coalesce((SELECT min(r.level) FROM restrictions r WHERE r.scope = ANY (i.scopes)), 3) END AS lv OFFSET 0) v`

/** For reads that look at the newest so many: planned meetings would crowd out what was. */
export const hasBegun = (viewer: Pick<Viewer, 'at'>): RawBuilder<unknown> =>
  sql`NOT (i.kind = 'meeting' AND i.item_id IS NOT NULL AND i.occurred_at > ${viewer.at})`

/** The same as `levelLateral` for queries built with Kysely. */
export const withLevel = (viewer: Pick<Viewer, 'holderIds' | 'at'>): RawBuilder<unknown> =>
  sql`CROSS JOIN LATERAL (SELECT CASE WHEN i.kind = 'meeting' AND i.item_id IS NOT NULL AND i.occurred_at > ${viewer.at} THEN 0
    WHEN i.mailbox_ids && ${[...viewer.holderIds]}::bigint[] THEN 3
    ELSE coalesce((SELECT min(r.level) FROM restrictions r WHERE r.scope = ANY (i.scopes)), 3) END AS lv OFFSET 0) v`

/**
 * Whether the viewer may know of a contact (kind 1) or company (kind 2): nobody restricted it to nothing, a mailbox of
 * theirs holds something with it, or they own it. `id` and `mailboxes` are SQL expressions.
 */
export const mayKnow = (noun: 'contact' | 'company', id: string, mailboxes: string): string => {
  const [kind, table, nouns] =
    noun === 'contact' ? [1, 'interaction_contacts', 'contacts'] : [2, 'interaction_companies', 'companies']
  return `(NOT EXISTS (SELECT FROM restrictions r WHERE r.scope = ${id} * 8 + ${kind} AND r.level = 0)
    OR EXISTS (SELECT FROM ${table} l JOIN interactions i ON i.id = l.interaction_id
      WHERE l.${noun}_id = ${id} AND i.mailbox_ids && ${mailboxes} AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY (${mailboxes})))
    OR EXISTS (SELECT FROM ${nouns} w WHERE w.id = ${id} AND -w.owner_id = ANY (${mailboxes})))`
}
