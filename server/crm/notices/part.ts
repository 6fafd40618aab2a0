/** The pinned notice at the top of the record: the person's, then their company's. */
import type { Part } from '../part.ts'

type Found = { noun: 'contact' | 'company'; text: string; by: string | null; at: string }[]

export const noticePart: Part<Found> = {
  name: 'notices',
  sql: `SELECT coalesce(json_agg(json_build_object('noun', n.noun, 'text', n.text, 'by', u.name, 'at', n.at) ORDER BY n.noun DESC), '[]')
    FROM notices n LEFT JOIN users u ON u.id = n.by_id
    WHERE (n.noun = 'contact' AND n.noun_id IN (SELECT id FROM person_ids)) OR (n.noun = 'company' AND n.noun_id IN (SELECT id FROM firm_ids))`,
  blocks: (found) => ({
    pinned: (found ?? []).map(({ noun, text, by, at }) => ({
      type: 'text',
      id: `notice-${noun}`,
      tone: 'attention',
      text,
      more: null,
      details: [],
      said: { by, at },
    })),
  }),
}
