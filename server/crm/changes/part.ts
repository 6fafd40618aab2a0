/** The history of the person, or of a company shown by itself: loaded when somebody opens it, on the page alone. */
import { peopleWords } from '#shared/i18n/people.ts'
import type { Part } from '../part.ts'

export const changePart: Part = {
  name: 'changes',
  sql: 'SELECT NULL::json',
  blocks: (_found, { contact, company, wide }, locale) => {
    const [noun, id] = contact ? ['contact', contact.id] : ['company', company?.id]
    if (!wide || id === undefined) return {}
    const words = peopleWords[locale]
    const href = `/api/changes/rows?noun=${noun}&id=${id}&locale=${locale}`
    return {
      past: [
        {
          type: 'rows',
          id: 'changes',
          title: words.history,
          page: null,
          views: [{ id: 'all', label: words.history, href, current: true }],
          filters: [],
          search: null,
          empty: words.noHistory,
          folded: true,
        },
      ],
    }
  },
}
