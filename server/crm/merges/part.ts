/** Who was merged into the person or company of the record, each to be taken out again. */
import type { Row } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import type { Part } from '../part.ts'
import { mergedName } from './queries.ts'

type Found = { id: number; noun: 'contact' | 'company'; name: string; by: string | null; at: string }[]

export const mergePart: Part<Found> = {
  name: 'merges',
  sql: `SELECT coalesce(json_agg(json_build_object('id', m.id, 'noun', m.noun, 'by', u.name, 'at', m.at,
      'name', CASE m.noun WHEN 'contact' THEN ${mergedName('contact', 'm.loser_id')} ELSE ${mergedName('company', 'm.loser_id')} END) ORDER BY m.id), '[]')
    FROM merges m LEFT JOIN users u ON u.id = m.by_id WHERE m.undone_at IS NULL AND ((m.noun = 'contact' AND m.loser_id IN (SELECT id FROM person_ids))
      OR (m.noun = 'company' AND m.loser_id IN (SELECT id FROM firm_ids)))`,
  blocks: (found, _subject, locale) => {
    if (!found || found.length === 0) return {}
    const words = peopleWords[locale]
    const rows = found.map((merge): Row => ({
      id: `merge${merge.id}`,
      kind: merge.noun === 'contact' ? 'person' : 'company',
      at: merge.at,
      primary: merge.name,
      secondary: merge.by,
      text: null,
      tone: 'neutral',
      hidden: false,
      open: null,
      download: null,
      address: null,
      actions: [
        {
          id: 'undo',
          label: words.undo,
          request: { method: 'DELETE', href: `/api/merges/${merge.id}` },
          done: words.undone,
        },
      ],
    }))
    return {
      past: [
        {
          type: 'rows',
          id: 'merges',
          title: words.mergedHere,
          page: { groups: [{ id: 'merges', title: null, rows }], nextHref: null },
          views: [],
          filters: [],
          search: null,
          empty: '',
          folded: true,
        },
      ],
    }
  },
}
