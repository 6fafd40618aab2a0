/** `ficha doctor`: is everything in order? One line a check, exit 1 when one is not. */
import { sql } from 'kysely'
import { problemText } from '#shared/i18n/connect.ts'
import { SETUP } from '#shared/i18n/setup.ts'
import { checkGoogle, listAccounts } from '../sync/setup/checks.ts'
import type { Engine } from '../sync/engine.ts'
import type { CommandIo } from './control.ts'

type Check = { name: string; ask(engine: Engine): Promise<{ ok: boolean; says: string }> }

const CHECKS: Check[] = [
  {
    name: 'database',
    async ask(engine) {
      const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(
        engine.database.db,
      )
      return {
        ok: true,
        says: `${engine.database.kind === 'embedded' ? 'embedded' : 'PostgreSQL'} ${rows[0]?.version}`,
      }
    },
  },
  {
    name: 'our own domains',
    async ask(engine) {
      const rows = await engine.database.db.selectFrom('own_domains').select('domain').execute()
      return {
        ok: rows.length > 0,
        says:
          rows.map((row) => row.domain).join(', ') || 'none: set COMPANY_DOMAINS, or colleagues look like customers',
      }
    },
  },
  {
    name: 'users',
    async ask(engine) {
      const { n } = await engine.database.db
        .selectFrom('users')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return { ok: n > 0, says: n > 0 ? String(n) : 'none: ficha user add EMAIL --name NAME --role ROLE' }
    },
  },
  {
    name: 'every occurrence has one decision',
    async ask(engine) {
      const { rows } = await sql<{
        n: number
      }>`SELECT count(*) AS n FROM occurrences WHERE (outcome = 'logged') <> (reason IS NULL AND outcome <> 'failed')`.execute(
        engine.database.db,
      )
      return { ok: rows[0]?.n === 0, says: rows[0]?.n === 0 ? 'yes' : `${rows[0]?.n} without` }
    },
  },
  {
    name: 'nobody who is known is left out',
    async ask(engine) {
      const { rows } = await sql<{
        n: number
      }>`SELECT count(*) AS n FROM occurrence_hashes h JOIN parties p ON p.hash = h.hash AND NOT p.blocked
        JOIN occurrences o ON o.mailbox_id = h.mailbox_id AND o.provider_id = h.provider_id
        WHERE o.reason = 'nobody' AND o.pending_at IS NULL AND o.gone_at IS NULL`.execute(engine.database.db)
      return { ok: rows[0]?.n === 0, says: rows[0]?.n === 0 ? 'yes' : `${rows[0]?.n} messages` }
    },
  },
  {
    name: 'failed items',
    async ask(engine) {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM occurrences WHERE outcome = 'failed'`.execute(
        engine.database.db,
      )
      return { ok: true, says: rows[0]?.n === 0 ? 'none' : `${rows[0]?.n}; import them again to retry` }
    },
  },
]

export async function diagnose(engine: Engine, io: CommandIo): Promise<number> {
  let code = 0
  for (const check of CHECKS) {
    const { ok, says } = await check.ask(engine)
    if (!ok) code = 1
    io.out(`${ok ? 'ok  ' : 'look'}  ${check.name}: ${says}\n`)
  }
  return (await diagnoseGoogle(engine, io)) ? code : 1
}

/** The steps of the set-up page, and each mailbox that is connected. @returns whether all that is begun works */
async function diagnoseGoogle(engine: Engine, io: CommandIo): Promise<boolean> {
  const words = SETUP.en
  const say = (ok: boolean, what: string) => {
    io.out(`${ok ? 'ok  ' : 'look'}  google: ${what}\n`)
    return ok
  }
  const mailboxes = await listAccounts(engine.database.db)
  if (!engine.connections?.google.client && mailboxes.length === 0)
    return say(true, 'not set up: Settings → Google tells an administrator how')
  const checks = await checkGoogle(engine)
  const steps = checks.map(({ step, state, values }) => {
    const ok = state !== 'wrong' && state !== 'missing'
    const paste = ok ? '' : ` (${values.map(({ name, value }) => `${name}: ${value}`).join('; ')})`
    return say(ok, `${words.steps[step].title}: ${words.states[state].toLowerCase()}${paste}`)
  })
  const read = mailboxes.map(({ address, problem, missing }) => {
    const why = problem === null ? words.readable : (words.problems[problem] ?? problemText('en', problem))
    const parts = missing.length > 0 && problem === null ? `. ${words.notGranted(missing.join(', '))}` : ''
    return say(problem === null, `${address}: ${why}${parts}`)
  })
  return [...steps, ...read].every(Boolean)
}
