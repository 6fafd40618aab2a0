/** What the company is interested in. */
import { peopleWords } from '#shared/i18n/people.ts'
import type { Part } from '../part.ts'

export const pickPart: Part<string[]> = {
  name: 'picks',
  sql: `SELECT coalesce(json_agg(o.label ORDER BY o.position, o.id), '[]') FROM pick_options o
    WHERE EXISTS (SELECT FROM picks pk WHERE pk.option_id = o.id AND pk.noun = 'company' AND pk.noun_id IN (SELECT id FROM firm_ids))`,
  blocks: (found, _subject, locale) => {
    if (!found || found.length === 0) return {}
    const chips = found.map((text) => ({ text, tone: 'neutral' as const, address: null }))
    return { about: [{ type: 'chips', id: 'picks', title: peopleWords[locale].interest, chips }] }
  },
}
