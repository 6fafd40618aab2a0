/** Pages and sync tokens: what a first page found is kept for those after it, and a token says from where to go on. */
import { ApiError, badRequest } from '../errors.ts'
import type { World } from '../world.ts'

type Kept = { owner: string; question: string; items: unknown[]; next: string | undefined; until: number }

/** A page token is good for a while. */
const HOURS = 1

export type Page<T> = { items: T[]; nextPageToken?: string; nextSyncToken?: string }

export type Pages = ReturnType<typeof createPages>

export function createPages(world: Pick<World, 'clock' | 'ids'>) {
  const kept = new Map<string, Kept>()

  function cut<T>(id: string, size: number, at: number): Page<T> {
    const { items, next } = kept.get(id)!
    // Between the first page and the second comes one without items: a short page is no last page.
    const isGap = at < 0
    const from = Math.abs(at)
    const page = isGap ? [] : (items.slice(from, from + size) as T[])
    const end = from + page.length
    if (isGap) return { items: [], nextPageToken: `${id}.${from}` }
    if (end < items.length) return { items: page, nextPageToken: `${id}.${from === 0 ? -end : end}` }
    return { items: page, ...(next === undefined ? {} : { nextSyncToken: next }) }
  }

  return {
    /** @param next the sync token that the last page carries */
    first<T>(of: { owner: string; question: string; size: number }, items: T[], next: string | undefined): Page<T> {
      const id = `page${world.ids.serial()}`
      const now = world.clock.now()
      for (const [old, { until }] of kept) if (until <= now) kept.delete(old)
      kept.set(id, { owner: of.owner, question: of.question, items, next, until: now + HOURS * 3_600_000 })
      return cut(id, of.size, 0)
    },
    next<T>(token: string, of: { owner: string; question: string; size: number }): Page<T> {
      const [id = '', at = ''] = token.split('.')
      const found = kept.get(id)
      const fits = found?.owner === of.owner && found.question === of.question && found.until > world.clock.now()
      if (!fits || !/^-?\d+$/.test(at)) throw badRequest('Invalid page token value.', 'invalid')
      return cut(id, of.size, Number(at))
    },
  }
}

export const writeSyncToken = (state: object) => Buffer.from(JSON.stringify(state)).toString('base64url')

export function readSyncToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch {
    throw badRequest('Invalid sync token value.', 'invalid')
  }
}

/** Sometimes the reason is left out. */
export function fullSyncRequired(bare: boolean): ApiError {
  return new ApiError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    location: 'syncToken',
    locationType: 'parameter',
    bare,
  })
}
