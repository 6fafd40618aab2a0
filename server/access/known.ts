/** May this viewer know of an opportunity, a follow-up? SQL fragments beside `mayKnow`, which decides over people and companies. */
import { levelLateral, mayKnow } from './visibility.ts'
import type { Viewer } from './identity.ts'

/** Whose rights a query is read with, as SQL: what they hold by (bigint[]), their id (bigint), and when they look (timestamptz). */
export type Rights = { holders: string; user: string; now: string }

/** Ids are numbers out of our own database: safe to write into SQL. */
export const rightsOf = (viewer: Pick<Viewer, 'holderIds' | 'userId' | 'at'>): Rights => ({
  holders: `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`,
  user: `${viewer.userId}::bigint`,
  now: `'${viewer.at.toISOString()}'::timestamptz`,
})

/** In the record's one statement (`record/query.ts`). */
export const RECORD_RIGHTS: Rights = { holders: '$1::bigint[]', user: '$6::text::bigint', now: '$9::timestamptz' }

/** The contact or company that this one was merged into, or itself. */
export const rootOf = (noun: 'contact' | 'company', id: string): string =>
  `coalesce((SELECT merged.merged_into FROM ${noun === 'contact' ? 'contacts' : 'companies'} merged WHERE merged.id = ${id}), ${id})`

/** `o` is a row of `opportunities`: whoever may know its company, or without one a contact of it; its owner and who made it always. */
export const mayKnowOpportunity = (o: string, { holders, user }: Rights): string =>
  `(${o}.owner_id = ${user} OR ${o}.created_by_id = ${user}
    OR (${o}.company_id IS NOT NULL AND ${mayKnow('company', rootOf('company', `${o}.company_id`), holders)})
    OR (${o}.company_id IS NULL AND EXISTS (SELECT FROM opportunity_contacts oc WHERE oc.opportunity_id = ${o}.id
      AND ${mayKnow('contact', rootOf('contact', 'oc.contact_id'), holders)})))`

/**
 * `f` is a row of `followups`: its owner and who made it; else whoever may know the person, company or opportunity it is about
 * and sees at least the subject of what it came from.
 */
export const mayKnowFollowup = (f: string, rights: Rights): string => {
  const { holders, user, now } = rights
  return `(${f}.owner_id = ${user} OR ${f}.created_by_id = ${user} OR (CASE
    WHEN ${f}.contact_id IS NOT NULL THEN ${mayKnow('contact', rootOf('contact', `${f}.contact_id`), holders)}
    WHEN ${f}.company_id IS NOT NULL THEN ${mayKnow('company', rootOf('company', `${f}.company_id`), holders)}
    ELSE EXISTS (SELECT FROM opportunities fo WHERE fo.id = ${f}.opportunity_id AND ${mayKnowOpportunity('fo', rights)}) END
    AND (${f}.interaction_id IS NULL OR EXISTS (SELECT FROM interactions i ${levelLateral(holders, now)} WHERE i.id = ${f}.interaction_id AND v.lv >= 2))
    AND (${f}.conversation_id IS NULL OR NOT EXISTS (SELECT FROM restrictions fr WHERE fr.scope = ${f}.conversation_id * 8 + 3 AND fr.level < 2)
      OR EXISTS (SELECT FROM interactions fi WHERE fi.conversation_id = ${f}.conversation_id AND fi.mailbox_ids && ${holders}))))`
}
