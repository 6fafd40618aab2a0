/** `ficha doctor`: is everything in order? One line a check, exit 1 when one is not. */
import { sql } from 'kysely'
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
  return code
}
