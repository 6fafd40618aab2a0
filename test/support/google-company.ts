/** A small company whose mailboxes are at the fake Google: connected, and synced until nothing is left to do. */
import { connectAccount } from '#server/sync/connect-account.ts'
import { ALL_SCOPES } from '#server/sync/google/scopes.ts'
import { makeDue, syncNews, syncPast } from '#server/sync/mailbox-sync.ts'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import { type Connecting, foundCompany } from './company.ts'
import type { FreshDatabase } from './databases.ts'

export type GoogleCompany = Awaited<ReturnType<typeof foundGoogleCompany>>

/** @param options `fake`: whose quota should be unlimited where a test reads much */
export async function foundGoogleCompany(
  fresh: FreshDatabase,
  options: { fake: GoogleFake } & Omit<Connecting, 'google'>,
) {
  const { fake, ...more } = options
  const company = await foundCompany(fresh, ['ours.test'], { google: fake, ...more })
  const { engine } = company
  const connected = new Map<string, number>()

  return {
    ...company,
    fake,
    idOf: (address: string) => connected.get(address)!,
    /** As somebody who has consented to everything; the user is made where there is none. */
    async connect(address: string, { scopes = ALL_SCOPES, by = address }: { scopes?: string[]; by?: string } = {}) {
      const { db } = engine.database
      const account = fake.account(address)
      const there = await db.selectFrom('users').select('id').where('email', '=', by).executeTakeFirst()
      const userId = there?.id ?? (await company.user(by))
      const id = await connectAccount(engine, {
        userId,
        mailboxId: null,
        address,
        subject: account.sub,
        scopes,
        access: account.accessToken(scopes),
        expiresInSeconds: 3600,
        refresh: account.refreshToken(scopes),
      })
      connected.set(address, id)
      return account
    },
    /** One round of what the worker does for each mailbox, until nothing waits. */
    async sync(...addresses: string[]) {
      for (const address of addresses.length > 0 ? addresses : connected.keys()) {
        const id = connected.get(address)!
        await makeDue(engine, id)
        await syncNews(engine, id)
        await syncPast(engine, id)
      }
      await company.settle()
    },
  }
}
