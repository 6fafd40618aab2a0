/** What a visibility level can be set on, as one number: the kind in the low three bits, so that an interaction can list its scopes in one array. */
const KINDS = ['mailbox', 'contact', 'company', 'conversation', 'item'] as const
export type ScopeKind = (typeof KINDS)[number]

export function scopeOf(kind: ScopeKind, id: number): number {
  return id * 8 + KINDS.indexOf(kind)
}
