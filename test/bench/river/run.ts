/** The river against its bound: messages a second of a real import, and the memory that it takes. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from '#test/support/postgres.ts'
import { runScript } from '../child.ts'
import { createBenchDatabase } from '../database.ts'
import { type Copied, copyRows } from './copy.ts'
import type { Imported } from './import.ts'
import type { Expanded } from './expand.ts'
import type { Parsed } from './parse.ts'
import { writeCalendar } from './write-calendar.ts'
import { writeMbox } from './write-mbox.ts'

export type RiverFigures = {
  messages: number
  mboxBytes: number
  loggedShare: number
  import: { seconds: number; messagesPerSecond: number; cpuSeconds: number }
  parse: { librarySeconds: number; ownSeconds: number }
  copy: Copied
  /** Time of the bound over time of the import, as a share. */
  shareOfBound: { library: number; own: number }
  /** Peak resident MB: while the first quarter was read, and at all. */
  memory: { atStart: number; firstQuarter: number; peak: number }
  meetings: MeetingFigures
}

/** A calendar imported after the mail, against only reading its files and working out the instances. */
export type MeetingFigures = { instances: number; logged: number; perSecond: number; timesExpanding: number }

/** One for four messages: what a rep's calendar holds beside their mail, and more. */
const MESSAGES_A_MEETING = 4

const MB = 1024 * 1024

export async function benchRiver(
  cluster: Cluster,
  folder: string,
  messages: number,
  say: (text: string) => void,
): Promise<RiverFigures> {
  const mbox = join(folder, 'bench.mbox')
  say(`writing ${messages} messages`)
  const mboxBytes = await writeMbox(mbox, messages)
  const database = await createBenchDatabase(cluster, 'bench_river')
  const copy = await createBenchDatabase(cluster, 'bench_river_copy')
  try {
    // Parsing before and after the import, so that a machine that gets slower or faster shows on both sides.
    say('only parsing them')
    const before = await parseBoth(mbox, messages)
    say('importing them')
    const imported = await runScript<Imported>('river/import.ts', [database.url, mbox, join(folder, 'data')])
    if (imported.result.seen !== messages) throw new Error(`the import saw ${imported.result.seen} of ${messages}`)
    say('only copying the rows')
    const copied = await copyRows(database, copy)
    say('only parsing them, again')
    const after = await parseBoth(mbox, messages)
    const parse = { librarySeconds: (before.library + after.library) / 2, ownSeconds: (before.own + after.own) / 2 }
    say('importing meetings')
    const meetings = await benchMeetings(database.url, folder, Math.ceil(messages / MESSAGES_A_MEETING))
    return {
      messages,
      mboxBytes,
      ...figures(imported, messages),
      parse,
      copy: copied,
      shareOfBound: shareOf(imported, parse, copied),
      meetings,
    }
  } finally {
    await Promise.all([database.drop(), copy.drop(), rm(mbox, { force: true })])
  }
}

async function benchMeetings(databaseUrl: string, folder: string, wanted: number): Promise<MeetingFigures> {
  const calendar = join(folder, 'calendar')
  const instances = await writeCalendar(calendar, wanted)
  const before = await runScript<Expanded>('river/expand.ts', [calendar])
  const { result, seconds } = await runScript<Imported>('river/import.ts', [
    databaseUrl,
    calendar,
    join(folder, 'data'),
  ])
  const after = await runScript<Expanded>('river/expand.ts', [calendar])
  if (result.seen !== instances || before.meetings !== instances)
    throw new Error(`the import saw ${result.seen} of ${instances} meetings, the source ${before.meetings}`)
  const expanding = (before.seconds + after.seconds) / 2
  return { instances, logged: result.logged, perSecond: instances / seconds, timesExpanding: seconds / expanding }
}

async function parseBoth(mbox: string, messages: number): Promise<{ library: number; own: number }> {
  const seconds = async (how: string) => {
    const parsed = await runScript<Parsed>('river/parse.ts', [mbox, how])
    if (parsed.messages !== messages || parsed.subjects !== messages)
      throw new Error(`${how} parsed ${parsed.messages} of ${messages}`)
    return parsed.seconds
  }
  return { library: await seconds('library'), own: await seconds('own') }
}

function shareOf({ seconds }: Imported, parse: RiverFigures['parse'], copied: Copied): RiverFigures['shareOfBound'] {
  const share = (parseSeconds: number) => (parseSeconds + copied.seconds) / seconds
  return { library: share(parse.librarySeconds), own: share(parse.ownSeconds) }
}

function figures(
  { seconds, cpuSeconds, result, memory }: Imported,
  messages: number,
): Pick<RiverFigures, 'loggedShare' | 'import' | 'memory'> {
  const peakOf = (part: Imported['memory']) => Math.max(...part.map((one) => one.peak)) / MB
  return {
    loggedShare: result.logged / messages,
    import: { seconds, messagesPerSecond: messages / seconds, cpuSeconds },
    memory: {
      atStart: memory[0]!.peak / MB,
      firstQuarter: peakOf(memory.filter((one) => one.seen <= messages / 4)),
      peak: peakOf(memory),
    },
  }
}
