/** Saying of many new people at once what they are to us, or that they are none of our business; and taking it back. */
import { z } from 'zod'
import { STATUSES } from '#shared/api.ts'
import type { TriageVerdict } from '#shared/api/people.ts'
import type { Viewer } from '../access/identity.ts'
import { insertAudit } from '../crm/audit.ts'
import { writeContact } from '../crm/contacts/queries.ts'
import { unsetCompanyStatus } from '../crm/status.ts'
import { findWaiting } from '../crm/triage/queries.ts'
import { inTransaction } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { ProblemError } from '../errors.ts'
import { notFound } from '../http.ts'
import { excludeAll, includeAll } from '../intake/acts.ts'
import type { ActDeps } from '../intake/acts.ts'

/** What an undo needs to know. It travels with the answer: whoever brings it back is asked anew what they may do. */
const Undo = z.object({
  status: z.enum(STATUSES).nullable(),
  contactIds: z.array(z.number().int()),
  companyIds: z.array(z.number().int()),
  hashes: z.array(z.string().max(64)),
})
type Undo = z.infer<typeof Undo>

/** @throws ProblemError 404 unless all of them wait for this viewer */
export async function classify(
  deps: ActDeps,
  viewer: Viewer,
  ids: number[],
  verdict: TriageVerdict,
): Promise<{ done: number; token: string }> {
  const waiting = await findWaiting(deps.db, viewer, ids)
  if (waiting.length < new Set(ids).size) throw notFound()
  if (verdict === 'not-business') {
    const parties = waiting.flatMap((contact) => contact.parties)
    await excludeAll(
      deps,
      viewer.userId,
      parties.map(({ hash, address }) => ({ hash, value: address })),
    )
    return {
      done: waiting.filter((contact) => contact.parties.length > 0).length,
      token: write({ status: null, contactIds: [], companyIds: [], hashes: parties.map(({ hash }) => hash) }),
    }
  }
  const contactIds = waiting.map((contact) => contact.id)
  const status = verdict
  const companyIds = await inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const at = deps.now()
    const firms = [...new Set(waiting.map((contact) => contact.company_id).filter((id) => id !== null))]
    const silent =
      firms.length === 0
        ? []
        : await tx
            .selectFrom('companies')
            .select('id')
            .where('id', 'in', firms)
            .where('status', '=', 'unclassified')
            .execute()
    for (const id of contactIds) await writeContact(tx, id, { status }, { userId: viewer.userId, at })
    await insertAudit(tx, { at, userId: viewer.userId, act: 'triage', subject: { contactIds, status } })
    return silent.map((row) => row.id)
  })
  return { done: contactIds.length, token: write({ status, contactIds, companyIds, hashes: [] }) }
}

/** What has been changed since is left as it is; exclusions are taken back only by whoever made them. */
export async function takeBack(deps: ActDeps, viewer: Viewer, token: string): Promise<{ done: number }> {
  const { status, contactIds, companyIds, hashes } = read(token)
  if (hashes.length > 0) {
    const own = await deps.db
      .selectFrom('exclusions')
      .select('hash')
      .where('hash', 'in', hashes)
      .where('set_by', '=', viewer.userId)
      .execute()
    await includeAll(
      deps,
      viewer.userId,
      own.map((row) => row.hash),
    )
    return { done: own.length }
  }
  if (status === null || contactIds.length === 0) return { done: 0 }
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const author = { userId: viewer.userId, at: deps.now() }
    // Only what this viewer said: their own words stand in the history.
    const said = await tx
      .selectFrom('changes')
      .innerJoin('contacts', 'contacts.id', 'changes.noun_id')
      .select(['contacts.id', 'contacts.company_id'])
      .distinct()
      .where('changes.noun', '=', 'contact')
      .where('changes.field', '=', 'status')
      .where('changes.user_id', '=', viewer.userId)
      .where('contacts.id', 'in', contactIds)
      .where('contacts.status', '=', status)
      .execute()
    for (const { id } of said) await writeContact(tx, id, { status: 'unclassified' }, author)
    const firms = new Set(said.map((row) => row.company_id))
    for (const id of companyIds) if (firms.has(id)) await unsetCompanyStatus(tx, id, status, author)
    await insertAudit(tx, { ...author, act: 'triage-undo', subject: { contactIds: said.map((row) => row.id), status } })
    return { done: said.length }
  })
}

const write = (undo: Undo) => Buffer.from(JSON.stringify(undo)).toString('base64url')

function read(token: string): Undo {
  try {
    return Undo.parse(JSON.parse(Buffer.from(token, 'base64url').toString()))
  } catch (cause) {
    throw new ProblemError(400, 'bad-token', 'The token is not one that this server gave.', { cause })
  }
}
