/** What a host shows of an add-on at one moment, and what becomes of it when the add-on was called for what is open. */
import type { GmailAsk, GmailClick } from '#shared/playground-gmail.ts'
import type { CardAction } from '../../../../../addin-gmail/card-types.ts'
import { type Trouble, troubleOf } from '../api.ts'
import { askAddOn } from './api.ts'
import type { Typed } from './form.ts'
import { type Level, navigate, readAnswer } from './stack.ts'

export type Asking = Pick<GmailAsk, 'mailbox' | 'open' | 'locale' | 'zone'>

/** `link`: something to open, whose address is the text. */
export type Said = { text: string; bad: boolean; link: boolean }

export type View = {
  levels: Level[]
  /** Being called because something was opened. */
  loading: boolean
  /** Being called by a click that shows it. */
  busy: boolean
  missing: Set<string>
  said: Said | null
  scopes: string[] | 'all' | null
  trouble: Trouble | null
  /** The status with which the add-on failed. */
  failed: number | null
}

export const EMPTY: View = {
  levels: [],
  loading: true,
  busy: false,
  missing: new Set(),
  said: null,
  scopes: null,
  trouble: null,
  failed: null,
}

/** What is open, whatever changes in a mail while it is written. */
export const identityOf = ({ mailbox, open }: Asking): string =>
  JSON.stringify([mailbox, open.kind === 'compose' ? open.kind : open])

export const saying = (text: string, kind: 'good' | 'bad' | 'link' = 'good'): Said => ({
  text,
  bad: kind === 'bad',
  link: kind === 'link',
})

/** In the card on top. */
export const withTyped = (levels: Level[], typed: Typed): Level[] =>
  levels.map((level, index) => (index === levels.length - 1 ? { ...level, typed } : level))

export function clickOf({ function: url, parameters = [] }: CardAction, formInputs: GmailClick['formInputs']) {
  const named = Object.fromEntries(parameters.map(({ key, value }) => [key ?? '', value ?? '']))
  return { url: url ?? '', parameters: named, formInputs }
}

/** Never fails: what went wrong is shown in the card's place. */
export async function openedView(asking: Asking): Promise<View> {
  const done = { ...EMPTY, loading: false }
  try {
    const answered = await askAddOn({ ...asking, click: null })
    if ('failed' in answered) return { ...done, failed: answered.failed }
    const read = readAnswer(answered.answer)
    if (read.kind === 'nonsense') return { ...done, failed: 0 }
    if (read.kind === 'scopes') return { ...done, scopes: read.scopes }
    const { navigations = [], notification } = read.action
    const { levels } = navigate([], navigations, false)
    return { ...done, levels, said: notification?.text ? saying(notification.text) : null }
  } catch (error) {
    return { ...done, trouble: troubleOf(error) }
  }
}

/** What was typed in the first card stays in it when it comes anew: one may be typing while the recipients change. */
export function renewed(before: View, next: View): View {
  const typed = before.levels.length === 1 && next.levels.length === 1 ? before.levels[0]?.typed : undefined
  return typed ? { ...next, levels: withTyped(next.levels, typed) } : next
}
