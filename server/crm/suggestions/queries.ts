/** What suggestions are made of: read only where the viewer sees everything. */
import { sql } from 'kysely'
import type { Locale } from '#shared/i18n/record.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { anyLevelLateral } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { END, MAILS, guessFrom } from './guess.ts'
import type { Guess, Had, Mail } from './guess.ts'

export type Found = Had & {
  owned: boolean
  /** What somebody has taken over or refused: "field value". */
  acted: string[]
  mails: Mail[]
  first: { id: number; name: string } | null
}

/**
 * The ends of the newest mails of these hashes, as JSON. Only what they wrote themselves: in a mail to them the signature
 * is ours. The newest are taken down the index, and only of those the text is read.
 */
const mailsJson = (
  hashes: string,
  holders: string,
): string => `(SELECT coalesce(json_agg(json_build_object('name', m.name, 'at', m.at, 'text', m.text) ORDER BY m.at DESC NULLS LAST), '[]')
  FROM (SELECT n.name, n.occurred_at AS at, right(i.full_text, ${END}) AS text
    FROM (SELECT sp.interaction_id, sp.name, sp.occurred_at FROM participants sp WHERE sp.hash IN (${hashes}) AND sp.role = 'from' AND NOT sp.own
      ORDER BY sp.occurred_at DESC NULLS LAST LIMIT ${MAILS}) n
    JOIN interactions i ON i.id = n.interaction_id ${anyLevelLateral(holders)} WHERE v.lv >= 3 AND i.kind = 'mail_received' AND i.full_text IS NOT NULL) m)`

/** The user who wrote to them first, as far as the viewer sees to whom. */
const firstJson = (contact: string, holders: string): string => `(SELECT json_build_object('id', u.id, 'name', u.name)
  FROM (SELECT sl.interaction_id, sl.sort_at FROM interaction_contacts sl WHERE sl.contact_id = ${contact}
      AND (sl.only_mailbox_id IS NULL OR sl.only_mailbox_id = ANY (${holders})) ORDER BY sl.sort_at, sl.interaction_id LIMIT 20) f
    JOIN interactions i ON i.id = f.interaction_id AND i.kind = 'mail_sent' ${anyLevelLateral(holders)}
    JOIN participants sp ON sp.interaction_id = i.id AND sp.role = 'from' AND sp.own
    LEFT JOIN own_addresses o ON o.address = sp.address JOIN users u ON (u.email = sp.address OR u.id = o.user_id) AND u.left_at IS NULL
  WHERE v.lv >= 2 ORDER BY f.sort_at LIMIT 1)`

/** Of contact `p`, as JSON; `owned` where it is known that somebody owns them: then nobody is to be suggested. */
export const foundJson = (
  holders: string,
  { owned = false } = {},
): string => `json_build_object('name', coalesce(p.name, p.seen_name), 'role', p.role, 'phones', p.phones,
  'company', (SELECT json_build_object('name', sk.name, 'domains', ARRAY(SELECT sd.domain FROM company_domains sd WHERE sd.company_id = sk.id ORDER BY sd.domain COLLATE "C"))
    FROM companies sk WHERE sk.id = p.company_id),
  'owned', p.owner_id IS NOT NULL,
  'acted', ARRAY(SELECT sa.field || ' ' || sa.value FROM suggestion_acts sa WHERE sa.noun = 'contact' AND sa.noun_id = p.id),
  'mails', ${mailsJson(`SELECT sy.hash FROM parties sy WHERE sy.contact_id = p.id AND NOT sy.blocked`, holders)},
  'first', ${owned ? 'NULL' : `CASE WHEN p.owner_id IS NULL THEN ${firstJson('p.id', holders)} END`})`

/** What is suggested, without what somebody has acted on. */
export function suggestionsOf(found: Found, locale: Locale): Guess[] {
  const guesses = guessFrom(found.mails, found, locale)
  const { first } = found
  if (first) guesses.push({ field: 'owner', value: String(first.id), shown: first.name, from: { kind: 'wrote-first' } })
  return guesses.filter((guess) => !found.acted.includes(`${guess.field} ${guess.value}`))
}

export async function suggestFor(db: Db, viewer: Viewer, contactId: number, locale: Locale): Promise<Guess[]> {
  const { rows } = await sql<{ found: Found }>`
    SELECT ${sql.raw(foundJson(rightsOf(viewer).holders))} AS found FROM contacts p WHERE p.id = ${contactId}`.execute(
    db,
  )
  return rows[0] ? suggestionsOf(rows[0].found, locale) : []
}

/** What the mails of somebody suggest who is no contact yet. */
export async function suggestForSender(
  db: Db,
  viewer: Viewer,
  sender: { hash: string; had: Had },
  locale: Locale,
): Promise<Guess[]> {
  const { rows } = await sql<{ mails: Mail[] }>`
    SELECT ${sql.raw(mailsJson('SELECT s.hash', rightsOf(viewer).holders))} AS mails FROM (SELECT ${sender.hash}::text AS hash) s`.execute(
    db,
  )
  return guessFrom(rows[0]?.mails ?? [], sender.had, locale)
}
