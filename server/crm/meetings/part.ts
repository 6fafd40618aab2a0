/** On the record: the meetings to come, the next first, each at the viewer's level. */
import { RECORD_RIGHTS } from '../../access/known.ts'
import type { Part } from '../part.ts'
import { plannedJson } from './planned.ts'
import type { Planned } from './planned.ts'
import { plannedBlock } from './rows.ts'

const SHOWN = 3

export const meetingPart: Part<Planned> = {
  name: 'meetings',
  sql: plannedJson({
    contact: '(SELECT id FROM person)',
    company: '(SELECT id FROM firm)',
    rights: RECORD_RIGHTS,
    limit: SHOWN,
  }),
  blocks: (found, { contact, company }, locale) => {
    if (!found || found.rows.length === 0) return {}
    const ids = { ...(contact && { contactId: contact.id }), ...(company && { companyId: company.id }) }
    return { open: [plannedBlock(found, ids, locale)] }
  },
}
