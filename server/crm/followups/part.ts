/** What is owed, overdue first, in words; each with what one does with it in place. */
import { mayKnowFollowup, RECORD_RIGHTS } from '../../access/known.ts'
import type { Part } from '../part.ts'
import { owedBlocks } from './rows.ts'
import type { Owed } from './rows.ts'

export const FOLLOWUPS_SHOWN = 20

/** As JSON: those of `followups f` that `condition` chooses. */
export const owedJson = (condition: string, allowed: string): string => `SELECT coalesce(json_agg(json_build_object(
    'id', w.id, 'title', w.title, 'due_on', w.due_on, 'days', w.due_on - current_date, 'owner_id', w.owner_id, 'owner', w.owner, 'about', w.about) ORDER BY w.due_on, w.id), '[]')
  FROM (SELECT f.*, (SELECT u.name FROM users u WHERE u.id = f.owner_id) AS owner,
      (SELECT coalesce(c.name, c.seen_name) FROM contacts c WHERE c.id = f.contact_id) AS about
    FROM followups f WHERE f.state = 'open' AND ${condition} AND ${allowed} ORDER BY f.due_on, f.id LIMIT ${FOLLOWUPS_SHOWN}) w`

/** One branch an index: of three conditions with OR between them PostgreSQL would read every follow-up there is. */
const THEIRS = `SELECT f.id FROM followups f WHERE f.contact_id IN (SELECT id FROM person_ids) AND f.state = 'open'
  UNION ALL SELECT f.id FROM followups f WHERE f.company_id IN (SELECT id FROM firm_ids) AND f.state = 'open'
  UNION ALL SELECT f.id FROM contacts c JOIN followups f ON f.contact_id = c.id AND f.state = 'open' WHERE c.company_id IN (SELECT id FROM firm_ids)`

export const followupPart: Part<Owed[]> = {
  name: 'followups',
  sql: 'SELECT NULL::json',
  apart: {
    when: `SELECT EXISTS (${THEIRS})`,
    sql: owedJson(`f.id IN (${THEIRS})`, mayKnowFollowup('f', RECORD_RIGHTS)),
  },
  blocks: (found, subject, locale) => ({ open: owedBlocks(found ?? [], subject, locale) }),
}
