/**
 * That something was committed, told to every process over this database: PostgreSQL's NOTIFY, which goes out with the
 * transaction it was said in, once, and not at all when that fails. Nothing of what changed travels with it.
 * https://www.postgresql.org/docs/current/sql-notify.html
 */
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './connect.ts'

export const CHANNEL = 'ficha_changed'

/** `closed`: there will be no more news. */
export type News = 'changed' | 'closed'
/** @returns how to stop listening */
export type Watch = (listener: (news: News) => void) => () => void

/** For what was written outside of the river, whose own transactions say it themselves. */
export async function tellChanged(db: Db): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, '')`.execute(db)
}

export type Listeners = { watch: Watch; tell(news: News): void }

/** @param first called when somebody begins to listen */
export function createListeners(first: () => void = () => {}): Listeners {
  const listeners = new Set<(news: News) => void>()
  return {
    watch(listener) {
      listeners.add(listener)
      first()
      return () => void listeners.delete(listener)
    },
    tell(news) {
      for (const listener of listeners) listener(news)
    },
  }
}

const RECONNECT_MS = 2_000

/** A connection of its own, made when the first one listens: commands that look at nothing need none. */
export function listenOnPostgres(connectionString: string): Listeners & { close(): Promise<void> } {
  let client: pg.Client | undefined
  let closed = false
  const listeners = createListeners(() => client ?? connect())

  function connect(again = false): void {
    const mine = new pg.Client({ connectionString })
    client = mine
    let lost = false
    const reconnect = () => {
      if (lost || closed) return
      lost = true
      mine.end().catch(() => {})
      setTimeout(() => closed || connect(true), RECONNECT_MS).unref()
    }
    mine.on('error', reconnect)
    mine.on('end', reconnect)
    mine.on('notification', () => listeners.tell('changed'))
    mine
      .connect()
      .then(() => mine.query(`LISTEN ${CHANNEL}`))
      // What was said while nobody listened is lost: so something may have changed.
      .then(() => again && listeners.tell('changed'))
      .catch(reconnect)
  }

  return {
    ...listeners,
    async close() {
      closed = true
      listeners.tell('closed')
      await client?.end().catch(() => {})
    },
  }
}
