/** The same doors as anybody's: signed in as each of the demo's people in turn, at the time that each act has. */
import { sql } from 'kysely'
import type { Contact } from '#shared/api.ts'
import { insertToken } from '../access/identity.ts'
import { createApp } from '../app.ts'
import type { Engine } from '../sync/engine.ts'

/** Who does it, and when. */
export type Act = { by: string; at: Date }
/** Whom it is about, as the forms take it. */
export type About = { contactId: string; companyId: string }

export type Door = {
  get<T>(act: Act, path: string): Promise<T>
  post<T>(act: Act, path: string, body: unknown): Promise<T>
  put<T>(act: Act, path: string, body: unknown): Promise<T>
  /** @throws when nobody of the demo has that address */
  find(act: Act, address: string): Promise<About>
  userId(email: string): string
}

export async function withDoor(engine: Engine, work: (door: Door) => Promise<void>): Promise<void> {
  const { db } = engine.database
  const users = await db.selectFrom('users').select(['id', 'email']).execute()
  const tokens = new Map<string, string>()
  for (const { id, email } of users) tokens.set(email, await insertToken(db, id, 'demo', engine.now()))
  try {
    await work(openDoor(engine, tokens, new Map(users.map(({ id, email }) => [email, String(id)]))))
  } finally {
    await sql`DELETE FROM tokens WHERE name = 'demo'`.execute(db)
  }
}

function openDoor(engine: Engine, tokens: Map<string, string>, ids: Map<string, string>): Door {
  let clock = engine.now()
  const app = createApp({ ...engine, now: () => clock, demo: false, wake: () => {} })
  const ask = async (method: string, { by, at }: Act, path: string, body?: unknown) => {
    clock = at
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${tokens.get(by) ?? ''}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok)
      throw new Error(`the demo: ${method} ${path} answered ${response.status} ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as never
  }
  return {
    get: (act, path) => ask('GET', act, path),
    post: (act, path, body) => ask('POST', act, path, body),
    put: (act, path, body) => ask('PUT', act, path, body),
    async find(act, address) {
      const { items } = (await ask('GET', act, `/api/contacts?address=${encodeURIComponent(address)}`)) as {
        items: Contact[]
      }
      const contact = items[0]
      if (!contact?.company) throw new Error('the demo: somebody of its stories is missing')
      return { contactId: contact.id, companyId: contact.company.id }
    },
    userId: (email) => ids.get(email) ?? '',
  }
}
