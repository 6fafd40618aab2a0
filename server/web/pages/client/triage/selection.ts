/** Which people are chosen, and where the keyboard stands: pure, over the ids in the order in which they are shown. */
import type { z } from 'zod'
import type { TriageVerdict } from '#shared/api/people.ts'

export type Verdict = z.infer<typeof TriageVerdict>

export const VERDICT_KEYS: Record<string, Verdict> = {
  l: 'lead',
  p: 'prospect',
  c: 'customer',
  s: 'supplier',
  a: 'partner',
  n: 'not-business',
}

/** `anchor`: where extending began, and what was chosen before it. */
export type Selection = { at: string | null; chosen: string[]; anchor: { id: string; chosen: string[] } | null }

export const NOTHING: Selection = { at: null, chosen: [], anchor: null }

/** Where the keyboard stands; on the first while it stands nowhere. */
export const placeOf = (ids: string[], { at }: Selection): string | null =>
  at !== null && ids.includes(at) ? at : (ids[0] ?? null)

export function moved(ids: string[], selection: Selection, step: number, extend: boolean): Selection {
  const from = placeOf(ids, selection)
  if (from === null) return selection
  const at = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(from) + step))] ?? from
  if (!extend) return { ...selection, at, anchor: null }
  const anchor = selection.anchor ?? { id: from, chosen: selection.chosen }
  return { at, anchor, chosen: union(anchor.chosen, between(ids, anchor.id, at)) }
}

export const toggledAt = ({ chosen }: Selection, id: string): Selection => ({
  at: id,
  chosen: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id],
  anchor: null,
})

/** By Shift and a click: from where one stood to here. */
export function extendedTo(ids: string[], selection: Selection, id: string): Selection {
  const from = placeOf(ids, selection) ?? id
  return { at: id, anchor: null, chosen: union(selection.chosen, between(ids, from, id)) }
}

/** They are gone from the list: the keyboard stands on who came after them, else before. */
export function without(ids: string[], selection: Selection, gone: string[]): Selection {
  const from = placeOf(ids, selection)
  const left = ids.filter((id) => !gone.includes(id))
  const after = ids.slice(from === null ? 0 : ids.indexOf(from)).find((id) => left.includes(id))
  return { at: after ?? left.at(-1) ?? null, chosen: selection.chosen.filter((id) => !gone.includes(id)), anchor: null }
}

function between(ids: string[], one: string, other: string): string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b)
  return ids.slice(from, (to ?? 0) + 1)
}

const union = (one: string[], other: string[]): string[] => [...new Set([...one, ...other])]
