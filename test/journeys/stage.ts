/** One server and one browser, for all the journeys of a test file. */
import type { Browser } from 'playwright-core'
import { launchBrowser } from '#test/support/browser.ts'
import { foundedDemo } from '#test/support/founded-demo.ts'
import { type Environment, type RunningServer, startServer } from '#test/support/server.ts'
import { type Visit, type VisitOptions, visit } from './visit.ts'

let running: RunningServer | undefined
let browser: Browser | undefined
let visits: Visit[] = []

/** @param start a server over a demo that was founded today and nobody has touched, unless the journeys need another */
export async function raiseStage(start = startFoundedDemo): Promise<void> {
  ;[running, browser] = await Promise.all([start(), launchBrowser()])
}

const startFoundedDemo = async () => startServer({ dataDir: await foundedDemo() })

export async function strikeStage(): Promise<void> {
  await browser?.close()
  await running?.stop()
}

export function server(): RunningServer {
  if (!running) throw new Error('the server has not started')
  return running
}

/** The same folder at the same address, once it has been stopped. */
export async function startAgain(env: Environment = {}): Promise<RunningServer> {
  const { dataDir, url } = server()
  running = await startServer({ dataDir, env: { ...env, PORT: new URL(url).port } })
  return running
}

/** Somebody with a browser of their own at the playground. */
export async function arrive(options: VisitOptions = {}): Promise<Visit> {
  if (!browser) throw new Error('the browser has not started')
  const one = await visit(browser, server().url, options)
  visits.push(one)
  return one
}

/** Everybody leaves. @returns the errors that their pages met */
export async function leaveAll(): Promise<string[]> {
  const errors = visits.flatMap((one) => one.errors)
  await Promise.all(visits.map((one) => one.close()))
  visits = []
  return errors
}
