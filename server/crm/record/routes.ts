/** GET /api/sidebar: the record beside a message. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { Sidebar } from '#shared/api.ts'
import { baseAddress, normaliseAddress, parseAddressList } from '#shared/email-address.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import { SUBJECT, mayKnow } from '../../access/visibility.ts'
import { createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { companyDomain } from '../address-domain.ts'
import { toCompanyRef } from '../company-ref.ts'
import { recordBlocks, subjectOf } from './blocks.ts'
import type { Person } from './blocks.ts'
import { contactOf } from './contact-of.ts'
import { messageState } from './message-state.ts'
import { partBlocks } from './parts.ts'
import { readRecord } from './query.ts'
import type { RecordRow } from './query.ts'

const Query = z.object({
  address: z.string().trim().max(320).optional(),
  name: z.string().trim().max(200).optional(),
  messageId: z.string().trim().max(1000).optional(),
  with: z.union([z.string().max(400), z.array(z.string().max(400)).max(500)]).optional(),
  /** How many people are on the message beyond those in `with`. */
  withMore: z.coerce.number().int().min(0).max(100_000).default(0),
  ...localeQuery,
})

const sidebarRoute = createRoute({
  method: 'get',
  path: '/api/sidebar',
  summary: 'The record beside a message',
  request: { query: Query },
  responses: { 200: json(Sidebar, 'Who this is, what became of the message, and the blocks to show'), ...problems },
})

export function recordRoutes(deps: Deps) {
  return createRouter().openapi(sidebarRoute, async (c) => {
    const query = c.req.valid('query')
    const viewer = c.get('viewer')
    const locale = localeOf(c)
    const address = normaliseAddress(query.address ?? '')
    const keys = keysOf(deps, address, query.messageId)
    const first = await readRecord(deps.database, viewer, keys)
    const asked = (await isFoundNow(deps, viewer, first, query.messageId))
      ? await readRecord(deps.database, viewer, keys)
      : first
    const outside = await findOutside(deps, viewer, asked, address)
    const record = outside
      ? await readRecord(deps.database, viewer, keysOf(deps, outside.address, query.messageId))
      : asked
    const message = messageState(record, query.messageId !== undefined && query.messageId !== '', deps.now(), locale)
    const written = typeof query.with === 'string' ? [query.with] : (query.with ?? [])
    const others = await findPeople(
      deps,
      viewer,
      written.flatMap((text) => parseAddressList(text)),
      locale,
    )
    const candidates =
      address && !record.contact && record.colleague === null
        ? await findCandidates(deps, viewer, { address, name: query.name ?? '' }, locale)
        : []
    const sender = address
      ? { address: outside?.address ?? address, name: outside ? outside.name : query.name || null }
      : null
    const blocks = sender
      ? recordBlocks(
          record,
          message,
          {
            ...sender,
            candidates,
            others: others.filter((one) => one.address !== outside?.address),
            unlisted: query.withMore,
          },
          { locale, parts: partBlocks(record.parts, subjectOf(record, viewer.userId, false, sender), locale) },
        )
      : []
    return c.json(
      {
        who: whoIs(record, address),
        contact: contactOf(record),
        company: record.company && toCompanyRef(record.company),
        message,
        blocks,
      },
      200,
    )
  })
}

/** A message that is not synced yet is looked for at once where the viewer's mailboxes are. */
async function isFoundNow(
  deps: Deps,
  viewer: Viewer,
  record: RecordRow,
  messageId: string | undefined,
): Promise<boolean> {
  const id = messageId?.replace(/^<|>$/g, '')
  if (record.message || !id || !deps.findOpenMessage || viewer.mailboxIds.length === 0) return false
  return deps.findOpenMessage(viewer.mailboxIds, id)
}

function keysOf(deps: Deps, address: string | null, messageId: string | undefined) {
  const domain = address && companyDomain(address)
  const id = messageId?.replace(/^<|>$/g, '')
  return {
    address: address ?? '',
    hash: address ? deps.hasher.address(baseAddress(address).address) : '',
    domainHash: domain ? deps.hasher.domain(domain) : null,
    messageHash: id ? deps.hasher.messageId(id) : null,
  }
}

/**
 * A mail that a colleague wrote, or our own web form for somebody, is about the person outside. A colleague who only
 * received it was chosen by hand among the people on it: theirs is the record that was asked for.
 */
async function findOutside(
  deps: Deps,
  viewer: Viewer,
  record: RecordRow,
  address: string | null,
): Promise<{ address: string; name: string | null } | undefined> {
  const entry = record.message?.interaction_id ?? null
  if (record.colleague === null || entry === null || (record.message?.lv ?? 0) < SUBJECT) return undefined
  const { rows } = await sql<{ address: string; name: string | null }>`SELECT address, name FROM participants
    WHERE interaction_id = ${entry} AND NOT own AND (only_mailbox_id IS NULL OR only_mailbox_id = ANY(${viewer.holderIds}::bigint[]))
    AND NOT EXISTS (SELECT FROM participants q WHERE q.interaction_id = ${entry} AND q.address = ${address} AND q.role <> 'from')
    ORDER BY position LIMIT 1`.execute(deps.database.db)
  return rows[0]
}

function whoIs(record: RecordRow, address: string | null): Sidebar['who'] {
  if (!address) return 'nobody'
  if (record.colleague !== null) return 'colleague'
  return record.contact ? 'contact' : record.company ? 'company' : 'unknown'
}

/** What is known of the other people on the message; colleagues and strangers are named too. */
async function findPeople(
  deps: Deps,
  viewer: Viewer,
  written: { address: string; name: string | null }[],
  locale: Locale,
): Promise<Person[]> {
  if (written.length === 0) return []
  const hashes = written.map(({ address }) => deps.hasher.address(baseAddress(address).address))
  const { rows } = await sql<{ hash: string; name: string | null; status: string }>`
    SELECT y.hash, coalesce(c.name, c.seen_name) AS name, c.status FROM parties y JOIN contacts c ON c.id = y.contact_id
    WHERE y.hash = ANY(${hashes}::text[]) AND NOT y.blocked AND ${sql.raw(mayKnow('contact', 'c.id', arrayLiteral(viewer.holderIds)))}`.execute(
    deps.database.db,
  )
  const { rows: colleagues } = await sql<{ address: string; name: string | null }>`
    SELECT a.address, u.name FROM unnest(${written.map((one) => one.address)}::text[]) AS a(address)
      LEFT JOIN own_addresses o ON o.address = a.address LEFT JOIN users u ON u.email = a.address OR u.id = o.user_id
    WHERE u.id IS NOT NULL OR o.address IS NOT NULL OR EXISTS (SELECT FROM mailboxes m WHERE m.address = a.address)
      OR EXISTS (SELECT FROM own_domains d WHERE split_part(a.address, '@', 2) = d.domain
        OR split_part(a.address, '@', 2) LIKE '%.' || d.domain)`.execute(deps.database.db)
  const words = recordWords[locale]
  return written.map(({ address, name }, i) => {
    const colleague = colleagues.find((one) => one.address === address)
    if (colleague) return { address, name: colleague.name ?? name, status: words.colleague }
    const contact = rows.find((row) => row.hash === hashes[i])
    return {
      address,
      name: contact?.name ?? name,
      status: contact ? words.status[contact.status as keyof typeof words.status] : null,
    }
  })
}

/** Whom an unknown sender might be: people of the same name, or at the same company. A guess, shown as one. */
async function findCandidates(
  deps: Deps,
  viewer: Viewer,
  { address, name }: { address: string; name: string },
  locale: Locale,
): Promise<Person[]> {
  const domain = companyDomain(address)
  const domainHash = domain ? deps.hasher.domain(domain) : ''
  const { rows } = await sql<{
    name: string | null
    address: string
    status: keyof (typeof recordWords)['en']['status']
  }>`
    SELECT coalesce(c.name, c.seen_name) AS name, c.status, (SELECT min(a.address) FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id) AS address
    FROM contacts c WHERE (c.company_id = (SELECT company_id FROM company_domains WHERE hash = ${domainHash})
      OR lower(coalesce(c.name, c.seen_name)) = lower(${name}))
      AND EXISTS (SELECT FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id AND NOT y.blocked)
      AND ${sql.raw(mayKnow('contact', 'c.id', arrayLiteral(viewer.holderIds)))}
    ORDER BY lower(coalesce(c.name, c.seen_name)) = lower(${name}) DESC, c.id LIMIT 3`.execute(deps.database.db)
  return rows.map((row) => ({ address: row.address, name: row.name, status: recordWords[locale].status[row.status] }))
}

/** Ids are numbers out of our own database: safe to write into SQL. */
const arrayLiteral = (ids: readonly number[]) => `'{${ids.map(Number).join(',')}}'::bigint[]`
