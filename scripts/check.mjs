// `npm run check`: types, lint, format; all three even when the first fails. `npm run format` is the last one, writing.
import { installDependencies } from './parts/install.mjs'
import { findNode } from './parts/node.mjs'
import { become, main, say } from './parts/run.mjs'

const CHECKS = [
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'node_modules/oxfmt/bin/oxfmt', '--check'],
]
const FORMAT = [['format', 'node_modules/oxfmt/bin/oxfmt']]

await main(async () => {
  await installDependencies({ dev: true })
  const node = findNode()
  const failed = []
  for (const [name, ...command] of process.argv.includes('--write') ? FORMAT : CHECKS) {
    const startedAt = Date.now()
    const code = await become(node, command)
    if (code > 128) return code
    if (code !== 0) failed.push(name)
    say(`${name}: ${code === 0 ? 'fine' : `failed (exit ${code})`}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  return failed.length ? 1 : 0
})
