/** What somebody began to write and closed: kept beside its message until it is sent. In memory alone, it is personal. */
import type { Values } from '#shared/form-values.ts'

export type Drafts = ReturnType<typeof createDrafts>

/** More than these are forgotten, the oldest first. */
const KEPT = 40

/** `place`: what names the message (or page) that a form stands beside. */
export function createDrafts({ place }: { place: () => string }) {
  const drafts = new Map<string, Values>()
  return {
    /** Taken when a form opens: it may be closed by a change of message. */
    keyOf: (href: string): string => `${place()} ${href}`,
    find: (key: string): Values | undefined => drafts.get(key),
    keep: (key: string, values: Values): void => {
      drafts.delete(key)
      if (Object.keys(values).length === 0) return
      drafts.set(key, values)
      const [oldest] = drafts.keys()
      if (drafts.size > KEPT && oldest !== undefined) drafts.delete(oldest)
    },
  }
}
