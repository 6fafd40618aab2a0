// `npm run ficha -- …`: the administration commands. Standard output is theirs alone.
import { installDependencies } from './parts/install.mjs'
import { findNode } from './parts/node.mjs'
import { become, main } from './parts/run.mjs'

await main(async () => {
  await installDependencies({ dev: false })
  // Paths are meant from where the command was typed, and npm moves to the package's folder: it leaves word in INIT_CWD.
  const typedIn = process.env.npm_lifecycle_event ? process.env.INIT_CWD : process.cwd()
  return become(findNode(), ['server/cli/main.ts', ...process.argv.slice(2)], { ...process.env, INIT_CWD: typedIn })
})
