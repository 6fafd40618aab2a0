/**
 * What every source promises, in one suite: pages, replays, deletions, lost cursors, trouble, clocks, and the truths of
 * design.md about what stands in the database afterwards. A harness says how items come into a mailbox of its source.
 */
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '#server/db/connect.ts'
import { describeOneDatabase, type FreshDatabase } from '#test/support/databases.ts'
import { describeProvider } from './describe-provider.ts'
import { type Bench, emptied, type Harness, type Holding } from './harness.ts'
import { describePages } from './describe-pages.ts'
import { describeTruths } from './describe-truths.ts'

export function describeSource(name: string, harness: Harness): void {
  describeOneDatabase(`the contract of ${name}`, ({ fresh }) => {
    let database: Database
    let made: FreshDatabase
    let open: Holding[] = []
    beforeAll(async () => {
      made = await fresh()
      database = await made.open()
    })
    afterAll(async () => {
      await end()
      await database.close()
    })
    const end = async () => {
      const holdings = open
      open = []
      for (const holding of holdings) await holding.close()
    }
    const begun = async <T extends Holding>(how: (opening: { database: FreshDatabase }) => Promise<T>): Promise<T> => {
      await end()
      const holding = await how({ database: await emptied(made, database) })
      open.push(holding)
      return holding
    }
    const bench: Bench = {
      harness,
      begin: (options) => begun((opening) => harness.open({ ...opening, ...options })),
      provided: (options) => begun((opening) => harness.provider!({ ...opening, ...options })),
    }
    describe('pages', () => describePages(bench))
    describe('truths', () => describeTruths(bench))
    if (harness.provider) describe('trouble at the provider', () => describeProvider(bench))
  })
}
