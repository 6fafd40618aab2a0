/** Entry of `npm start`: takes the data folder, opens a database, serves, and leaves cleanly on Ctrl-C. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { runCommand } from './cli/commands.ts'
import type { Opening } from './cli/commands.ts'
import { acquireControl } from './cli/control.ts'
import type { Control } from './cli/control.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { foundDemo, prepareDemoFolder } from './demo/found.ts'
import { MisuseError } from './errors.ts'
import { isEmpty, openEngine } from './instance.ts'
import { startSyncWorker } from './jobs/sync-worker.ts'
import { startWorker } from './jobs/worker.ts'
import { createLog } from './log.ts'
import type { Engine } from './sync/engine.ts'
import { openMessagesOf } from './sync/open-message.ts'
import { createPlayground } from './sync/playground.ts'

type Instance = { engine: Engine; demo: boolean; fetch: ReturnType<typeof createApp>['fetch']; close(): Promise<void> }

const log = createLog()
const say = (text: string) => process.stderr.write(`${text}\n`)

/** @param demoFolder where the invented company's mailboxes lie; null for one's own company */
function createInstance(engine: Engine, demoFolder: string | null): Instance {
  const demo = demoFolder !== null
  const worker = startWorker(engine)
  const syncing = engine.connections ? startSyncWorker(engine, () => worker.wake()) : null
  const app = createApp({
    database: engine.database,
    hasher: engine.hasher,
    documents: engine.documents,
    uploads: engine.uploads,
    now: engine.now,
    log,
    demo,
    wake: () => {
      worker.wake()
      syncing?.wake()
    },
    ...(engine.connections && {
      connections: engine.connections,
      ...openMessagesOf(engine),
    }),
    ...(demo && { playground: createPlayground(engine, demoFolder) }),
  })
  return {
    engine,
    demo,
    fetch: app.fetch,
    async close() {
      await syncing?.stop()
      await worker.stop()
      await engine.database.close()
    },
  }
}

/** The reader's own company where there is one, else the invented one. */
async function openInstance(config: Config): Promise<Instance> {
  const demoAllowed = config.demo && config.databaseUrl === null
  if (!demoAllowed || existsSync(join(config.dataDir, 'db'))) {
    const engine = await openEngine(asOwn(config), config.dataDir, log)
    if (!demoAllowed || !(await isEmpty(engine))) return createInstance(engine, null)
    await engine.database.close()
  }
  return openDemo(config)
}

const asOwn = (config: Config) => ({ ...config, connecting: config })

async function openDemo(config: Config): Promise<Instance> {
  const now = new Date()
  const folder = prepareDemoFolder(config.dataDir, now.toISOString().slice(0, 10))
  const engine = await openEngine({ databaseUrl: null, secretKey: null, companyDomains: null }, folder, log)
  await foundDemo(engine, folder, now, say)
  return createInstance(engine, folder)
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  let instance: Promise<Instance> | undefined
  const current = () => (instance ??= openInstance(config))
  // Somebody's own user or mail ends the demo: a clean database is opened in its place.
  const open: Opening = async ({ own }) => {
    const before = await current()
    if (!own || !before.demo) return before.engine
    const next = openEngine(asOwn(config), config.dataDir, log).then((engine) => createInstance(engine, null))
    instance = next
    const opened = await next
    say('the demo has ended: this is your own company now')
    await before.close()
    return opened.engine
  }
  const control = config.databaseUrl
    ? null
    : await acquireControl(config.dataDir, ({ argv, cwd }, io) => runCommand(argv, cwd, io, open))
  if (control === undefined)
    throw new MisuseError(`another Ficha already serves ${config.dataDir}; two would destroy its database`)
  const first = await current().catch(async (error: unknown) => {
    await control?.close()
    throw error
  })
  const server = serve(
    { fetch: async (request, env) => (await current()).fetch(request, env), port: config.port, hostname: config.host },
    ({ port }) => {
      const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
      say(
        first.demo
          ? `Ficha serves an invented company at ${url} (your own: npm run ficha -- user add …)`
          : `Ficha serves at ${url}`,
      )
    },
  )
  server.on('error', (error: NodeJS.ErrnoException) => {
    say(
      error.code === 'EADDRINUSE'
        ? `PORT ${config.port} is taken by another program; set PORT to another`
        : `cannot serve: ${error.message}`,
    )
    process.exitCode = 2
    void stop(server, control, current())
  })
  // `on`, not `once`: a terminal and whoever started us may both send it, and the second must not end us half-way.
  let stopping: Promise<void> | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void (stopping ??= stop(server, control, current())))
}

async function stop(
  server: ReturnType<typeof serve>,
  control: Control | null,
  instance: Promise<Instance>,
): Promise<void> {
  // Whatever hangs must not keep somebody waiting who pressed Ctrl-C; what has been committed is safe at any moment.
  setTimeout(() => process.exit(process.exitCode ?? 0), 5_000).unref()
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await (await instance).close()
  await control?.close()
}

main().catch((error: unknown) => {
  say(
    `ficha: ${error instanceof MisuseError ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'failed'}`,
  )
  process.exitCode = error instanceof MisuseError ? 2 : 1
})
