/**
 * What somebody chose for a mail that they were writing, as it is kept. Rows are added and never changed: what was chosen for
 * a mail that is sent already, and not read yet, is not lost when its sender chooses for the next. Each holds from the moment
 * it was made until the next one for the same people, two days at most; one without any choice takes back those before it.
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'

const [HOLDS_DAYS, KEPT_DAYS] = [2, 30]
const DAY = 86_400_000

export type Choice = { level: number | null; remind_on: string | null; opportunity_id: number | null }

/** Whose, for whom: the hashes of their base addresses, as `recipientsOf` orders them. */
export type Draft = { userId: number; recipients: string[] }

export const NOTHING: Choice = { level: null, remind_on: null, opportunity_id: null }

const chooses = ({ level, remind_on, opportunity_id }: Choice): boolean =>
  level !== null || remind_on !== null || opportunity_id !== null

export const recipientsOf = (hashes: string[]): string[] => [...new Set(hashes)].toSorted()

/** What holds for the next mail. */
export async function findChoice(db: Db, { userId, recipients }: Draft, now: Date): Promise<Choice> {
  const { rows } = await sql<Choice & { taken: boolean }>`
    SELECT level, remind_on::text AS remind_on, opportunity_id, taken_at IS NOT NULL AS taken FROM draft_choices
    WHERE user_id = ${userId} AND recipients = ${recipients}::text[] AND made_at > ${daysBefore(now, HOLDS_DAYS)}
    ORDER BY made_at DESC, id DESC LIMIT 1`.execute(db)
  const [last] = rows
  if (!last || last.taken) return NOTHING
  return { level: last.level, remind_on: last.remind_on, opportunity_id: last.opportunity_id }
}

export async function insertChoice(tx: Tx, draft: Draft, choice: Choice, now: Date): Promise<void> {
  const { userId, recipients } = draft
  await sql`DELETE FROM draft_choices WHERE user_id = ${userId} AND made_at < ${daysBefore(now, KEPT_DAYS)}`.execute(tx)
  if (!chooses(choice) && !chooses(await findChoice(tx, draft, now))) return
  await tx
    .insertInto('draft_choices')
    .values({ user_id: userId, recipients, ...choice, made_at: now, taken_at: null })
    .execute()
}

export async function moveChoice(tx: Tx, from: Draft, to: Draft, now: Date): Promise<void> {
  const choice = await findChoice(tx, from, now)
  if (!chooses(choice) || chooses(await findChoice(tx, to, now))) return
  await insertChoice(tx, to, choice, now)
  await insertChoice(tx, from, NOTHING, now)
}

/** Not taken yet. It holds for what was sent at `from` or later, before `until`. */
export type Waiting = Choice & {
  id: number
  user_id: number
  locale: 'en' | 'es'
  recipients: string[]
  from: Date
  until: Date
}

/** Of those who work here, what may hold for mail sent between the two; the oldest first. A mail's date has no fractions of a second. */
export async function listWaiting(tx: Tx, first: Date, last: Date): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    SELECT d.id, d.user_id, u.locale, d.recipients, d.level, d.remind_on::text AS remind_on, d.opportunity_id,
      date_trunc('second', d.made_at) AS "from",
      least(d.made_at + make_interval(days => ${HOLDS_DAYS}), (SELECT min(date_trunc('second', n.made_at)) FROM draft_choices n
        WHERE n.user_id = d.user_id AND n.recipients = d.recipients AND (n.made_at, n.id) > (d.made_at, d.id))) AS until
    FROM draft_choices d JOIN users u ON u.id = d.user_id AND u.left_at IS NULL
    WHERE d.taken_at IS NULL AND d.made_at > ${daysBefore(first, HOLDS_DAYS)} AND date_trunc('second', d.made_at) <= ${last}
      AND (d.level IS NOT NULL OR d.remind_on IS NOT NULL OR d.opportunity_id IS NOT NULL)
    ORDER BY d.made_at, d.id`.execute(tx)
  return rows
}

export async function takeChoice(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('draft_choices').set({ taken_at: now }).where('id', '=', id).execute()
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * DAY)
