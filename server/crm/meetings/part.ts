/** On the record: the meetings to come, the next first, each at the viewer's level. */
import { RECORD_RIGHTS } from '../../access/known.ts'
import type { Part } from '../part.ts'
import { plannedJson } from './planned.ts'
import type { Planned } from './planned.ts'
import { plannedBlock } from './rows.ts'

const SHOWN = 3

/** Their links that are sorted by a time to come: hardly anything but meetings, and mostly nothing. */
const toCome = (noun: 'contact' | 'company', table: 'person' | 'firm') =>
  `SELECT FROM interaction_${noun === 'contact' ? 'contacts' : 'companies'} l WHERE l.${noun}_id = (SELECT id FROM ${table}) AND l.sort_at > ${RECORD_RIGHTS.now}`

export const meetingPart: Part<Planned> = {
  name: 'meetings',
  sql: 'SELECT NULL::json',
  apart: {
    when: `SELECT EXISTS (${toCome('contact', 'person')}) OR EXISTS (${toCome('company', 'firm')})`,
    sql: plannedJson({
      contact: '(SELECT id FROM person)',
      company: '(SELECT id FROM firm)',
      rights: RECORD_RIGHTS,
      limit: SHOWN,
    }),
  },
  blocks: (found, { contact, company }, locale) => {
    if (!found || found.rows.length === 0) return {}
    const ids = { ...(contact && { contactId: contact.id }), ...(company && { companyId: company.id }) }
    return { open: [plannedBlock(found, ids, locale)] }
  },
}
