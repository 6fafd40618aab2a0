/**
 * A company at the fake Google, the same for the same seed: three mailboxes (one of them shared) and what goes on in them while
 * they are read. Nothing that somebody is known by is ever deleted, so that what there is at the end decides everything.
 */
import { createRandom } from '#test/bench/random.ts'
import type { Account, GoogleFake } from '#test/fakes/google/fake.ts'
import { createEvents } from './google-events.ts'
import { type Letter, type Person, rawLetter, someKind, written } from './google-letters.ts'

export const ANA = 'ana@ours.test'
export const BO = 'bo@ours.test'
/** Nobody's own: whoever can sign in to it connects it. */
export const SALES = 'sales@ours.test'
export const MAILBOXES = [ANA, BO, SALES]

const DAY = 86_400_000
const person = (kind: string, n: number): Person => ({
  name: `${kind} ${n}`,
  address: `${kind}${n}@${kind}${n % 23}.test`,
})
const own = (address: string): Person => ({ name: address.split('@')[0]!, address })

/** A conversation with a customer: what an answer refers to. */
type Thread = { ids: string[]; customer: Person; mailbox: string }

export type GoogleWorld = ReturnType<typeof createGoogleWorld>

export function createGoogleWorld(fake: GoogleFake, seed: number, size: { messages: number; events: number }) {
  const random = createRandom(seed * 7919)
  const accounts = new Map(MAILBOXES.map((address) => [address, fake.account(address)]))
  const at = (address: string): Account => accounts.get(address)!
  const customers = Array.from({ length: Math.max(12, Math.floor(size.messages / 40)) }, (_, n) =>
    person('customer', n),
  )
  const strangers = Array.from({ length: customers.length }, (_, n) => person('stranger', n))
  const threads: Thread[] = []
  const drafts: { mailbox: string; draftId: string; letter: Letter }[] = []
  /** Whose content nothing hangs on: they may be deleted. */
  const light: { mailbox: string; id: string }[] = []
  /** Every id that a message had, also of what is gone. */
  const ids = new Set<string>()
  const events = createEvents({ random, accounts, customers, strangers })
  const begin = Date.now() - 80 * DAY
  const state = { letters: 0, messages: 0, deleted: 0, moved: 0, edited: 0 }

  function compose(of: Partial<Letter> & Pick<Letter, 'from' | 'to'>, when?: Date): Letter {
    const n = (state.letters += 1)
    return {
      id: `letter-${seed}-${n}@ours.test`,
      kind: someKind(random),
      at: when ?? new Date(),
      subject: `Letter ${n}`,
      text: `Hello,\r\n\r\nthis is what letter ${n} has to say.`,
      references: [],
      ...of,
    }
  }

  function given(id: string): string {
    ids.add(id)
    return id
  }

  function deliver(mailbox: string, letter: Letter, labels: string[]): string {
    state.messages += 1
    return given(at(mailbox).mail.insert(rawLetter(letter), labels))
  }

  /** To a customer, beside whom a colleague may be in copy. */
  function send(customer: Person, mailbox: string, when?: Date): void {
    const copied = random.chance(0.2) ? random.pick(MAILBOXES.filter((one) => one !== mailbox)) : null
    const to = [customer, ...(copied ? [own(copied)] : [])].map(written)
    const letter = compose({ from: written(own(mailbox)), to }, when)
    deliver(mailbox, letter, ['SENT'])
    if (copied) deliver(copied, letter, ['INBOX', 'UNREAD'])
    if (customers.includes(customer)) threads.push({ ids: [letter.id], customer, mailbox })
  }

  function answer(when?: Date): void {
    const thread = threads.length > 0 ? random.pick(threads) : undefined
    if (!thread) return receive(when)
    const { customer, mailbox } = thread
    const theirs = random.chance(0.6)
    const [from, to] = theirs ? [customer, own(mailbox)] : [own(mailbox), customer]
    const letter = compose({ from: written(from), to: [written(to)], references: thread.ids.slice(-5) }, when)
    deliver(mailbox, letter, theirs ? ['INBOX', 'UNREAD'] : ['SENT'])
    thread.ids.push(letter.id)
  }

  /** From a customer, to one or to two of us. */
  function receive(when?: Date): void {
    const to = random.chance(0.25) ? MAILBOXES.slice(0, 2) : [random.pick(MAILBOXES)]
    const letter = compose({ from: written(random.pick(customers)), to: to.map((one) => written(own(one))) }, when)
    for (const mailbox of to) light.push({ mailbox, id: deliver(mailbox, letter, ['INBOX', 'UNREAD']) })
  }

  /** What comes in besides. */
  function other(when?: Date): void {
    const mailbox = random.pick(MAILBOXES)
    const to = [written(own(mailbox))]
    const stranger = random.pick(strangers)
    const kind = random.below(7)
    if (kind === 0) {
      const colleague = random.pick(MAILBOXES.filter((one) => one !== mailbox))
      const letter = compose({ from: written(own(colleague)), to }, when)
      deliver(colleague, letter, ['SENT'])
      deliver(mailbox, letter, ['INBOX'])
      return
    }
    if (kind === 1) {
      const letter = compose({ from: written(own(mailbox)), to: [written(random.pick(customers))] }, when)
      state.messages += 1
      const { draftId, id } = at(mailbox).mail.draft(rawLetter(letter))
      given(id)
      drafts.push({ mailbox, letter, draftId })
      return
    }
    const of: Partial<Letter> & Pick<Letter, 'from'> =
      kind === 2
        ? { from: 'Weekly <news@news.example>', kind: 'newsletter' }
        : kind === 3
          ? { from: 'Mail Delivery Subsystem <mailer-daemon@mx.example>', kind: 'bounce', subject: 'Undelivered' }
          : kind === 4
            ? { from: written(random.pick(customers)), kind: 'absence' }
            : { from: written(stranger) }
    const id = deliver(mailbox, compose({ ...of, to }, when), kind === 5 ? ['SPAM'] : ['INBOX', 'UNREAD'])
    light.push({ mailbox, id })
  }

  function write(when?: Date): void {
    const kind = random.next()
    if (kind < 0.2) send(random.pick(customers), random.pick(MAILBOXES), when)
    else if (kind < 0.45) answer(when)
    else if (kind < 0.65) receive(when)
    else other(when)
  }

  /** A draft is written on, or sent at last. */
  function workOnDraft(): void {
    const n = random.below(Math.max(1, drafts.length))
    const draft = drafts[n]
    if (!draft) return write()
    state.edited += 1
    const { mail } = at(draft.mailbox)
    draft.letter = { ...draft.letter, text: `${draft.letter.text}\r\nAnd ${state.edited}.`, at: new Date() }
    if (random.chance(0.7)) {
      given(mail.editDraft(draft.draftId, rawLetter(draft.letter)).id)
      return
    }
    given(mail.sendDraft(draft.draftId, rawLetter(draft.letter)))
    drafts.splice(n, 1)
  }

  function relabel(): void {
    const mailbox = random.pick(MAILBOXES)
    const { mail } = at(mailbox)
    const id = random.pick(mail.ids())
    const { labelIds } = mail.message(id)
    if (labelIds.includes('DRAFT')) return
    state.moved += 1
    if (labelIds.includes('SPAM') || labelIds.includes('TRASH'))
      mail.label(id, { remove: ['SPAM', 'TRASH'], add: ['INBOX'] })
    else if (random.chance(0.3)) mail.label(id, { add: ['STARRED'], remove: ['UNREAD', 'INBOX'] })
    else mail.label(id, { add: [random.pick(['SPAM', 'TRASH'])], remove: ['INBOX'] })
  }

  function remove(): void {
    const n = random.below(Math.max(1, light.length))
    const found = light[n]
    if (!found) return
    at(found.mailbox).mail.remove(found.id)
    light.splice(n, 1)
    state.deleted += 1
  }

  return {
    accounts,
    events,
    ids,
    state,
    random,
    /** What is there before anybody connects. Each customer has been written to. */
    fill(): void {
      customers.forEach((customer, n) => send(customer, MAILBOXES[n % 3]!, new Date(begin + n * 60_000)))
      const step = (78 * DAY) / size.messages
      while (state.messages < size.messages) write(new Date(begin + DAY + state.messages * step))
      events.fill(size.events)
    },
    /** Something happens. */
    act(): void {
      const kind = random.next()
      if (kind < 0.4) write()
      else if (kind < 0.48) send(random.pick(strangers), random.pick(MAILBOXES))
      else if (kind < 0.58) workOnDraft()
      else if (kind < 0.73) relabel()
      else if (kind < 0.8) remove()
      else events.act()
    },
  }
}
