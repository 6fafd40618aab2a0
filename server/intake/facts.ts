/** What the river needs to know of one item, worked out before and beside the database: pure. Of meetings see `meeting-facts.ts`. */
import { createHash } from 'node:crypto'
import { baseAddress, isNoReply, isRoleAddress, normaliseAddress } from '#shared/email-address.ts'
import type { Reason } from '#shared/api.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { Address, NormalisedMessage, SourceItem } from '../sources/source.ts'
import { companyDomain } from '../crm/address-domain.ts'
import type { Hasher } from '../db/hasher.ts'
import { readMeetingFacts } from './meeting-facts.ts'
import type { MeetingItem } from './meeting-facts.ts'
import type { Own } from './own.ts'

export type ParticipantRole = 'from' | 'to' | 'cc' | 'bcc'

/** One address on a message. Identity is the base address; `matchedBy` says when that differs from what was written. */
export type Party = {
  role: ParticipantRole
  address: string
  name: string | null
  hash: string
  matchedBy: 'plus-tag' | 'gmail-dots' | null
  /** The company's registrable domain; null for free-mail and disposable ones. */
  domain: string | null
  domainHash: string | null
  isRole: boolean
  isNoReply: boolean
  /** Of a meeting: how they answered. */
  answer?: Answer
}

export type MessageItem = Extract<SourceItem, { type: 'message' }>

/** A message or meeting with its keys, ready for the transaction. */
export type Prepared = {
  item: MessageItem | MeetingItem
  key: string
  /** Orders the copies of one item, as far as the message itself says: the least is the one to show. */
  order: string
  /** Of its Message-ID, or of its event's UID: by this it is looked up. */
  messageHash: string
  /** Own id and every id it answers: nodes of its conversation. */
  nodes: string[]
  parties: Party[]
  replyTo: Party[]
  /** Hashes of the addresses on which it hangs whether one of us wrote it. */
  senders: string[]
  /** Of a meeting: its event, and when that meant this instance to start. */
  instance: { series: string; at: Date; recurring: boolean } | null
}

/** What the content says, given who we are. */
export type Facts = {
  direction: 'sent' | 'received'
  /** Everybody on it, the effective sender first, each address once a role. */
  participants: (Party & { own: boolean })[]
  /** Our own address of who sent it in the name of the sender's; null: nobody else. */
  actedBy?: string | null
  outside: Party[]
  /** Every intrinsic reason that applies, in the order of the contract. */
  reasons: Reason[]
  /** It answers something. */
  answers: boolean
  /** One of us wrote it by hand: answers to it are never bulk. */
  writes: boolean
  /** Whom it makes known, by the policy of a mailbox that holds it. */
  creates: { weWrite: Party[]; theyWrite: Party[] }
}

export function prepareMessage(item: MessageItem, hasher: Hasher): Prepared {
  const { message } = item
  const party = (role: ParticipantRole) => (written: Address) => toParty(written, role, hasher)
  const from = message.from.map(party('from'))
  const replyTo = message.replyTo.map(party('from'))
  const recipients = [...message.to.map(party('to')), ...message.cc.map(party('cc')), ...message.bcc.map(party('bcc'))]
  const nodes = [message.messageId, ...message.references, ...(message.inReplyTo ? [message.inReplyTo] : [])]
  return {
    item,
    key: hasher.message(
      message.messageId,
      message.from.map((one) => one.address),
    ),
    order: copyOrder(message),
    messageHash: hasher.messageId(message.messageId),
    nodes: [...new Set(nodes)].map((id) => hasher.messageId(id)),
    parties: [...from, ...recipients],
    replyTo,
    // Whether it is a contact form's hangs on who answers and receives, too.
    senders: [...new Set([...from, ...(replyTo.length > 0 ? [...replyTo, ...recipients] : [])].map((one) => one.hash))],
    instance: null,
  }
}

/**
 * By the content hash. Copies that differ only in what a list, a gateway or the mailbox itself put into the header (a
 * List-Id, a Reply-To, a Date taken from Received, the Bcc) have the same one, and must not take turns.
 */
export function copyOrder(message: NormalisedMessage): string {
  const { contentHash, bcc, replyTo, sentAt, zone, inReplyTo, references, signals, notes } = message
  const header = JSON.stringify([bcc, replyTo, sentAt, zone, inReplyTo, references, signals, notes])
  return contentHash + createHash('sha256').update(header).digest('hex').slice(0, 16)
}

export function toParty(written: Address, role: ParticipantRole, hasher: Hasher): Party {
  const address = normaliseAddress(written.address) ?? written.address.toLowerCase()
  const { address: base, via } = baseAddress(address)
  const domain = companyDomain(address)
  return {
    role,
    address,
    name: written.name,
    hash: hasher.address(base),
    matchedBy: via,
    domain,
    domainHash: domain === null ? null : hasher.domain(domain),
    // info@ at a free-mail domain is somebody's own address, not a company's.
    isRole: domain !== null && isRoleAddress(address),
    isNoReply: isNoReply(address),
  }
}

export function readFacts(prepared: Prepared, own: Own): Facts {
  const { item } = prepared
  return item.type === 'meeting' ? readMeetingFacts(prepared, item, own) : readMessageFacts(prepared, item, own)
}

function readMessageFacts(prepared: Prepared, { message }: MessageItem, own: Own): Facts {
  const isOwn = (party: Party) => own.isOwn(party.address)
  const from = prepared.parties.filter((party) => party.role === 'from')
  const recipients = prepared.parties.filter((party) => party.role !== 'from')
  const fromOurs = from.some(isOwn)
  const form = isContactForm(prepared, from, recipients, own)
  const senders = form ? prepared.replyTo.filter((party) => !isOwn(party)) : from
  const sent = fromOurs && !form
  const participants = onceEach([...senders, ...recipients]).map((party) =>
    Object.assign({}, party, { own: isOwn(party) }),
  )
  const outside = participants.filter((party) => !party.own)
  return {
    direction: sent ? 'sent' : 'received',
    participants,
    actedBy: sent ? delegateOf(message, from, own) : null,
    outside,
    reasons: intrinsicReasons(message, own, senders.length > 0 && outside.length === 0),
    answers: prepared.nodes.length > 1,
    writes: sent && !message.signals.autoReply && !message.signals.bounce,
    creates: {
      weWrite: sent ? outside.filter((party) => party.role !== 'from' && !party.isNoReply) : [],
      theyWrite: sent ? [] : outside.filter((party) => party.role === 'from' && !party.isRole && !party.isNoReply),
    },
  }
}

/** A colleague who wrote in the name of a mailbox, where the mail says so (RFC 5322, 3.6.2). */
function delegateOf({ sender }: NormalisedMessage, from: Party[], own: Own): string | null {
  const address = sender ? normaliseAddress(sender.address) : null
  return address !== null && own.isOwn(address) && !from.some((party) => party.address === address) ? address : null
}

/** A form on our site writes as ourselves, or as a no-reply, and names the visitor in Reply-To: it comes from the visitor. */
function isContactForm(prepared: Prepared, from: Party[], recipients: Party[], own: Own): boolean {
  if (!prepared.replyTo.some((party) => !own.isOwn(party.address) && !party.isNoReply)) return false
  if (from.some((party) => own.isOwn(party.address))) return recipients.every((party) => own.isOwn(party.address))
  return from.length > 0 && from.every((party) => party.isNoReply)
}

function intrinsicReasons({ signals }: NormalisedMessage, own: Own, onlyOurs: boolean): Reason[] {
  const ownList = signals.listId !== null && own.isOwnDomain(signals.listId)
  const applies: [Reason, boolean][] = [
    ['private', signals.private],
    ['bounce', signals.bounce],
    ['auto-reply', signals.autoReply],
    ['calendar-mail', signals.calendarMail],
    ['bulk', signals.bulk && !ownList],
    ['internal', onlyOurs],
  ]
  return applies.filter(([, yes]) => yes).map(([reason]) => reason)
}

function onceEach(parties: Party[]): Party[] {
  const seen = new Set<string>()
  return parties.filter((party) => {
    const key = `${party.role} ${party.address}`
    return seen.has(key) ? false : seen.add(key)
  })
}
