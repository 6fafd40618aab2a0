/** What the database must hold of a world, written from the reference model alone, in the form of a dump. */
import { baseAddress } from '#shared/email-address.ts'
import { companyDomain } from '#server/crm/address-domain.ts'
import { extractReport } from '#server/intake/report/extract.ts'
import type { Hasher } from '#server/db/hasher.ts'
import { type Dump, type Rows, linesOf } from './river-dump.ts'
import {
  type Item,
  type Model,
  type Participant,
  keyOf,
  levelledKey,
  localOf,
  messageOf,
  modelOf,
  standingOf,
} from './river-model.ts'
import type { Copy, World } from './river-world.ts'

type Level = { on: 'item' | 'conversation'; item: string; level: number; setBy: string }
/** Done by hand, where there was something to act on: contacts worked on, by base address, and levels. */
type ByHand = { worked: Map<string, { status: boolean }>; levels: Level[] }

function byHandIn(world: World): ByHand {
  const worked: ByHand['worked'] = new Map()
  const levels: Level[] = []
  for (const act of world.acts) {
    if (act.type === 'work') worked.set(act.address, { status: act.status || worked.get(act.address)?.status === true })
    if (act.type === 'level')
      levels.push({ on: act.on, item: levelledKey(world, act)!, level: act.level, setBy: levelSetter(act) })
  }
  return { worked, levels }
}

/** Two people each setting a level on one thing: both hold, whoever came last. */
export const levelSetter = (act: { message: number; on: string }) => `user:${act.on}${act.message}`

export const HAND_NAME = 'Por Su Nombre'

/** @param world of which everything is defined: `definedPart` */
export function expectedDump(world: World, hasher: Hasher): Dump {
  const model = modelOf(world)
  const byHand = byHandIn(world)
  const logged = model.items.filter((item) => item.verdict === 'logged')
  const conversationOf = (item: Item) =>
    logged
      .filter((one) => one.conversation === item.conversation)
      .map((one) => messageOf(one.shown!).messageId)
      .toSorted()[0]!
  const entries = logged.map((item) => entryOf(item, model, conversationOf(item)))
  const skipped = model.items.filter((item) => item.verdict === 'nobody' || item.verdict === 'excluded')
  const rows: Rows = {
    decisions: world.copies.map((copy) => decisionOf(copy, model)),
    interactions: entries.map((entry) => entry.interaction),
    participants: entries.flatMap((entry) => entry.participants),
    linked_contacts: entries.flatMap((entry) => entry.contacts),
    linked_companies: entries.flatMap((entry) => entry.companies),
    documents: entries.flatMap((entry) => entry.documents),
    stored_documents: [...new Set(entries.flatMap((entry) => entry.documents.map((one) => one.sha256)))].map(
      (sha256) => ({ sha256 }),
    ),
    parties: [...model.known].map(([base, { domain, isRole }]) => ({
      base,
      domain,
      blocked: false,
      manual: byHand.worked.has(base),
      person: !isRole,
      company: domain,
      contact_company: isRole ? null : domain,
    })),
    contacts: contactsOf(logged, model, byHand, hasher),
    companies: [...model.companies].map((domain) => Object.assign({ domain }, workedOn(domain, byHand))),
    restrictions: restrictionsOf(model, byHand, conversationOf),
    occurrence_hashes: skipped.flatMap((item) =>
      item.clear.flatMap((copy) =>
        namedBy(item).map((names) => ({ mailbox: copy.mailbox, provider_id: copy.providerId, names })),
      ),
    ),
    creations: [...model.creations].flatMap(([item, bases]) => bases.map((base) => ({ item, base }))),
    mailboxes: model.settings.mailboxes.map((address) => ({
      address,
      policy: model.settings.policies.get(address) ?? 'we-write',
    })),
    exclusions: [...model.settings.excluded].map((names) => ({ names })),
  }
  return linesOf(rows)
}

function decisionOf(copy: Copy, model: Model) {
  const at = { mailbox: copy.mailbox, provider_id: copy.providerId }
  if (copy.final.type !== 'message')
    return { ...at, outcome: 'failed', reason: null, error: 'unreadable', gone: false, pending: false, item: null }
  const key = keyOf(messageOf(copy))
  const verdict = localOf(copy) ?? model.items.find((item) => item.key === key)!.verdict!
  const decided = verdict === 'logged' ? { outcome: 'logged', reason: null } : { outcome: 'skipped', reason: verdict }
  return { ...at, ...decided, error: null, gone: copy.gone, pending: false, item: key }
}

function entryOf(item: Item, model: Model, conversation: string) {
  const shown = item.shown!
  const message = messageOf(shown)
  const facts = item.facts!
  const report = extractReport(message)
  const at = message.sentAt
  const only = (person: Participant) => (person.role === 'bcc' ? shown.mailbox : null)
  /** Whoever is on it openly is not hidden by being in Bcc too. */
  const linked = (labelOf: (person: Participant) => string | null) =>
    [
      ...Map.groupBy(
        facts.outside.filter((one) => labelOf(one) !== null),
        (one) => labelOf(one)!,
      ),
    ].map(([label, people]) => ({ label, only_mailbox: people.every(only) ? shown.mailbox : null }))
  const contacts = linked((one) => {
    const known = standingOf(one.address, model) === 'known' && model.known.get(baseOf(one.address))
    return known && !known.isRole ? baseOf(one.address) : null
  })
  const companies = linked((one) => {
    const domain = companyDomain(one.address)
    return domain !== null && model.companies.has(domain) && standingOf(one.address, model) !== 'excluded'
      ? domain
      : null
  })
  const holding = [...new Set(item.copies.map((copy) => copy.mailbox))]
  const openly = (mailbox: string) =>
    facts.participants.some((one) => (one.role === 'from' || one.role === 'to') && model.own.isOf(mailbox, one.address))
  const scopes = [
    ...contacts.map((one) => `contacts ${one.label}`),
    ...companies.map((one) => `companies ${one.label}`),
    `conversation ${conversation}`,
    `items ${item.key}`,
    ...holding.filter(openly).map((mailbox) => `mailboxes ${mailbox}`),
  ]
  return {
    interaction: {
      item: item.key,
      kind: facts.sent ? 'mail_sent' : 'mail_received',
      occurred_at: at,
      subject: message.subject,
      report: report.added,
      full_text: report.full,
      notes: message.notes,
      files_due: false,
      conversation,
      mailboxes: holding,
      scopes,
    },
    participants: facts.participants.map((one, position) => ({
      item: item.key,
      position,
      role: one.role,
      address: one.address,
      name: one.name,
      base: baseOf(one.address),
      domain: companyDomain(one.address),
      matched_by: one.matchedBy,
      own: one.own,
      only_mailbox: only(one),
    })),
    contacts: contacts.map((one) => ({
      item: item.key,
      contact: one.label,
      only_mailbox: one.only_mailbox,
      sort_at: at,
    })),
    companies: companies.map((one) => ({
      item: item.key,
      company: one.label,
      only_mailbox: one.only_mailbox,
      sort_at: at,
    })),
    documents: shown.files.map((file, position) => ({ item: item.key, position, ...file })),
  }
}

const baseOf = (address: string) => baseAddress(address).address
const namedBy = (item: Item) =>
  [...new Set(item.facts!.outside.flatMap((one) => [baseOf(one.address), companyDomain(one.address)]))].filter(
    (name) => name !== null,
  )

function workedOn(domain: string, byHand: ByHand) {
  const said = [...byHand.worked].some(([address, { status }]) => status && companyDomain(address) === domain)
  return { status: said ? 'customer' : 'unclassified', kept: said }
}

function contactsOf(logged: Item[], model: Model, byHand: ByHand, hasher: Hasher) {
  return [...model.known]
    .filter(([, { isRole }]) => !isRole)
    .map(([base]) => {
      const mentions = logged.flatMap((item) => {
        const message = messageOf(item.shown!)
        const key = hasher.message(
          message.messageId,
          message.from.map((one) => one.address),
        )
        return item
          .facts!.participants.filter((one) => baseOf(one.address) === base)
          .map((one) => ({ at: message.sentAt?.getTime() ?? -Infinity, key, name: one.name, address: one.address }))
      })
      const latest = mentions
        .filter((one) => one.name !== null)
        .toSorted((a, b) => b.at - a.at || (a.key < b.key ? 1 : a.key > b.key ? -1 : a.name! < b.name! ? 1 : -1))[0]
      const hand = byHand.worked.get(base)
      return {
        contact: base,
        seen_name: latest?.name ?? null,
        name: hand ? HAND_NAME : null,
        status: hand?.status ? 'customer' : 'unclassified',
        kept: hand !== undefined,
        addresses: [...new Set(mentions.map((one) => one.address))],
      }
    })
}

function restrictionsOf(model: Model, byHand: ByHand, conversationOf: (item: Item) => string) {
  const people = [...model.known]
    .filter(([base, { isRole }]) => !isRole && !byHand.worked.get(base)?.status)
    .map(([base]) => `contacts ${base}`)
  const firms = [...model.companies]
    .filter((domain) => !workedOn(domain, byHand).kept)
    .map((domain) => `companies ${domain}`)
  const levels = byHand.levels.map(({ on, item, level, setBy }) => {
    const conversation = conversationOf(model.items.find((one) => one.key === item)!)
    return { scope: on === 'item' ? `items ${item}` : `conversation ${conversation}`, set_by: setBy, level }
  })
  return [
    ...[...people, ...firms].map((scope) => ({ scope, set_by: 'status', level: 0 })),
    ...model.settings.mailboxes.map((address) => ({ scope: `mailboxes ${address}`, set_by: 'first-sync', level: 0 })),
    ...levels,
  ]
}
