/**
 * The mail that one is writing: one at a time, kept while one looks at other mail or at the calendar, and over a reload
 * (but for its files, which a page cannot keep).
 */
import { useEffect, useState } from 'preact/hooks'
import { parseAddressList } from '#shared/email-address.ts'
import type { Answering, PlaygroundDraft, PlaygroundPerson, StandInItem } from '#shared/playground.ts'

/** `wrong`: what somebody typed and is no address. */
export type Recipient = PlaygroundPerson & { wrong: boolean }
export type Field = 'to' | 'cc' | 'bcc'
export const FIELDS: Field[] = ['to', 'cc', 'bcc']

export type Draft = {
  id: string
  /** Whose it is: another user of the demo, who shares the browser, does not find it. */
  user: string
  mailbox: string
  original: { id: string; how: Answering } | null
  to: Recipient[]
  cc: Recipient[]
  bcc: Recipient[]
  /** What stands in the fields and is no recipient yet. */
  typed: Record<Field, string>
  subject: string
  text: string
  quoted: string
  offered: PlaygroundDraft['attachments']
  files: File[]
}

type View = {
  draft: Draft | undefined
  /** Shown in the message's place; else it waits. */
  open: boolean
}

const KEY = 'ficha:draft'
let view: View = { draft: restored(), open: false }
const followers = new Set<() => void>()

function change(next: View): void {
  view = next
  keep(next.draft)
  for (const follow of followers) follow()
}

/** @returns the draft of this user, and whether it is shown */
export function useDraft(user: string): View {
  const [, draw] = useState(0)
  useEffect(() => {
    const follow = () => draw((before) => before + 1)
    followers.add(follow)
    return () => void followers.delete(follow)
  }, [])
  return view.draft?.user === user ? view : { draft: undefined, open: false }
}

export const changeDraft = (part: Partial<Draft>): void =>
  change({ ...view, draft: view.draft && { ...view.draft, ...part } })

export const showDraft = (open: boolean): void => change({ ...view, open })

/** @returns what was being written until now */
export function replaceDraft(draft: Draft | undefined): Draft | undefined {
  const before = view.draft
  change({ draft, open: draft !== undefined })
  return before
}

export const isWritten = ({ text, subject, original, files, to, cc, bcc }: Draft): boolean =>
  text.trim() !== '' || files.length > 0 || (!original && (subject !== '' || [...to, ...cc, ...bcc].length > 0))

export function newDraft(user: string, mailbox: string): Draft {
  return {
    id: `draft-${Date.now()}`,
    user,
    mailbox,
    original: null,
    to: [],
    cc: [],
    bcc: [],
    typed: { to: '', cc: '', bcc: '' },
    subject: '',
    text: '',
    quoted: '',
    offered: [],
    files: [],
  }
}

export function answeringDraft(blank: Draft, original: Draft['original'], begun: PlaygroundDraft): Draft {
  const right = (people: PlaygroundPerson[]) => people.map((person) => ({ ...person, wrong: false }))
  const { subject, quoted, attachments } = begun
  return { ...blank, original, to: right(begun.to), cc: right(begun.cc), subject, quoted, offered: attachments }
}

/** What was typed, as recipients: each is right or wrong, and none is dropped. */
export function recipientsOf(typed: string): Recipient[] {
  return typed
    .split(/[,;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [person] = parseAddressList(piece)
      return person ? { ...person, wrong: false } : { name: null, address: piece, wrong: true }
    })
}

/** With what is still only typed; each address once. */
export function withTyped(draft: Draft): Draft {
  const settled = FIELDS.map((field) => [field, joined(draft[field], recipientsOf(draft.typed[field]))])
  return { ...draft, ...Object.fromEntries(settled), typed: { to: '', cc: '', bcc: '' } }
}

export const joined = (before: Recipient[], more: Recipient[]): Recipient[] => [
  ...new Map([...before, ...more].map((one) => [one.address.toLowerCase(), one])).values(),
]

/** As Outlook would tell it to the pane beside. */
export function composeItem({ id, to, cc, bcc, subject }: Draft): StandInItem {
  const right = (people: Recipient[]) =>
    people.filter(({ wrong }) => !wrong).map(({ name, address }) => ({ name, address }))
  return { kind: 'compose', id, to: right(to), cc: right(cc), bcc: right(bcc), subject }
}

/** Where storage is blocked, it lasts as long as the page. */
function keep(draft: Draft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(KEY, JSON.stringify({ ...draft, files: [] }))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Full or blocked.
  }
}

function restored(): Draft | undefined {
  try {
    const text = sessionStorage.getItem(KEY)
    return text === null ? undefined : { ...(JSON.parse(text) as Draft), files: [] }
  } catch {
    return undefined
  }
}
