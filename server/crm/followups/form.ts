/** The form for a follow-up: mine, or a colleague's. */
import type { z } from '@hono/zod-openapi'
import type { FormBlock } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { dayAfter, workingDayAfter } from '../days.ts'
import { field, userOptions } from '../form-fields.ts'
import { getKnownCompany, getKnownContacts, listColleagues } from '../known.ts'

export type FollowupAsked = {
  contactId?: number | undefined
  companyId?: number | undefined
  opportunityId?: number | undefined
  conversationId?: number | undefined
  today: string
}

export async function followupForm(
  db: Db,
  viewer: Viewer,
  asked: FollowupAsked,
  locale: Locale,
): Promise<z.infer<typeof FormBlock>> {
  const words = workWords[locale]
  const { contactId, companyId, opportunityId, conversationId, today } = asked
  if (contactId !== undefined) await getKnownContacts(db, viewer, [contactId])
  if (companyId !== undefined) await getKnownCompany(db, viewer, companyId)
  const text = (id: number | undefined) => (id === undefined ? null : String(id))
  return {
    type: 'form',
    id: 'followup',
    title: words.followupTitle,
    note: null,
    fields: [
      field('title', words.nextTitle, { required: true }),
      field('dueOn', words.dueOn, {
        type: 'date',
        value: workingDayAfter(today),
        required: true,
        suggestions: [
          { value: dayAfter(today, 7), label: words.inAWeek, why: '' },
          { value: dayAfter(today, 30), label: words.inAMonth, why: '' },
        ],
      }),
      field('ownerId', words.owner, {
        type: 'select',
        value: String(viewer.userId),
        options: userOptions(await listColleagues(db), viewer.userId, words.me),
      }),
    ],
    submit: {
      label: words.doIt,
      request: {
        method: 'POST',
        href: '/api/followups',
        body: {
          contactId: text(contactId),
          companyId: text(companyId),
          opportunityId: text(opportunityId),
          conversationId: text(conversationId),
        },
      },
      done: words.saved,
    },
    check: null,
  }
}
