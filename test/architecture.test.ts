/** Holds the lines of the house: which way imports point, and what every file keeps to. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenHabits } from './support/architecture/habits.ts'
import { wrongImports } from './support/architecture/imports.ts'
import { parseFile } from './support/architecture/source-file.ts'

const root = join(import.meta.dirname, '..')
const paths = globSync(['{shared,server,addin-*,test,scripts}/**/*.{ts,tsx,mjs}', '*.ts'], {
  cwd: root,
  exclude: ['test/fixtures/**'],
}).map((path) => path.replaceAll('\\', '/'))

describe('the architecture', () => {
  const files = paths.map((path) => parseFile(path, readFileSync(join(root, path), 'utf8')))

  it('is looked at as a whole', () => {
    expect(paths).toContain('server/main.ts')
    expect(paths).toContain('shared/api.ts')
  })

  it('has imports that point one way', () => {
    expect(files.flatMap(wrongImports).join('\n')).toBe('')
  })

  it('keeps its habits', () => {
    expect(files.flatMap(brokenHabits).join('\n')).toBe('')
  })
})

/** That the rules bite: each of these is wrong in exactly one way. */
describe('a violation is seen', () => {
  it.each([
    ['shared/a.ts', "import { x } from '../server/errors.ts'"],
    ['shared/a.ts', "import { readFileSync } from 'node:fs'"],
    ['server/errors.ts', "export { x } from './db/connect.ts'\nconst y = 1"],
    ['server/db/a.ts', "import type { X } from '#server/access/scopes.ts'"],
    ['server/access/a.ts', "const x = await import('../crm/contacts/queries.ts')"],
    ['server/crm/contacts/a.ts', "import { x } from '../companies/rules.ts'"],
    ['server/crm/contacts/a.ts', "import { x } from '../../intake/decide.ts'"],
    ['server/crm/contacts/a.ts', "import type { X } from '../record/blocks.ts'"],
    ['server/crm/a.ts', "import { x } from './contacts/rules.ts'"],
    ['server/access/a.ts', "import { x } from '../http.ts'"],
    ['server/intake/a.ts', "import { x } from '../sources/source.ts'"],
    ['server/intake/a.ts', "import type { X } from '../sources/files/mbox.ts'"],
    ['server/intake/a.ts', "new Worker(new URL('../sync/worker.ts', import.meta.url))"],
    ['server/intake/a.ts', "type X = import('../jobs/queue.ts').Queue"],
    ['server/app.ts', "import { x } from './sources/files/mbox.ts'"],
    ['server/sources/files/a.ts', "import { x } from '../../db/connect.ts'"],
    ['server/sources/files/a.ts', "import { x } from '../../config.ts'"],
    ['server/jobs/a.ts', "import '../app.ts'"],
    ['server/web/a.ts', "import { x } from '../main.ts'"],
    ['server/web/a.ts', "import { x } from '../../addin-outlook/host.ts'"],
    ['server/web/a.ts', "import { x } from '../../test/support/server.ts'"],
    ['server/web/a.ts', "import { h } from 'preact'"],
    ['server/web/a.ts', 'await import(`./${name}.ts`)'],
    ['server/mail/a.ts', 'const x = 1'],
    ['addin-outlook/a.tsx', "import { x } from '../server/errors.ts'"],
    ['addin-outlook/a.tsx', "import { x } from '../addin-gmail/cards.ts'"],
    ['addin-outlook/a.tsx', "import { x } from '../server/web/pages/client/api.ts'"],
    ['addin-gmail/a.ts', "import { x } from '../addin-outlook/calls.ts'"],
    ['addin-gmail/a.ts', "import { x } from '../server/errors.ts'"],
    ['addin-gmail/a.ts', "import { createHash } from 'node:crypto'"],
    ['server/web/a.ts', "import { x } from '../../addin-gmail/cards.ts'"],
    ['server/web/playground/a.ts', "import { x } from '../../../addin-gmail/card-types.ts'"],
    ['server/web/pages/client/a.tsx', "import { x } from '../../playground/client/api.ts'"],
    ['server/web/pages/client/a.tsx', "import { x } from '../../../errors.ts'"],
    ['server/web/playground/client/a.tsx', "import { x } from '../../../../addin-outlook/tools.ts'"],
  ])('%s, %#', (path, text) => {
    expect(wrongImports(parseFile(path, text))).toHaveLength(1)
  })

  it.each([
    ['server/db/long.ts', 'let x\n'.repeat(301)],
    ['server/db/index.ts', "export * from './connect.ts'\nexport { x } from './keys.ts'"],
    ['server/db/row-utils.ts', 'const x = 1'],
    ['server/db/rowNames.ts', 'const x = 1'],
    ['server/Db/rows.ts', 'const x = 1'],
    ['server/db/a.ts', ['// TO', 'DO: later'].join('')],
    ['addin-outlook/record.ts', 'Office.context.mailbox.item'],
    ['test/a.test.ts', ['it', "only('x', () => {})"].join('.')],
    ['test/a.test.ts', ['vi', "mock('pg')"].join('.')],
  ])('%s, %#', (path, text) => {
    expect(brokenHabits(parseFile(path, text))).toHaveLength(1)
  })

  it('and what is right is not', () => {
    const fine = [
      parseFile(
        'server/intake/a.ts',
        "import type { X } from '../sources/source.ts'\nimport { z } from 'zod'\n// Office.context",
      ),
      parseFile(
        'server/crm/contacts/a.ts',
        "import { x } from '../companies/tables.ts'\nimport { y } from './rules.ts'",
      ),
      parseFile(
        'server/crm/record/a.ts',
        "import { x } from '../contacts/blocks.ts'\nimport { y } from '../../http.ts'",
      ),
      parseFile('server/sources/files/a.ts', "import { x } from '../source.ts'\nimport { y } from '../../log.ts'"),
      parseFile(
        'addin-outlook/blocks/FactsBlock.tsx',
        "import { x } from '#shared/blocks.ts'\nimport '../styles/a.css'\nconst a = <p>TODO</p>",
      ),
      parseFile('server/web/pages/client/a.tsx', "import { x } from '../../../../addin-outlook/blocks/block.tsx'"),
      parseFile('server/web/gmail/a.ts', "import { x } from '../../../addin-gmail/cards.ts'"),
      parseFile('server/web/playground/client/a.ts', "import type { X } from '../../../../addin-gmail/card-types.ts'"),
    ]
    expect(fine.flatMap((file) => [...wrongImports(file), ...brokenHabits(file)])).toEqual([])
  })
})
