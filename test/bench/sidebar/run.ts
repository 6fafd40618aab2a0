/** The sidebar against one bare prepared query of the same rows, by turns, at 1 and at 16 clients. */
import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'
import type { Cluster } from '#test/support/postgres.ts'
import { runScript, startScript } from '../child.ts'
import { createBenchDatabase } from '../database.ts'
import type { Load } from './clients.ts'
import { buildWorld } from './world.ts'

export type SidebarFigures = {
  clients: number
  /** The middle one of the rounds. */
  barePerSecond: number
  sidebarPerSecond: number
  /** How many times as long a request takes as the bare query: the middle one of the rounds, and all of them. */
  timesBare: number
  rounds: number[]
  /** Of the sidebar, in milliseconds. */
  p50: number
  p99: number
}

const SECRET = 'a secret for the benchmark alone'
const ROUNDS = 3
const SECONDS = 4
const ASKS = 4000

export async function benchSidebar(
  cluster: Cluster,
  folder: string,
  say: (text: string) => void,
): Promise<SidebarFigures[]> {
  const database = await createBenchDatabase(cluster, 'bench_sidebar')
  const dataDir = join(folder, 'sidebar')
  const asks = join(folder, 'asks.json')
  say('making 10,000 contacts and 50,000 mails')
  let server: ChildProcess | undefined
  try {
    const engine = await openEngine(
      { databaseUrl: database.url, secretKey: SECRET, companyDomains: null },
      dataDir,
      createLog(),
    )
    try {
      await writeFile(asks, JSON.stringify(await buildWorld(engine.database.db, engine.hasher, ASKS)))
    } finally {
      await engine.database.close()
    }
    server = startScript('sidebar/server.ts', [database.url, dataDir, SECRET])
    const port = await firstLine(server)
    const figures: SidebarFigures[] = []
    for (const clients of [1, 16]) {
      say(`asking, ${clients} at once`)
      const rounds: { bare: Load; sidebar: Load }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const bare = await load('sidebar/bare.ts', database.url, asks, clients)
        rounds.push({ bare, sidebar: await load('sidebar/http.ts', port, asks, clients) })
      }
      figures.push(summarise(clients, rounds))
    }
    return figures
  } finally {
    await stop(server)
    await database.drop()
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()))
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await gone
}

async function load(script: string, where: string, asks: string, clients: number): Promise<Load> {
  const result = await runScript<Load>(script, [where, asks, String(clients), String(SECONDS)])
  if (result.wrong > 0 || result.requests === 0)
    throw new Error(`${script}: ${result.wrong} wrong answers, ${result.requests} right`)
  return result
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

function summarise(clients: number, rounds: { bare: Load; sidebar: Load }[]): SidebarFigures {
  const ratios = rounds.map(({ bare, sidebar }) => bare.perSecond / sidebar.perSecond)
  return {
    clients,
    barePerSecond: middle(rounds.map(({ bare }) => bare.perSecond)),
    sidebarPerSecond: middle(rounds.map(({ sidebar }) => sidebar.perSecond)),
    timesBare: middle(ratios),
    rounds: ratios,
    p50: middle(rounds.map(({ sidebar }) => sidebar.p50)),
    p99: middle(rounds.map(({ sidebar }) => sidebar.p99)),
  }
}
