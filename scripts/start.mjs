// `npm start`: installs what is missing, builds the pane where it is not up to date, serves.
import { installDependencies } from './parts/install.mjs'
import { findNode } from './parts/node.mjs'
import { buildPane } from './parts/pane.mjs'
import { become, main } from './parts/run.mjs'

await main(async () => {
  await installDependencies({ dev: false })
  const node = findNode()
  await buildPane(node)
  return become(node, ['server/main.ts', ...process.argv.slice(2)])
})
