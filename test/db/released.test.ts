/** Released migrations are never edited: somebody's database has already run them. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../server/db/migrations')

/** A new migration gets a line here when it is released; a line is never changed. */
const RELEASED: Record<string, string> = {
  '2026-11-21-river.ts': 'bda90e951eaccf15',
  '2026-11-22-working-record.ts': '8b7a2b8a8a5d37ff',
  '2026-11-22t05-meetings.ts': '0521f1a771595a1f',
  '2026-11-22t06-tour.ts': 'dc265cb2dfd43061',
  '2026-11-22t07-accounts.ts': '881d4c2bea833b13',
}

it('are what they were', () => {
  const found = readdirSync(folder).map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'))
      .digest('hex')
      .slice(0, 16),
  ])
  expect(Object.fromEntries(found)).toEqual(RELEASED)
})
