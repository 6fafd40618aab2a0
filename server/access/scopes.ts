/** What a visibility level can be set on, as one number: the kind in the low three bits, so that an interaction can list its scopes in one array. */
const KINDS = ['mailbox', 'contact', 'company', 'conversation', 'item', 'entry'] as const
export type ScopeKind = (typeof KINDS)[number]

export function scopeOf(kind: ScopeKind, id: number): number {
  return id * 8 + KINDS.indexOf(kind)
}

/**
 * Who holds what was logged by hand: its author and the colleagues who were there, each as a number beside the mailboxes in
 * `interactions.mailbox_ids`, so that one comparison decides. Below zero, where no mailbox is.
 */
export const holderOf = (userId: number): number => -userId
