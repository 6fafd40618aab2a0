// `npm run bench`: the benchmarks, which need PostgreSQL from the development dependencies.
import { installDependencies } from './parts/install.mjs'
import { findNode } from './parts/node.mjs'
import { buildPane } from './parts/pane.mjs'
import { become, main } from './parts/run.mjs'

await main(async () => {
  await installDependencies({ dev: true })
  const node = findNode()
  await buildPane(node)
  return become(node, ['test/bench/main.ts', ...process.argv.slice(2)])
})
