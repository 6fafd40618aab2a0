/**
 * What data-model.md, "Independent of order, exactly", says of a whole world at once: computed from the last state of
 * everything, naively, with nothing of the river but its pure readings of addresses and text.
 */
import { REASONS, type Policy, type Reason } from '#shared/api.ts'
import { baseAddress, isNoReply, isRoleAddress, normaliseAddress } from '#shared/email-address.ts'
import { companyDomain } from '#server/crm/address-domain.ts'
import { copyOrder } from '#server/intake/facts.ts'
import type { LocalReason, NormalisedMessage } from '#server/sources/source.ts'
import { LATER_DOMAIN, MAILBOXES, OWN_DOMAIN } from './river-people.ts'
import type { Act, Copy, World } from './river-world.ts'

const baseOf = (address: string) => baseAddress(normaliseAddress(address)!).address

/** Who we are and what people have said, when everything has been said. */
export type Settings = {
  domains: string[]
  users: { email: string; aliases: string[] }[]
  mailboxes: string[]
  policies: Map<string, Policy>
  excluded: Set<string>
}

export function settingsOf(acts: readonly Act[]): Settings {
  const found: Settings = {
    domains: [OWN_DOMAIN],
    users: [],
    mailboxes: [...MAILBOXES],
    policies: new Map(),
    excluded: new Set(),
  }
  for (const act of acts) {
    if (act.type === 'exclude') found.excluded.add(act.value)
    if (act.type === 'include') found.excluded.delete(act.value)
    if (act.type === 'policy') found.policies.set(act.mailbox, act.policy)
    if (act.type === 'user') found.users.push(act.user)
    if (act.type === 'own-domains') found.domains.push(LATER_DOMAIN)
    if (act.type === 'mailbox') found.mailboxes.push(act.address)
  }
  return found
}

function ownOf({ domains, users, mailboxes }: Settings) {
  const addresses = new Set([...mailboxes, ...users.flatMap((user) => [user.email, ...user.aliases])].map(baseOf))
  const isOwnDomain = (domain: string) => domains.some((own) => `.${domain}`.endsWith(`.${own}`))
  const aliasesOf = (mailbox: string) => users.filter((user) => user.email === mailbox).flatMap((user) => user.aliases)
  return {
    isOwnDomain,
    isOwn: (address: string) => isOwnDomain(address.split('@').at(-1)!) || addresses.has(baseOf(address)),
    /** The mailbox's own address, or another of its user. */
    isOf: (mailbox: string, address: string) => [mailbox, ...aliasesOf(mailbox)].map(baseOf).includes(baseOf(address)),
  }
}

type Own = ReturnType<typeof ownOf>

export type Participant = {
  role: 'from' | 'to' | 'cc' | 'bcc'
  address: string
  name: string | null
  own: boolean
  matchedBy: string | null
}

export type Facts = {
  sent: boolean
  participants: Participant[]
  outside: Participant[]
  reasons: Reason[]
  answers: boolean
  writes: boolean
}

export type Item = {
  key: string
  copies: Copy[]
  /** The copies that nothing local keeps out. */
  clear: Copy[]
  /** The copy to show. */
  shown: Copy | null
  facts: Facts | null
  /** Any message of the conversation, the same for all of them. */
  conversation: string
  verdict: Reason | 'logged' | null
}

export const messageOf = (copy: Copy): NormalisedMessage => (copy.final as { message: NormalisedMessage }).message
export const localOf = (copy: Copy): LocalReason | null => (copy.final as { local: LocalReason | null }).local
export const keyOf = (message: NormalisedMessage) =>
  `${message.messageId} ${message.from
    .map((one) => one.address)
    .toSorted()
    .join(' ')}`

/** People known, by base address: their company's domain, and whether they are a role of it. */
export type Known = Map<string, { domain: string | null; isRole: boolean }>

export type Model = {
  settings: Settings
  own: Own
  items: Item[]
  known: Known
  companies: Set<string>
  creations: Map<string, string[]>
}

export function modelOf(world: World): Model {
  const settings = settingsOf(world.acts)
  const own = ownOf(settings)
  const read = world.copies.filter((copy) => copy.final.type === 'message')
  const conversationOf = conversationsOf(read)
  const items = [...Map.groupBy(read, (copy) => keyOf(messageOf(copy)))].map(([key, copies]): Item => {
    const clear = copies.filter((copy) => localOf(copy) === null)
    const shown = clear.toSorted((a, b) => (rankOf(a, own) < rankOf(b, own) ? -1 : 1))[0] ?? null
    return {
      key,
      copies,
      clear,
      shown,
      facts: shown && factsOf(messageOf(shown), own),
      conversation: conversationOf(messageOf(copies[0]!).messageId),
      verdict: null,
    }
  })
  const weWrote = new Set(items.filter((item) => item.facts?.writes).map((item) => item.conversation))
  for (const item of items) {
    if (item.facts?.answers && weWrote.has(item.conversation))
      item.facts.reasons = item.facts.reasons.filter((reason) => reason !== 'bulk')
  }
  const creations = new Map(items.map((item) => [item.key, creates(item, settings)]))
  const known: Known = new Map()
  for (const address of [...creations.values()].flat()) {
    const domain = companyDomain(address)
    const barred = settings.excluded.has(baseOf(address)) || (domain !== null && settings.excluded.has(domain))
    if (!barred) known.set(baseOf(address), { domain, isRole: domain !== null && isRoleAddress(address) })
  }
  const companies = new Set([...known.values()].map((one) => one.domain).filter((domain) => domain !== null))
  for (const item of items) item.verdict = item.facts && verdictOf(item.facts, { settings, known, companies })
  return { settings, own, items, known, companies, creations }
}

/**
 * The world without what the definition leaves to history. Work on somebody who is not known in the end, or levels on what
 * is not logged in the end: whether there was something to act on hangs on the moment. The disappearing of the shown copy of a skipped message: another copy may say
 * something else, and so on through whom that makes known (`gone.test.ts` has their cases).
 */
export function definedPart(world: World): World {
  const { items, known } = modelOf(world)
  const unclear = new Set(
    items.filter((item) => item.verdict !== 'logged' && item.clear.length > 1).map((item) => item.shown),
  )
  return {
    ...world,
    acts: world.acts.filter((act) => {
      if (act.type === 'level')
        return items.some((item) => item.verdict === 'logged' && item.key === levelledKey(world, act))
      return act.type !== 'work' || known.get(act.address)?.isRole === false
    }),
    copies: world.copies.map((copy) =>
      Object.assign(copy, { gone: copy.gone && copy.final.type === 'message' && !unclear.has(copy) }),
    ),
  }
}

/** The item that a level is set on; undefined when the world holds no such message. */
export function levelledKey(world: World, act: { message: number }): string | undefined {
  const copy = world.copies[act.message % world.copies.length]!
  return copy.final.type === 'message' ? keyOf(messageOf(copy)) : undefined
}

/** The sender's own copy first, with its Bcc before what they sent themselves; then the least content hash. */
function rankOf(copy: Copy, own: Own): string {
  const message = messageOf(copy)
  const senders = message.from.some((one) => own.isOf(copy.mailbox, one.address))
  // Two of us as senders, each with the Bcc: one must be the first.
  const place = senders ? (message.bcc.length > 0 ? `0 ${copy.mailbox}` : '1') : '2'
  return `${place} ${copyOrder(message)}`
}

/** Connected by what they answer; a draft says nothing of that yet. */
function conversationsOf(copies: Copy[]): (messageId: string) => string {
  const label = new Map<string, string>()
  const find = (id: string) => label.get(id) ?? id
  for (const copy of copies.filter((one) => localOf(one) !== 'draft')) {
    const { messageId, references, inReplyTo } = messageOf(copy)
    const nodes = [messageId, ...references, ...(inReplyTo === null ? [] : [inReplyTo])]
    const old = new Set(nodes.map(find))
    for (const node of nodes) if (!label.has(node)) label.set(node, node)
    for (const [id, at] of label) if (old.has(at)) label.set(id, find(messageId))
  }
  return find
}

export function factsOf(message: NormalisedMessage, own: Own): Facts {
  const isOwn = ({ address }: { address: string }) => own.isOwn(address)
  const recipients = [...message.to, ...message.cc, ...message.bcc]
  const visitors = message.replyTo.filter((one) => !isOwn(one))
  const fromOurs = message.from.some(isOwn)
  const isForm =
    visitors.some((one) => !isNoReply(one.address)) &&
    (fromOurs
      ? recipients.every(isOwn)
      : message.from.length > 0 && message.from.every((one) => isNoReply(one.address)))
  const sent = fromOurs && !isForm
  const senders = isForm ? visitors : message.from
  const all = [senders, message.to, message.cc, message.bcc].flatMap((list, n) =>
    list.map(({ address, name }): Participant => ({
      role: (['from', 'to', 'cc', 'bcc'] as const)[n]!,
      address,
      name,
      own: own.isOwn(address),
      matchedBy: baseAddress(address).via,
    })),
  )
  const participants = all.filter(
    (one, n) => all.findIndex((other) => other.role === one.role && other.address === one.address) === n,
  )
  const outside = participants.filter((one) => !one.own)
  const { signals } = message
  const applies: Partial<Record<Reason, boolean>> = {
    private: signals.private,
    bounce: signals.bounce,
    'auto-reply': signals.autoReply,
    'calendar-mail': signals.calendarMail,
    bulk: signals.bulk && !(signals.listId !== null && own.isOwnDomain(signals.listId)),
    internal: senders.length > 0 && outside.length === 0,
  }
  return {
    sent,
    participants,
    outside,
    reasons: REASONS.filter((reason) => applies[reason]),
    answers: new Set([message.messageId, ...message.references, message.inReplyTo ?? message.messageId]).size > 1,
    writes: sent && !signals.autoReply && !signals.bounce,
  }
}

/** Whom an item makes known, by the widest policy of the mailboxes that hold it. It never reads who is known. */
function creates({ facts, clear }: Item, { policies }: Settings): string[] {
  if (facts === null || facts.reasons.length > 0) return []
  const allowed = clear.map((copy) => policies.get(copy.mailbox) ?? 'we-write')
  const people = facts.sent
    ? facts.outside.filter(
        (one) => one.role !== 'from' && !isNoReply(one.address) && allowed.some((policy) => policy !== 'never'),
      )
    : facts.outside.filter(
        (one) =>
          one.role === 'from' && !isNoReply(one.address) && !isRole(one.address) && allowed.includes('they-write'),
      )
  return [...new Set(people.map((one) => baseOf(one.address)))]
}

const isRole = (address: string) => companyDomain(address) !== null && isRoleAddress(address)

export type Standing = 'excluded' | 'known' | 'company' | 'unknown'

export function standingOf(
  address: string,
  { settings, known, companies }: Pick<Model, 'settings' | 'known' | 'companies'>,
): Standing {
  const domain = companyDomain(address)
  if (settings.excluded.has(baseOf(address)) || (domain !== null && settings.excluded.has(domain))) return 'excluded'
  if (known.has(baseOf(address))) return 'known'
  return domain !== null && companies.has(domain) ? 'company' : 'unknown'
}

function verdictOf(facts: Facts, model: Pick<Model, 'settings' | 'known' | 'companies'>): Reason | 'logged' {
  if (facts.reasons[0] !== undefined) return facts.reasons[0]
  const standings = facts.outside.map((one) => ({
    sender: one.role === 'from',
    standing: standingOf(one.address, model),
  }))
  const anybody = standings.some(({ standing }) => standing === 'known' || standing === 'company')
  // "Never log this sender" holds with a customer in copy too; in copy themselves they do not hide the customer's mail.
  if (standings.some(({ sender, standing }) => standing === 'excluded' && (sender || !anybody))) return 'excluded'
  return anybody ? 'logged' : 'nobody'
}
