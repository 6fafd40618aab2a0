/** What is guessed of a contact, each to be taken over or refused by itself. */
import type { Action } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { RECORD_RIGHTS } from '../../access/known.ts'
import type { Part } from '../part.ts'
import { foundJson, suggestionsOf } from './queries.ts'
import type { Found } from './queries.ts'

/** More is rather a form: "Edit" offers all of them. */
const MOST = 4

export const suggestionPart: Part<Found> = {
  name: 'suggestions',
  sql: `SELECT ${foundJson(RECORD_RIGHTS.holders, { owned: true })} FROM person p WHERE p.owner_id IS NOT NULL`,
  apart: {
    when: 'SELECT EXISTS (SELECT FROM person p WHERE p.owner_id IS NULL)',
    sql: `SELECT ${foundJson(RECORD_RIGHTS.holders)} FROM person p`,
  },
  blocks: (found, { contact }, locale) => {
    if (!found || !contact) return {}
    const words = peopleWords[locale]
    const guesses = suggestionsOf(found, locale).slice(0, MOST)
    if (guesses.length === 0) return {}
    const actions = guesses.flatMap(({ field, value, shown }, i): Action[] => {
      const body = { noun: 'contact', id: String(contact.id), field, value }
      const request = (accept: boolean | null) => ({
        method: 'POST' as const,
        href: '/api/suggestions',
        body: { ...body, accept },
      })
      return [
        {
          id: `accept-${i}`,
          label: words.suggested(words.fields[field]!, shown),
          request: request(true),
          done: words.accepted,
        },
        {
          id: `dismiss-${i}`,
          label: words.dismiss(shown),
          request: request(false),
          undo: request(null),
          done: words.dismissed,
        },
      ]
    })
    return { about: [{ type: 'actions', id: 'suggestions', title: words.suggestions, actions }] }
  },
}
