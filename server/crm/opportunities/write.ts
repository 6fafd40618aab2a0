/** Making and changing an opportunity: each field leaves a row of its history. */
import { sql } from 'kysely'
import type { Viewer } from '../../access/identity.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps } from '../../http.ts'
import { insertChanges } from '../changes.ts'
import { getConversationId, linkConversation } from '../conversation-link.ts'
import { getColleagues, getKnownCompany, getKnownContacts } from '../known.ts'
import { readAmount } from './amount.ts'

/** What is not given stays as it is. */
export type OpportunitySet = {
  title?: string | undefined
  companyId?: number | null | undefined
  contactIds?: number[] | null | undefined
  stageId?: number | null | undefined
  amount?: string | null | undefined
  currency?: string | null | undefined
  ownerId?: number | null | undefined
  expectedOn?: string | null | undefined
  pickIds?: number[] | null | undefined
  conversationId?: number | null | undefined
}

type Fields = {
  title: string
  company_id: number | null
  stage_id: number
  amount: string | null
  currency: string | null
  owner_id: number | null
  expected_on: string | null
}

/** @throws ProblemError 404 for whatever the viewer may not know */
export async function insertOpportunity(
  deps: Deps,
  viewer: Viewer,
  set: OpportunitySet & { title: string },
): Promise<number> {
  const { db } = deps.database
  const contacts = await getKnownContacts(db, viewer, set.contactIds ?? [])
  const fields: Fields = {
    title: set.title,
    company_id: null,
    stage_id: set.stageId ?? (await firstStage(db)),
    amount: null,
    currency: null,
    owner_id: viewer.userId,
    expected_on: null,
    ...(await readFields(db, viewer, set)),
  }
  const conversationId =
    typeof set.conversationId === 'number' ? await getConversationId(db, viewer, set.conversationId) : null
  return inTransaction(db, async (tx) => {
    if (conversationId !== null) await lockRiver(tx)
    const at = deps.now()
    const row = await tx
      .insertInto('opportunities')
      .values({
        ...fields,
        created_by_id: viewer.userId,
        created_at: at,
        closed_at: await closedAt(tx, fields, at, null),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const after = {
      ...fieldsAsWords(fields),
      ...(await writeLists(
        tx,
        row.id,
        contacts.map((one) => one.id),
        set.pickIds ?? [],
      )),
    }
    await insertChanges(tx, { noun: 'opportunity', id: row.id, author: { userId: viewer.userId, at } }, {}, after)
    if (conversationId !== null)
      await linkConversation(tx, { conversationId, opportunityId: row.id, userId: viewer.userId, at })
    return row.id
  })
}

/** The caller has found that the viewer may know it. */
export async function updateOpportunity(deps: Deps, viewer: Viewer, id: number, set: OpportunitySet): Promise<void> {
  const { db } = deps.database
  const contacts = set.contactIds ? await getKnownContacts(db, viewer, set.contactIds) : null
  const fields = await readFields(db, viewer, set)
  const conversationId =
    typeof set.conversationId === 'number' ? await getConversationId(db, viewer, set.conversationId) : null
  await inTransaction(db, async (tx) => {
    if (conversationId !== null) await lockRiver(tx)
    const at = deps.now()
    const before = await tx
      .selectFrom('opportunities')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const after: Fields = { ...pickFields(before), ...fields }
    await tx
      .updateTable('opportunities')
      .set({ ...after, closed_at: await closedAt(tx, after, at, before) })
      .where('id', '=', id)
      .execute()
    const listsBefore = await readLists(tx, id)
    const lists = await writeLists(tx, id, contacts?.map((one) => one.id) ?? null, set.pickIds ?? null)
    await insertChanges(
      tx,
      { noun: 'opportunity', id, author: { userId: viewer.userId, at } },
      { ...fieldsAsWords(pickFields(before)), ...listsBefore },
      { ...fieldsAsWords(after), ...lists },
    )
    if (conversationId !== null)
      await linkConversation(tx, { conversationId, opportunityId: id, userId: viewer.userId, at })
  })
}

async function readFields(db: Db, viewer: Viewer, set: OpportunitySet): Promise<Partial<Fields>> {
  const { title, companyId, stageId, amount, currency, ownerId, expectedOn } = set
  if (typeof ownerId === 'number') await getColleagues(db, [ownerId])
  if (typeof stageId === 'number') await getStage(db, stageId)
  return {
    ...(title === undefined ? {} : { title }),
    ...(companyId === undefined
      ? {}
      : { company_id: companyId === null ? null : (await getKnownCompany(db, viewer, companyId)).id }),
    ...(typeof stageId === 'number' ? { stage_id: stageId } : {}),
    ...(amount === undefined ? {} : { amount: amount === null || amount.trim() === '' ? null : readAmount(amount) }),
    ...(currency === undefined ? {} : { currency }),
    ...(ownerId === undefined ? {} : { owner_id: ownerId }),
    ...(expectedOn === undefined ? {} : { expected_on: expectedOn }),
  }
}

async function firstStage(db: Db): Promise<number> {
  const row = await db
    .selectFrom('stages')
    .select('id')
    .where('archived_at', 'is', null)
    .orderBy(sql`outcome = 'open'`, 'desc')
    .orderBy('position')
    .executeTakeFirst()
  if (!row) throw new ProblemError(422, 'no-stage', 'stageId: there is no stage to begin with')
  return row.id
}

async function getStage(db: Db, id: number): Promise<void> {
  const row = await db.selectFrom('stages').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new ProblemError(422, 'no-such-stage', 'stageId: there is no such stage')
}

/** When it came to one of the stages that end it; from one end to another that stays. */
async function closedAt(
  tx: Tx,
  { stage_id }: Fields,
  at: Date,
  before: { stage_id: number; closed_at: Date | null } | null,
): Promise<Date | null> {
  const stage = await tx.selectFrom('stages').select('outcome').where('id', '=', stage_id).executeTakeFirstOrThrow()
  return stage.outcome === 'open' ? null : (before?.closed_at ?? at)
}

const pickFields = ({ title, company_id, stage_id, amount, currency, owner_id, expected_on }: Fields): Fields => ({
  title,
  company_id,
  stage_id,
  amount,
  currency,
  owner_id,
  expected_on,
})

/** Under the names that a history knows them by. */
const fieldsAsWords = (fields: Fields) => ({
  title: fields.title,
  company: fields.company_id,
  stage: fields.stage_id,
  amount: fields.amount,
  currency: fields.currency,
  owner: fields.owner_id,
  expectedOn: fields.expected_on,
})

type Lists = { contacts?: number[]; picks?: string[] }

async function readLists(tx: Tx, id: number): Promise<Required<Lists>> {
  const contacts = await tx
    .selectFrom('opportunity_contacts')
    .select('contact_id')
    .where('opportunity_id', '=', id)
    .orderBy('contact_id')
    .execute()
  const picks = await tx
    .selectFrom('picks')
    .innerJoin('pick_options', 'pick_options.id', 'picks.option_id')
    .select('pick_options.label')
    .where('picks.noun', '=', 'opportunity')
    .where('picks.noun_id', '=', id)
    .orderBy('pick_options.position')
    .orderBy('pick_options.id')
    .execute()
  return { contacts: contacts.map((row) => row.contact_id), picks: picks.map((row) => row.label) }
}

/** Null leaves a list as it is. */
async function writeLists(tx: Tx, id: number, contactIds: number[] | null, pickIds: number[] | null): Promise<Lists> {
  if (contactIds) {
    await tx.deleteFrom('opportunity_contacts').where('opportunity_id', '=', id).execute()
    if (contactIds.length > 0)
      await tx
        .insertInto('opportunity_contacts')
        .values(contactIds.map((contact_id) => ({ opportunity_id: id, contact_id })))
        .execute()
  }
  if (pickIds) {
    await tx.deleteFrom('picks').where('noun', '=', 'opportunity').where('noun_id', '=', id).execute()
    await sql`INSERT INTO picks (noun, noun_id, option_id) SELECT 'opportunity', ${id}, o.id FROM pick_options o
      WHERE o.id = ANY(${[...new Set(pickIds)]}::bigint[])`.execute(tx)
  }
  const now = await readLists(tx, id)
  return { ...(contactIds ? { contacts: now.contacts } : {}), ...(pickIds ? { picks: now.picks } : {}) }
}
