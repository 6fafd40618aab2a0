/** Generated worlds: messages as mailboxes hold them, version by version, and what people do. Small, and shrinks well. */
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { POLICIES, type Policy } from '#shared/api.ts'
import { baseAddress } from '#shared/email-address.ts'
import { companyDomain } from '#server/crm/address-domain.ts'
import type { LocalReason, SeriesShown, SourceItem } from '#server/sources/source.ts'
import { type Mail, KINDS, type MailKind, type Stored, TWISTS, type Twist, openFile, storeCopy } from './river-mail.ts'
import { EVERYBODY, EXCLUDABLE, MAILBOXES, OURS, USERS, type UserAct, WORKED_ON } from './river-people.ts'

/** What happens to one copy, from version to version. */
const LIVES = [
  'clear',
  'draft-then-sent',
  'other-draft-then-sent',
  'draft',
  'to-spam',
  'from-spam',
  'there-and-back',
  'spam',
  'private',
  'failed-then-read',
  'failed',
  'changed-while-failing',
] as const
type Life = (typeof LIVES)[number]

type CopySpec = { mailbox: number; life: Life; twist: Twist }

export type MessageSpec = {
  from: number
  alsoFrom: number | null
  to: number[]
  cc: number[]
  bcc: number[]
  kind: MailKind
  day: number | null
  /** Which earlier message it answers, counted backwards. */
  answers: number | null
  chain: 'whole' | 'parent' | 'unknown-parent'
  id: 'own' | 'missing' | 'reused'
  files: number
  copies: CopySpec[]
}

export type Act =
  | { type: 'exclude' | 'include'; value: string }
  | { type: 'policy'; mailbox: string; policy: Policy }
  | { type: 'user'; user: UserAct }
  | { type: 'own-domains' }
  | { type: 'mailbox'; address: string }
  /** These two wait until there is something to act on. */
  | { type: 'work'; address: string; status: boolean }
  | { type: 'level'; message: number; on: 'item' | 'conversation'; level: number }

export type WorldSpec = { messages: MessageSpec[]; acts: Act[]; gone: number[] }

const often = <T>(usual: T, others: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const person = fc.nat(EVERYBODY.length - 1)
const people = (maxLength: number) => fc.uniqueArray(person, { maxLength })

const copySpec: fc.Arbitrary<CopySpec> = fc.record({
  mailbox: fc.nat(MAILBOXES.length - 1),
  life: often<Life>('clear', LIVES),
  twist: often<Twist>('same', TWISTS),
})

const messageSpec: fc.Arbitrary<MessageSpec> = fc.record({
  from: fc.oneof(fc.nat(OURS.length - 1), person),
  alsoFrom: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: person }),
  to: people(3),
  cc: people(2),
  bcc: people(2),
  kind: often<MailKind>('plain', KINDS),
  day: fc.oneof({ weight: 9, arbitrary: fc.nat(40) }, { weight: 1, arbitrary: fc.constant(null) }),
  answers: fc.option(fc.nat(3), { freq: 2 }),
  chain: often<MessageSpec['chain']>('whole', ['parent', 'unknown-parent']),
  id: fc.oneof(
    { weight: 10, arbitrary: fc.constant('own' as const) },
    { weight: 1, arbitrary: fc.constantFrom('missing' as const, 'reused' as const) },
  ),
  files: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
  copies: fc.array(copySpec, { minLength: 1, maxLength: 4 }),
})

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('exclude' as const, 'include' as const),
      value: fc.constantFrom(...EXCLUDABLE),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('policy' as const),
      mailbox: fc.constantFrom(...MAILBOXES),
      policy: fc.constantFrom(...POLICIES),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('user' as const), user: fc.constantFrom<UserAct>(...USERS) }) },
  fc.constant({ type: 'own-domains' as const }),
  fc.record({
    type: fc.constant('mailbox' as const),
    address: fc.constantFrom('paula@acme.example', 'zoepaz@gmail.com'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('work' as const),
      address: fc.constantFrom(...WORKED_ON),
      status: fc.boolean(),
    }),
  },
  fc.record({
    type: fc.constant('level' as const),
    message: fc.nat(20),
    on: fc.constantFrom('item' as const, 'conversation' as const),
    level: fc.nat(3),
  }),
)

export const worldSpec: fc.Arbitrary<WorldSpec> = fc.record({
  messages: fc.array(messageSpec, { minLength: 1, maxLength: 20, size: 'max' }),
  acts: fc.array(act, { maxLength: 6, size: 'max' }),
  gone: fc.array(fc.nat(60), { maxLength: 4 }),
})

/** One message in one mailbox: every state its source shows, in order, and the last of them. */
export type Copy = {
  mailbox: string
  providerId: string
  shown: SourceItem[]
  final: SourceItem
  /** Of the final state, with its attachments' names and contents' hashes. */
  stored: Stored | null
  files: { name: string; sha256: string }[]
  /** Its source will not show it any more, once everything else has happened. `definedPart` says where that is unclear. */
  gone: boolean
}

export type World = {
  copies: Copy[]
  acts: Act[]
  mails: Mail[]
  /** Of meetings: what is said with the page that an item stands on. */
  series?: ReadonlyMap<SourceItem, SeriesShown>
}

export async function buildWorld(spec: WorldSpec): Promise<World> {
  const mails: Mail[] = []
  for (const [i, one] of spec.messages.entries()) mails.push(mailOf(one, i, mails))
  const copies: Copy[] = []
  for (const [i, one] of spec.messages.entries()) {
    const sentFrom = new Set<string>()
    for (const [n, copy] of one.copies.entries()) {
      const mailbox = MAILBOXES[copy.mailbox]!
      const withBcc = isSender(mailbox, mails[i]!.from) && !sentFrom.has(mailbox)
      if (withBcc) sentFrom.add(mailbox)
      copies.push(await liveCopy({ mail: mails[i]!, mailbox, providerId: `m${i}-${n}`, copy, withBcc }))
    }
  }
  for (const at of spec.gone) copies[at % copies.length]!.gone = true
  return { copies, mails, acts: oneUserEach(spec.acts) }
}

/** Only the first act of a kind that cannot be done twice. */
function oneUserEach(acts: Act[]): Act[] {
  const seen = new Set<string>()
  return acts.filter((one) => {
    if (one.type === 'exclude' || one.type === 'include' || one.type === 'policy') return true
    const key = one.type === 'level' ? `${one.type} ${one.on} ${one.message}` : JSON.stringify(one)
    return seen.has(key) ? false : seen.add(key)
  })
}

function mailOf(spec: MessageSpec, i: number, before: readonly Mail[]): Mail {
  const parent = spec.answers === null ? undefined : before[before.length - 1 - spec.answers]
  const reused = spec.id === 'reused' ? before.at(-1)?.id : undefined
  const parentId =
    spec.answers === null ? null : spec.chain === 'unknown-parent' || !parent?.id ? 'perdido@acme.example' : parent.id
  const thread =
    parent && spec.chain === 'whole' ? [...parent.references, ...(parent.id === null ? [] : [parent.id])] : []
  const address = (n: number) => EVERYBODY[n]!
  return {
    id: spec.id === 'missing' ? null : (reused ?? `m${i}@casa.test`),
    from: [...new Set([spec.from, ...(spec.alsoFrom === null ? [] : [spec.alsoFrom])])].map(address),
    to: spec.to.map(address),
    cc: spec.cc.map(address),
    bcc: spec.bcc.map(address),
    subject: `Asunto ${i}`,
    day: spec.day,
    references: thread,
    inReplyTo: parentId,
    kind: spec.kind,
    text: `Mensaje ${i} de la serie.\n`,
    files: spec.files,
  }
}

function isSender(mailbox: string, from: readonly string[]): boolean {
  const own = [mailbox, ...(USERS.find((user) => user.email === mailbox)?.aliases ?? [])].map(
    (one) => baseAddress(one).address,
  )
  return from.some((address) => own.includes(baseAddress(address).address))
}

type Living = { mail: Mail; mailbox: string; providerId: string; copy: CopySpec; withBcc: boolean }

async function liveCopy({ mail, mailbox, providerId, copy, withBcc }: Living): Promise<Copy> {
  const stored = await storeCopy(mail, copy.twist, withBcc)
  const draft = await storeCopy(
    {
      ...mail,
      text: 'Sin termin',
      to: mail.to.slice(0, 1),
      id: copy.life === 'draft-then-sent' ? mail.id : `borrador-${providerId}@casa.test`,
    },
    copy.twist,
    withBcc,
  )
  const locator = { mailbox, provider: providerId }
  const read = (version: number, local: LocalReason | null, what = stored): SourceItem => ({
    providerId,
    version,
    locator,
    type: 'message',
    local,
    message: what.message,
  })
  const failed = (version: number): SourceItem => ({
    providerId,
    version,
    locator,
    type: 'failed',
    code: 'unreadable',
    detail: '',
  })
  const lives: Record<Life, SourceItem[]> = {
    clear: [read(1, null)],
    'draft-then-sent': [read(1, 'draft', draft), read(2, null)],
    'other-draft-then-sent': [read(1, 'draft', draft), read(2, null)],
    draft: [read(1, 'draft')],
    'to-spam': [read(1, null), read(2, 'spam')],
    'from-spam': [read(1, 'spam'), read(2, null)],
    'there-and-back': [read(1, null), read(2, 'spam'), read(3, null)],
    spam: [read(1, 'spam')],
    private: [read(1, 'private')],
    'failed-then-read': [failed(1), read(1, null)],
    failed: [failed(1)],
    'changed-while-failing': [read(1, null), failed(2), read(2, 'spam')],
  }
  const shown = lives[copy.life]
  const final = shown.at(-1)!
  return {
    mailbox,
    providerId,
    shown,
    final,
    stored: final.type === 'message' ? stored : null,
    files: await filesOf(stored),
    gone: false,
  }
}

async function filesOf(stored: Stored): Promise<Copy['files']> {
  const files: Copy['files'] = []
  for (const attachment of stored.message.attachments.filter((one) => !one.inline)) {
    const content = await buffer(openFile(stored, attachment.index))
    files.push({ name: attachment.name ?? '', sha256: createHash('sha256').update(content).digest('hex') })
  }
  return files
}

/** Everything in a world that the river knows by its hash alone. */
export function nameable(world: World) {
  const messages = world.copies
    .flatMap((copy) => copy.shown)
    .flatMap((item) => (item.type === 'message' ? [item.message] : []))
  const addresses = [...EVERYBODY, ...world.acts.flatMap((one) => (one.type === 'mailbox' ? [one.address] : []))]
  return {
    addresses: new Set(addresses.map((address) => baseAddress(address).address)),
    domains: new Set(addresses.map((address) => companyDomain(address)).filter((domain) => domain !== null)),
    messages: messages.map((message) => ({ id: message.messageId, from: message.from.map((one) => one.address) })),
  }
}
