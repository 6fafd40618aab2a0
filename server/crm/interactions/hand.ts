/** What one logs by hand: a call, a visit, a chat, a note; and with it the next step, for oneself or a colleague. */
import type { z } from '@hono/zod-openapi'
import type { HandKind } from '#shared/api/work.ts'
import { rightsOf, mayKnowOpportunity } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { setRestriction } from '../../access/restrictions.ts'
import { scopeOf } from '../../access/scopes.ts'
import { levelNumber } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { deleteEntry, insertEntry, writeEntry } from '../entries.ts'
import type { Entry } from '../entries.ts'
import { getColleagues, getKnownCompany, getKnownContacts } from '../known.ts'
import { sql } from 'kysely'
import type { HandBody } from './hand-body.ts'
import { readWho } from './own-entry.ts'

type Asked = z.infer<typeof HandBody>
type Who = Pick<Asked, 'contactIds' | 'companyId' | 'opportunityId' | 'userIds'>

export async function logByHand(deps: Deps, viewer: Viewer, asked: Asked): Promise<number> {
  const { db } = deps.database
  const people = await findWho(db, viewer, asked)
  const step = asked.nextStep
  const [stepOwner] = step ? await getColleagues(db, [step.ownerId ?? viewer.userId]) : []
  return inTransaction(db, async (tx) => {
    await lockRiver(tx)
    const id = await insertEntry(tx, deps.hasher, {
      kind: asked.kind,
      occurredAt: new Date(asked.occurredAt),
      zone: zoneOf(asked),
      subject: asked.subject,
      text: asked.text,
      author: { id: viewer.userId, name: viewer.name, email: viewer.email },
      followupId: null,
      alsoFor: [],
      ...people,
    })
    if (asked.level && asked.level !== 'everything')
      await setRestriction(tx, {
        scope: scopeOf('entry', id),
        setBy: `user:${viewer.userId}`,
        level: levelNumber(asked.level),
      })
    if (step && stepOwner)
      await tx
        .insertInto('followups')
        .values({
          title: step.title,
          owner_id: stepOwner.id,
          due_on: step.dueOn,
          contact_id: people.contacts[0]?.id ?? null,
          company_id: people.company?.id ?? people.contacts[0]?.company_id ?? null,
          opportunity_id: people.opportunityId,
          interaction_id: id,
          created_by_id: viewer.userId,
          created_at: deps.now(),
        })
        .execute()
    return id
  })
}

export type HandChange = Partial<Who> & {
  kind?: HandKind
  subject?: string | null
  text?: string
  occurredAt?: string
  zone?: string | null
}

/** @throws ProblemError 403 unless the viewer wrote it */
export async function changeEntry(deps: Deps, viewer: Viewer, id: number, change: HandChange): Promise<void> {
  const { db } = deps.database
  const before = await getOwn(db, viewer, id)
  const who = await readWho(db, id)
  const people = await findWho(db, viewer, {
    contactIds: change.contactIds ?? who.contactIds,
    userIds: change.userIds ?? who.userIds,
    companyId: change.companyId === undefined ? who.companyId : change.companyId,
    opportunityId: change.opportunityId === undefined ? before.opportunity_id : change.opportunityId,
  })
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await writeEntry(tx, deps.hasher, id, {
      kind: change.kind ?? before.kind,
      occurredAt: change.occurredAt === undefined ? before.occurred_at! : new Date(change.occurredAt),
      zone:
        change.occurredAt === undefined ? before.zone : zoneOf({ occurredAt: change.occurredAt, zone: change.zone }),
      subject: change.subject === undefined ? before.subject : change.subject,
      text: change.text ?? before.report,
      author: { id: viewer.userId, name: viewer.name, email: viewer.email },
      followupId: null,
      alsoFor: [],
      ...people,
    })
  })
}

/** With the next step that was made in the same breath, as long as nobody has taken it. @throws ProblemError 403 unless the viewer wrote it */
export async function removeEntry(db: Db, viewer: Viewer, id: number): Promise<void> {
  await getOwn(db, viewer, id)
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await tx.deleteFrom('followups').where('interaction_id', '=', id).where('state', '=', 'open').execute()
    await deleteEntry(tx, id)
  })
}

async function getOwn(db: Db, viewer: Viewer, id: number) {
  const row = await db
    .selectFrom('interactions')
    .select(['kind', 'occurred_at', 'zone', 'subject', 'report', 'opportunity_id', 'by_id', 'item_id', 'followup_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (row.item_id !== null || row.followup_id !== null || row.by_id !== viewer.userId)
    throw new ProblemError(403, 'not-yours', 'Only whoever logged it may change it.')
  return row
}

/** @throws ProblemError 404 for whoever the viewer may not know, 422 when it would be about nobody */
async function findWho(
  db: Db,
  viewer: Viewer,
  asked: Who,
): Promise<Pick<Entry, 'contacts' | 'colleagues' | 'company' | 'opportunityId'>> {
  const opportunity = asked.opportunityId === null ? null : await getOpportunity(db, viewer, asked.opportunityId)
  const colleagues = await getColleagues(db, asked.userIds)
  let contacts = await getKnownContacts(db, viewer, asked.contactIds)
  let company = asked.companyId === null ? null : await getKnownCompany(db, viewer, asked.companyId)
  if (opportunity && contacts.length === 0 && !company) {
    if (opportunity.company_id !== null) company = await getKnownCompany(db, viewer, opportunity.company_id)
    else contacts = await getKnownContacts(db, viewer, opportunity.contact_ids)
  }
  if (contacts.length === 0 && !company)
    throw new ProblemError(422, 'nobody', 'contactIds: say who it was with, or which company it is about')
  const there = company !== null && contacts.some((contact) => contact.company_id === company?.id)
  return { contacts, colleagues, company: there ? null : company, opportunityId: opportunity?.id ?? null }
}

async function getOpportunity(db: Db, viewer: Viewer, id: number) {
  const { rows } = await sql<{ id: number; company_id: number | null; contact_ids: number[] }>`
    SELECT o.id, o.company_id, ARRAY(SELECT x.contact_id FROM opportunity_contacts x WHERE x.opportunity_id = o.id) AS contact_ids
    FROM opportunities o WHERE o.id = ${id} AND ${sql.raw(mayKnowOpportunity('o', rightsOf(viewer)))}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** The offset in which the instant was said is the zone in which its day is meant, unless the host knows better. */
export const zoneOf = ({ occurredAt, zone }: { occurredAt: string; zone?: string | null | undefined }): string | null =>
  zone ?? /[+-]\d\d:\d\d$/.exec(occurredAt)?.[0] ?? null
