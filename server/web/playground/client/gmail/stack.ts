/** The stack of cards that a host keeps of an add-on, and what an answer does to it: pure. */
import type { Answer, Card, Navigation, RenderedAction } from '../../../../../addin-gmail/card-types.ts'
import type { Typed } from './form.ts'

/** `key` changes with the card, so that what was unfolded or typed in one is not the next one's. */
export type Level = { key: number; card: Card; typed: Typed }

export type Moved = {
  levels: Level[]
  /** The name of a card that one was to go back to and that is not there. */
  missing: string | null
}

let keys = 0
export const levelOf = (card: Card, typed: Typed = {}): Level => ({ key: (keys += 1), card, typed })

/** @param keep what was typed stays in the card that takes the place of the one on top (`persistValues`) */
export function navigate(levels: Level[], navigations: Navigation[], keep: boolean): Moved {
  let moved: Moved = { levels, missing: null }
  for (const one of navigations) moved = step(moved, one, keep)
  return moved
}

function step({ levels, missing }: Moved, one: Navigation, keep: boolean): Moved {
  const last = levels.at(-1)
  if ('pushCard' in one) return { levels: [...levels, levelOf(one.pushCard)], missing }
  if ('updateCard' in one) {
    const level = levelOf(one.updateCard, keep ? last?.typed : {})
    // The card stays the same to whoever looks at it: what was unfolded in it stays so.
    return { levels: [...levels.slice(0, -1), last ? { ...level, key: last.key } : level], missing }
  }
  if ('popToCard' in one) {
    const index = levels.findLastIndex(({ card }) => card.name === one.popToCard)
    return index < 0 ? { levels, missing: one.popToCard } : { levels: levels.slice(0, index + 1), missing }
  }
  if ('popToRoot' in one) return { levels: levels.slice(0, 1), missing }
  // The first card stays: there is nothing below it.
  return { levels: levels.length > 1 ? levels.slice(0, -1) : levels, missing }
}

export type Read =
  | { kind: 'rendered'; action: RenderedAction; host: object | null }
  | { kind: 'scopes'; scopes: string[] | 'all' }
  | { kind: 'nonsense' }

/** What was answered, by what is there: it comes from a program that may be wrong. */
export function readAnswer(answer: Answer | null): Read {
  if (typeof answer !== 'object' || answer === null) return { kind: 'nonsense' }
  if ('requesting_google_scopes' in answer) {
    const asked = answer.requesting_google_scopes
    return { kind: 'scopes', scopes: 'scopes' in asked ? asked.scopes : 'all' }
  }
  if ('renderActions' in answer) {
    const { action, hostAppAction = null } = answer.renderActions
    return { kind: 'rendered', action: action ?? {}, host: hostAppAction }
  }
  return 'action' in answer ? { kind: 'rendered', action: answer.action, host: null } : { kind: 'nonsense' }
}
