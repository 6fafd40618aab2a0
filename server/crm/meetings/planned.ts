/** Meetings to come, as JSON: one piece of SQL for the record's one statement and for the page after it. */
import type { Rights } from '../../access/known.ts'
import { anyLevelLateral, isPlanned } from '../../access/visibility.ts'

/** What is below the viewer's level is null or empty. */
export type PlannedSource = {
  id: number
  at: string
  /** Of one that lasts whole days. */
  start_on: string | null
  lv: number
  subject: string | null
  place: string | null
  ours: string[]
  theirs: string[]
}

/** `n`: how many there are, of which `rows` are the first. */
export type Planned = { rows: PlannedSource[]; n: number }

/** Of an endless series that meets every day, half a year is to come: beyond these nobody counts. */
const COUNTED = 200

type Wanted = {
  /** Expressions: an id, or none. */
  contact: string
  company: string
  rights: Pick<Rights, 'holders' | 'now'>
  /** A condition on `i`, for those after others. */
  after?: string
  limit: number
}

export function plannedJson({ contact, company, rights, after = 'true', limit }: Wanted): string {
  const { holders, now } = rights
  // The links are ordered by time: only those to come are read, and none where there are none.
  const links = (noun: 'contact' | 'company', id: string) =>
    `SELECT l.interaction_id FROM interaction_${noun === 'contact' ? 'contacts' : 'companies'} l
      WHERE l.${noun}_id = ${id} AND l.sort_at > ${now} AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY (${holders}))`
  return `WITH planned AS (
      SELECT i.id, i.occurred_at, i.subject, v.lv FROM (${links('company', company)} UNION ${links('contact', contact)}) k
        JOIN interactions i ON i.id = k.interaction_id ${anyLevelLateral(holders)}
      WHERE v.lv > 0 AND ${isPlanned(now)} AND ${after} ORDER BY i.occurred_at, i.id LIMIT ${COUNTED})
    SELECT json_build_object('n', (SELECT count(*) FROM planned), 'rows', (
      SELECT coalesce(json_agg(json_build_object('id', p.id, 'at', p.occurred_at, 'lv', p.lv, 'start_on', g.start_on,
          'subject', CASE WHEN p.lv >= 2 THEN p.subject END, 'place', CASE WHEN p.lv >= 2 THEN g.place END,
          'ours', CASE WHEN p.lv >= 2 THEN ${names('q.own', holders)} ELSE '{}' END,
          'theirs', CASE WHEN p.lv >= 2 THEN ${names('NOT q.own', holders)} ELSE '{}' END) ORDER BY p.occurred_at, p.id), '[]')
      FROM (SELECT * FROM planned ORDER BY occurred_at, id LIMIT ${limit}) p JOIN meetings g ON g.interaction_id = p.id))`
}

/** Who comes: whoever declined does not. */
const names = (which: 'q.own' | 'NOT q.own', holders: string): string =>
  `ARRAY(SELECT coalesce(q.name, q.address) FROM participants q WHERE q.interaction_id = p.id AND ${which}
    AND q.answer IS DISTINCT FROM 'declined' AND (q.only_mailbox_id IS NULL OR q.only_mailbox_id = ANY (${holders})) ORDER BY q.position LIMIT 50)`
