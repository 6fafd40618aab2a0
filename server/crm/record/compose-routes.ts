/** GET /api/compose: what to know before one writes to them. */
import { createRoute, z } from '@hono/zod-openapi'
import { Composing } from '#shared/api/compose.ts'
import type { ComposePerson } from '#shared/api/compose.ts'
import type { Block, BlockOf } from '#shared/blocks.ts'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { sql } from 'kysely'
import type { Viewer } from '../../access/identity.ts'
import { SUBJECT, withLevel } from '../../access/visibility.ts'
import { createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { companyDomain } from '../address-domain.ts'
import { companyName } from '../company-ref.ts'
import { daysBetween } from '../days.ts'
import { subjectOf } from './blocks.ts'
import { composeState } from './compose-state.ts'
import type { Recipient } from './compose-state.ts'
import { partBlocks } from './parts.ts'
import { readRecord } from './query.ts'

/** Beyond these one writes to a list, and reads nothing of each. */
const RECIPIENTS = 10
const DAYS = 30

const composeRoute = createRoute({
  method: 'get',
  path: '/api/compose',
  summary: 'What to know before one writes: who of ours was just in touch, what is owed, what is pinned',
  request: { query: z.object({ addresses: z.string().max(8000), ...localeQuery }) },
  responses: {
    200: json(Composing, 'Who they are, what will become of it, and what there is to know'),
    ...problems,
  },
})

export function composeRoutes(deps: Deps) {
  return createRouter().openapi(composeRoute, async (c) => {
    const addresses = c.req
      .valid('query')
      .addresses.split(',')
      .map((text) => normaliseAddress(text))
      .filter((address) => address !== null)
    const [viewer, locale] = [c.get('viewer'), localeOf(c)]
    const recipients: Recipient[] = []
    for (const address of new Set(addresses.slice(0, RECIPIENTS)))
      recipients.push(await readRecipient(deps, viewer, address))
    const blocks: Block[] = []
    for (const recipient of recipients) blocks.push(...(await recipientBlocks(deps, viewer, recipient, locale)))
    const state = await composeState(deps, recipients, locale)
    return c.json({ people: peopleOf(recipients), state, blocks: joined(blocks) }, 200)
  })
}

async function readRecipient(deps: Deps, viewer: Viewer, address: string): Promise<Recipient> {
  const domain = companyDomain(address)
  const hash = deps.hasher.address(baseAddress(address).address)
  const asked = { address, hash, domainHash: domain ? deps.hasher.domain(domain) : null, messageHash: null }
  return { address, hash, record: await readRecord(deps.database, viewer, asked) }
}

/** People outside first: it is their records that one wants beside the mail. */
function peopleOf(recipients: Recipient[]): ComposePerson[] {
  const people = recipients.map(({ address, record: { contact, company, colleague } }) => ({
    address,
    name: contact?.name ?? colleague,
    who: colleague !== null ? 'colleague' : contact ? 'contact' : company ? 'company' : 'unknown',
  })) satisfies ComposePerson[]
  return people.toSorted((a, b) => Number(a.who === 'colleague') - Number(b.who === 'colleague'))
}

async function recipientBlocks(
  deps: Deps,
  viewer: Viewer,
  { address, record }: Recipient,
  locale: Locale,
): Promise<Block[]> {
  const { contact, company, colleague } = record
  if (colleague !== null || (!contact && !company)) return []
  const parts = partBlocks(record.parts, subjectOf(record, viewer.userId, false), locale)
  const touch = await findLastTouch(deps, viewer, { contactId: contact?.id ?? null, companyId: company?.id ?? null })
  const name = company ? companyName(company) : (contact?.name ?? address)
  return [...parts('pinned'), ...(touch ? [touchBlock(touch, name, deps.now(), locale)] : []), ...parts('open')]
}

type Touch = {
  id: number
  kind: 'mail_sent' | 'call' | 'visit' | 'chat' | 'meeting'
  at: Date
  subject: string | null
  by: string
}

/** The newest that a colleague did with them, of what the viewer may read the subject. */
async function findLastTouch(
  deps: Deps,
  viewer: Viewer,
  { contactId, companyId }: { contactId: number | null; companyId: number | null },
): Promise<Touch | undefined> {
  const now = deps.now()
  const since = new Date(now.getTime() - DAYS * 86_400_000)
  const open = sql`(l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[])) AND l.sort_at > ${since}`
  const { rows } = await sql<Touch>`
    SELECT i.id, i.kind, i.occurred_at AS at, i.subject, author.name AS by
    FROM (SELECT l.interaction_id FROM interaction_contacts l WHERE l.contact_id = ${contactId} AND ${open}
      UNION SELECT l.interaction_id FROM interaction_companies l WHERE l.company_id = ${companyId} AND ${open}) k
      JOIN interactions i ON i.id = k.interaction_id ${withLevel(viewer)}
      CROSS JOIN LATERAL (SELECT coalesce(u.name, p.name, p.address) AS name, u.id FROM participants p
        LEFT JOIN own_addresses o ON o.address = p.address LEFT JOIN users u ON u.email = p.address OR u.id = o.user_id
        WHERE p.interaction_id = i.id AND p.role = 'from' AND p.own ORDER BY p.position LIMIT 1) author
    WHERE v.lv >= ${SUBJECT} AND i.kind IN ('mail_sent', 'call', 'visit', 'chat', 'meeting') AND i.occurred_at <= ${now}
      AND author.id IS DISTINCT FROM ${viewer.userId}::bigint
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT 1`.execute(deps.database.db)
  return rows[0]
}

function touchBlock(touch: Touch, name: string, now: Date, locale: Locale): BlockOf<'text'> {
  const words = workWords[locale].compose
  const days = daysBetween(dayOf(touch.at), dayOf(now))
  const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'es-ES', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(touch.at)
  const when = days === 0 ? words.today : days === 1 ? words.yesterday : words.on(day)
  const said =
    touch.kind === 'mail_sent'
      ? words.wrote(touch.by, when, touch.subject)
      : words.did(touch.by, when, recordWords[locale].kind[touch.kind])
  return {
    type: 'text',
    id: `touch-${touch.id}`,
    tone: 'attention',
    text: `${name}: ${said}`,
    more: null,
    details: [],
    said: { by: touch.by, at: touch.at.toISOString() },
  }
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** What holds for several recipients (their company's notice, what is owed to it) is said once. */
function joined(blocks: Block[]): Block[] {
  const texts = new Map<string, Block>()
  const owed = blocks.filter((block): block is BlockOf<'rows'> => block.type === 'rows')
  for (const block of blocks)
    if (block.type === 'text') texts.set(`${block.id} ${block.text}`, { ...block, id: `${block.id}-${texts.size}` })
  const [first] = owed
  if (!first?.page) return [...texts.values()]
  const groups = owed.flatMap((block) => block.page?.groups ?? [])
  const once = [...new Map(groups.map((group) => [group.id, group])).values()]
  return [...texts.values(), { ...first, page: { groups: once, nextHref: null } }]
}
