/** How an entry arrives: as programs write it, or flat as a form's fields. */
import { z } from '@hono/zod-openapi'
import { HandEntry, HandKind } from '#shared/api/work.ts'
import { IdParam } from '../../http.ts'

const ids = {
  contactIds: z.array(IdParam).max(50).nullish(),
  userIds: z.array(IdParam).max(50).nullish(),
  companyId: IdParam.nullable(),
  opportunityId: IdParam.nullable(),
}
const step = HandEntry.shape.nextStep.unwrap().unwrap()

/** A next step without a title is none, whatever day the form proposed for it. */
export const HandBody = HandEntry.extend({
  contactIds: ids.contactIds,
  userIds: ids.userIds,
  companyId: ids.companyId.default(null),
  opportunityId: ids.opportunityId.default(null),
  zone: z.string().max(64).nullish(),
  nextTitle: z.string().trim().max(300).nullish(),
  nextDueOn: step.shape.dueOn.nullish(),
  nextOwnerId: IdParam.nullish(),
  nextStep: step
    .extend({ ownerId: IdParam.nullable().default(null) })
    .nullable()
    .default(null),
}).transform(({ nextTitle, nextDueOn, nextOwnerId, ...entry }, context) => {
  const flat = nextTitle ? { title: nextTitle, dueOn: nextDueOn, ownerId: nextOwnerId ?? null } : null
  if (flat && !flat.dueOn) {
    context.addIssue({ code: 'custom', path: ['nextDueOn'], message: 'say by when' })
    return z.NEVER
  }
  return {
    ...entry,
    contactIds: entry.contactIds ?? [],
    userIds: entry.userIds ?? [],
    nextStep: flat ? { ...flat, dueOn: flat.dueOn! } : entry.nextStep,
  }
})

export const HandChangeBody = z
  .object({
    kind: HandKind,
    subject: HandEntry.shape.subject.unwrap(),
    text: HandEntry.shape.text,
    occurredAt: HandEntry.shape.occurredAt,
    zone: z.string().max(64).nullable(),
    contactIds: z.array(IdParam).max(50),
    userIds: z.array(IdParam).max(50),
    companyId: IdParam.nullable(),
    opportunityId: IdParam.nullable(),
  })
  .partial()
  .strict()

/** While one types: whatever is there. */
export const HandDraft = z.object({ kind: z.string().nullish(), text: z.string().max(50_000).nullish() }).loose()
