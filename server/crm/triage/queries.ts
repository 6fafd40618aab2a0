/** Who waits to be classified: the new people with whom a mailbox of the viewer's, or they themselves, had to do. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import type { TriageEntry } from '#shared/api/people.ts'
import { LISTS } from '#shared/i18n/lists.ts'
import type { PersonalSign } from '#shared/i18n/lists.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { isFreeMail } from '../address-domain.ts'
import { toCompanyRef } from '../company-ref.ts'
import { contactName } from '../known.ts'
import { findPersonalSigns } from './personal.ts'

/** The newest of those who wait: a first import can bring more than anybody goes through in a day. */
const WEIGHED = 5000
const READ = 5
const SHOWN_SUBJECTS = 3

type Glimpse = { at: string | null; zone: string | null; subject: string | null; text: string }
type Waiting = {
  id: number
  name: string
  addresses: string[]
  company: { id: number; name: string | null; status: Status; domains: string[] } | null
  mails: number
  last_at: string | null
  glimpses: Glimpse[]
}
export type Weighed = Waiting & { signs: PersonalSign[] }

/** What the viewer holds with a contact `c`. */
const held = (viewer: Viewer) => sql`FROM interaction_contacts l JOIN interactions i ON i.id = l.interaction_id
  WHERE l.contact_id = c.id AND i.mailbox_ids && ${[...viewer.holderIds]}::bigint[]
    AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[]))`

/** All who wait, personal first, then the newest. @param q a piece of a name or an address */
export async function weighWaiting(db: Db, viewer: Viewer, q: string): Promise<Weighed[]> {
  const { rows } = await sql<Waiting>`
    WITH waiting AS (SELECT c.*, m.mails, m.last_at FROM contacts c CROSS JOIN LATERAL (
        SELECT count(*) AS mails, max(nullif(l.sort_at, '-infinity')) AS last_at ${held(viewer)}) m
      WHERE c.status = 'unclassified' AND c.merged_into IS NULL AND m.mails > 0
      ORDER BY m.last_at DESC NULLS LAST, c.id DESC LIMIT ${WEIGHED})
    SELECT * FROM (SELECT c.id, ${sql.raw(contactName('c'))} AS name, c.mails, to_json(c.last_at) #>> '{}' AS last_at,
      ARRAY(SELECT a.address FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id ORDER BY a.address COLLATE "C") AS addresses,
      (SELECT jsonb_build_object('id', k.id, 'name', k.name, 'status', k.status, 'domains',
        ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C")) FROM companies k WHERE k.id = c.company_id) AS company,
      (SELECT coalesce(jsonb_agg(g), '[]') FROM (SELECT i.occurred_at AS at, i.zone, i.subject, left(i.report, 1000) AS text
        ${held(viewer)} ORDER BY l.sort_at DESC, l.interaction_id DESC LIMIT ${READ}) g) AS glimpses
      FROM waiting c) w
    ${q === '' ? sql`` : sql`WHERE strpos(fold_name(w.name || ' ' || array_to_string(w.addresses, ' ')), fold_name(${q})) > 0`}
    ORDER BY w.last_at::timestamptz DESC NULLS LAST, w.id DESC`.execute(db)
  const weighed = rows.map((row) => Object.assign(row, { signs: signsOf(row) }))
  return [...weighed.filter((row) => row.signs.length > 0), ...weighed.filter((row) => row.signs.length === 0)]
}

const signsOf = (row: Waiting) =>
  findPersonalSigns({
    name: row.name,
    freeMail: row.addresses.length > 0 && row.addresses.every(isFreeMail),
    hasCompany: row.company !== null,
    glimpses: row.glimpses.map((one) => ({ ...one, at: one.at === null ? null : new Date(one.at) })),
  })

/** As shown, with who of ours wrote to them first. */
export async function presentWaiting(
  db: Db,
  viewer: Viewer,
  rows: readonly Weighed[],
  locale: Locale,
): Promise<TriageEntry[]> {
  const first = await sql<{ contact_id: number; id: number; name: string }>`
    SELECT c.id AS contact_id, u.id, u.name FROM unnest(${rows.map((row) => row.id)}::bigint[]) AS c(id)
      CROSS JOIN LATERAL (SELECT i.id ${held(viewer)} AND i.kind = 'mail_sent' ORDER BY l.sort_at, l.interaction_id LIMIT 1) f
      JOIN participants p ON p.interaction_id = f.id AND p.role = 'from'
      LEFT JOIN own_addresses o ON o.hash = p.hash JOIN users u ON (u.email = p.address OR u.id = o.user_id) AND u.left_at IS NULL`.execute(
    db,
  )
  const writers = new Map(first.rows.map((row) => [row.contact_id, { id: String(row.id), name: row.name }]))
  const words = LISTS[locale]
  return rows.map((row) => ({
    contactId: String(row.id),
    name: row.name,
    addresses: row.addresses,
    company: row.company && toCompanyRef(row.company),
    mails: row.mails,
    lastAt: row.last_at === null ? null : new Date(row.last_at).toISOString(),
    wroteFirst: writers.get(row.id) ?? null,
    personal: row.signs.length > 0,
    why: row.signs.length === 0 ? null : words.looksPersonal(row.signs.map((sign) => words.personal[sign]).join(', ')),
    subjects: [...new Set(row.glimpses.map((one) => one.subject).filter((subject) => subject !== null))].slice(
      0,
      SHOWN_SUBJECTS,
    ),
  }))
}

/** Those of these contacts that wait for this viewer, with the hashes and addresses by which mail knows them. */
export async function findWaiting(
  db: Db,
  viewer: Viewer,
  ids: readonly number[],
): Promise<{ id: number; company_id: number | null; parties: { hash: string; address: string }[] }[]> {
  const { rows } = await sql<{ id: number; company_id: number | null; parties: { hash: string; address: string }[] }>`
    SELECT c.id, c.company_id, (SELECT coalesce(jsonb_agg(jsonb_build_object('hash', p.hash, 'address', p.address)), '[]') FROM (
        SELECT y.hash, min(a.address COLLATE "C") AS address FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id GROUP BY 1) p) AS parties
    FROM contacts c WHERE c.id = ANY(${[...ids]}::bigint[]) AND c.status = 'unclassified' AND c.merged_into IS NULL AND EXISTS (SELECT ${held(viewer)})
    ORDER BY c.id`.execute(db)
  return rows
}
