/** Entry of `npm run ficha`. Beside a running server on the embedded database it only carries words to and fro. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../config.ts'
import { MisuseError } from '../errors.ts'
import { openEngine } from '../instance.ts'
import { createLog } from '../log.ts'
import type { Engine } from '../sync/engine.ts'
import { runCommand } from './commands.ts'
import { acquireControl, askOwner } from './control.ts'
import type { Command, CommandIo } from './control.ts'

const io: CommandIo = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }

async function main(): Promise<number> {
  const config = readConfig(process.env)
  const command: Command = { argv: process.argv.slice(2), cwd: process.env['INIT_CWD'] || process.cwd() }
  let opened: Promise<Engine> | undefined
  const open = () => (opened ??= openEngine({ ...config, connecting: config }, config.dataDir, createLog()))
  const closeOpened = async () => {
    const engine = await opened
    opened = undefined
    await engine?.database.close()
  }
  const run = ({ argv, cwd }: Command, channel: CommandIo) => runCommand(argv, cwd, channel, open)
  try {
    if (config.databaseUrl) return await run(command, io)
    for (;;) {
      const answered = await askOwner(config.dataDir, command, io)
      if (answered !== undefined) return answered
      const control = await acquireControl(config.dataDir, run)
      if (!control) {
        await sleep(50)
        continue
      }
      try {
        return await run(command, io)
      } finally {
        // Others may have asked us meanwhile; and the folder is somebody else's only once the database is closed.
        await control.drain()
        await closeOpened()
        await control.close()
      }
    }
  } finally {
    await closeOpened()
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    io.err(`ficha: ${error instanceof Error ? error.message : 'failed'}\n`)
    process.exitCode = error instanceof MisuseError ? 2 : 1
  },
)
