/** The traps of two databases behind one code path, each of which would otherwise be found late. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, inTransaction } from '#server/db/connect.ts'
import { migrateToLatest } from '#server/db/migrate.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

describeEachDatabase(
  'the database',
  ({ fresh }) => {
    let database: Database
    beforeAll(async () => {
      database = await (await fresh()).open()
      await sql`CREATE TABLE trap (id int PRIMARY KEY, name text)`.execute(database.db)
    })
    afterAll(() => database.close())

    it('gives the same JavaScript for every type', async () => {
      const { rows } = await sql<
        Record<string, unknown>
      >`SELECT 9007199254740991::int8 AS big, count(*) AS counted, ARRAY[1, 2]::int8[] AS bigs, '{}'::int8[] AS none,
      date '2026-11-21' AS day, timestamptz '2026-11-21 10:00:00+01' AS at, ARRAY['a,b', 'ñ"', NULL] AS texts, '{"a": [1, null]}'::jsonb AS json, true AS yes,
      NULL::int8 AS nothing, 12.50::numeric AS amount FROM generate_series(1, 3)`.execute(database.db)
      expect(rows[0]).toEqual({
        big: Number.MAX_SAFE_INTEGER,
        counted: 3,
        bigs: [1, 2],
        none: [],
        day: '2026-11-21',
        at: new Date('2026-11-21T09:00:00Z'),
        texts: ['a,b', 'ñ"', null],
        json: { a: [1, null] },
        yes: true,
        nothing: null,
        amount: '12.50',
      })
    })

    it('takes arrays, dates and JSON as parameters', async () => {
      const json = JSON.stringify([{ a: 'ñ"\\', at: null }])
      const { rows } = await sql<
        Record<string, unknown>
      >`SELECT ${['x', 'y,"z']}::text[] AS texts, ${[1, 2]}::int8[] AS bigs, ${new Date('2026-11-21T09:00:00Z')}::timestamptz AS at, ${json}::text::jsonb AS json`.execute(
        database.db,
      )
      expect(rows[0]).toEqual({
        texts: ['x', 'y,"z'],
        bigs: [1, 2],
        at: new Date('2026-11-21T09:00:00Z'),
        json: JSON.parse(json),
      })
    })

    it('refuses the outer db inside a transaction, instead of hanging or escaping', async () => {
      const attempt = inTransaction(database.db, () => database.db.selectFrom('users').select('id').execute())
      await expect(attempt).rejects.toThrow(/outer db was used inside a transaction/)
      expect(await database.db.selectFrom('users').select('id').execute()).toEqual([])
    })

    it('shows nobody what a transaction has not committed, nor lets their errors abort it', async () => {
      const begun = Promise.withResolvers<void>()
      const goOn = Promise.withResolvers<void>()
      const writing = inTransaction(database.db, async (tx) => {
        await sql`INSERT INTO trap VALUES (1, 'in a transaction')`.execute(tx)
        begun.resolve()
        await goOn.promise
      })
      await begun.promise
      // PGlite makes these wait, PostgreSQL answers at once; both must neither see the row nor disturb it.
      const reading = sql`SELECT FROM trap WHERE id = 2`.execute(database.db)
      const failing = sql`SELECT * FROM no_such_table`.execute(database.db).catch(() => 'failed')
      const rolledBack = inTransaction(database.db, async (tx) => {
        await sql`INSERT INTO trap VALUES (3, 'rolled back')`.execute(tx)
        throw new Error('no')
      }).catch(() => 'rolled back')
      goOn.resolve()
      await Promise.all([writing, reading, failing, rolledBack])
      expect((await sql<{ id: number }>`SELECT id FROM trap ORDER BY id`.execute(database.db)).rows).toEqual([
        { id: 1 },
      ])
    })

    it('lets timers tick while it works', async () => {
      let ticks = 0
      const timer = setInterval(() => (ticks += 1), 1)
      for (let i = 0; i < 300; i++) await sql`SELECT ${i}::int`.execute(database.db)
      clearInterval(timer)
      // Without giving way once a query, thousands of them pass without one.
      expect(ticks).toBeGreaterThan(5)
    })

    it('orders what programs read by bytes, whatever the server was set up with', async () => {
      const { rows } = await sql<{
        list: string[]
      }>`SELECT ARRAY(SELECT w FROM unnest(ARRAY['ñandu', 'oso', 'Zoe']) AS w ORDER BY w COLLATE "C") AS list`.execute(
        database.db,
      )
      expect(rows[0]?.list).toEqual(['Zoe', 'oso', 'ñandu'])
    })

    it('is held by one at a time', async () => {
      const release = await database.tryHold('import', 1)
      expect(release).toBeDefined()
      expect(await database.tryHold('import', 1)).toBeUndefined()
      const other = await database.tryHold('import', 2)
      expect(other).toBeDefined()
      await release!()
      await other!()
      const again = await database.tryHold('import', 1)
      expect(again).toBeDefined()
      await again!()
    })

    it('migrates once, also from two at a time, and refuses what is newer', async () => {
      await Promise.all([migrateToLatest(database.db), migrateToLatest(database.db)])
      await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('2099-01-01-later', '2099')`.execute(database.db)
      await expect(migrateToLatest(database.db)).rejects.toThrow(
        /database is newer than this Ficha \(it has "2099-01-01-later"\)/,
      )
    })
  },
  availableKinds(),
)
