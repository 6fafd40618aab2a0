/** Whatever is done to a calendar, read in whatever steps: what is to come is stored as Google shows it, and nothing is unknown. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Account, Fault, GoogleFake } from '#test/fakes/google/fake.ts'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { kindsOfLongTests } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'
import { ANA, hourOf, NOW, setClock, withEva } from '#test/support/google-meetings.ts'

const SEED = Number(process.env['FICHA_SEED'] ?? 20261122)
const STEPS = 40
const DAY = 86_400_000

const FAULTS: Fault[] = [
  'half-page',
  'hang-up',
  { status: 500 },
  { status: 403, reason: 'rateLimitExceeded', retryAfter: 0 },
]
const RULES = ['FREQ=WEEKLY', 'FREQ=WEEKLY;COUNT=6', 'FREQ=MONTHLY', 'FREQ=DAILY;INTERVAL=3;COUNT=5']

/** What, to which of the events there are, and by how much. */
const step = fc.record({
  what: fc.constantFrom(
    ...(['single', 'series', 'series', 'days', 'move', 'move', 'cancel', 'cancel', 'following', 'retime', 'rename', 'rule',
      'remove', 'expire', 'fault', 'sync', 'sync', 'wait'] as const),
  ), // prettier-ignore
  which: fc.nat(1000),
  how: fc.nat(1000),
})
type EventTime = { date?: string | null; dateTime?: string | null } | undefined
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describeEachDatabase(
  'any calendar',
  ({ fresh }) => {
    let fake: GoogleFake
    let company: GoogleCompany
    let ana: Account
    beforeAll(async () => {
      fake = await startGoogle({ quota: 'unlimited' })
      setClock(fake)
      company = await foundGoogleCompany(await fresh(), { fake, now: () => new Date(fake.clock.now()) })
      ana = fake.account(ANA, { zone: 'Europe/Madrid' })
      await company.connect(ANA)
    })
    afterAll(async () => {
      await company.close()
      await fake.close()
    })

    const dayOf = (how: number) => new Date(NOW + ((how % 90) - 30) * DAY).toISOString().slice(0, 10)
    const hour = (how: number) => `${dayOf(how)} ${String(8 + (how % 9)).padStart(2, '0')}:00`
    const iso = (ms: number) => new Date(ms).toISOString()
    const pick = <T>(of: readonly T[], which: number): T | undefined => of[which % Math.max(1, of.length)]

    function act({ what, which, how }: Step): void {
      const { calendar } = ana
      const event = pick(calendar.ids().map((id) => calendar.event(id)).filter((one) => !one.recurringEventId), which) // prettier-ignore
      const series = event?.recurrence?.length ? event : undefined
      const shown = calendar.instances(iso(NOW - 60 * DAY), iso(NOW + 200 * DAY))
      const instance = pick(
        shown.filter(({ recurringEventId }) => recurringEventId === series?.id && series),
        how,
      )
      const at = instance?.originalStartTime
      const start = at?.dateTime ?? at?.date ?? null
      const rule = { recurrence: [`RRULE:${pick(RULES, how)}`] }
      if (what === 'single') calendar.insert(withEva(hour(how)))
      if (what === 'series') calendar.insert(withEva(hour(how), rule))
      if (what === 'days')
        calendar.insert({ ...withEva(hour(how), rule), start: { date: dayOf(how) }, end: { date: dayOf(how + 2) } })
      if (what === 'rename' && event) calendar.patch(event.id!, { summary: `Otro ${how}` })
      if (what === 'retime' && event && !event.start?.date) calendar.patch(event.id!, hourOf(hour(how)))
      if (what === 'rule' && series) calendar.patch(series.id!, rule)
      if (what === 'remove' && event && how % 3 === 0) calendar.remove(event.id!)
      if (what === 'expire') fake.expireSyncTokens(ANA, { bare: how % 2 === 0 })
      if (what === 'fault')
        fake.faults.add({ match: { path: /\/calendar\/v3\// }, times: 1 + (how % 3), fault: pick(FAULTS, which)! })
      if (what === 'wait') fake.clock.advance((how % 12) * DAY)
      if (!series || start === null) return
      if (what === 'cancel') calendar.cancelInstance(series.id!, start)
      if (what === 'move' && !series.start?.date) calendar.moveInstance(series.id!, start, hourOf(hour(which)))
      if (what === 'following') calendar.changeFollowing(series.id!, start, { summary: 'Desde aquí' })
    }

    it(`is known as it is (FICHA_SEED=${SEED})`, { timeout: 300_000 }, async () => {
      for (const one of fc.sample(step, { seed: SEED, numRuns: STEPS })) {
        act(one)
        if (one.what === 'sync') await company.sync()
      }
      fake.faults.clear()
      for (let n = 0; n < 3; n++) await company.sync()
      const now = fake.clock.now()
      // Up to what every horizon has reached.
      const ahead = ana.calendar.instances(iso(now), iso(now + 165 * DAY)).filter(({ start }) => timeOf(start) >= now)
      const stored = await sql<{
        line: string
      }>`SELECT g.uid || ' ' || coalesce(g.start_on::text, to_char(g.start_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')) AS line
        FROM meetings g WHERE g.start_at >= ${iso(now)} AND g.start_at < ${iso(now + 165 * DAY)}`.execute(
        company.engine.database.db,
      )
      expect(stored.rows.map(({ line }) => line).toSorted()).toEqual(
        ahead.map(({ iCalUID, start }) => `${iCalUID} ${start?.date ?? iso(timeOf(start))}`).toSorted(),
      )
      expect(ahead.length).toBeGreaterThan(20)
      const { rows } = await sql<{
        id: string
        gone: boolean
      }>`SELECT provider_id AS id, gone_at IS NOT NULL AS gone FROM occurrences`.execute(company.engine.database.db)
      const live = new Set(rows.filter(({ gone }) => !gone).map(({ id }) => id))
      const all = ana.calendar.instances(iso(NOW - 80 * DAY), iso(now + 165 * DAY)).map(({ id }) => `${ANA}/${id}`)
      expect(all.filter((id) => !live.has(id))).toEqual([])
    })
  },
  kindsOfLongTests(),
)

const timeOf = (time: EventTime): number => Date.parse(time?.dateTime ?? `${time?.date}T00:00:00+01:00`)
