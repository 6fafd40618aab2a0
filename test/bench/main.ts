/** `npm run bench [-- sidebar|river|google|pane]`: prints a table and writes bench.json. Ratios of one run are what counts: machines differ and are noisy. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBenchPostgres } from './database.ts'
import { benchGoogle } from './google/run.ts'
import { paneSize } from './pane.ts'
import { benchRiver } from './river/run.ts'
import { benchSidebar } from './sidebar/run.ts'

const MESSAGES = 20_000
/** At a provider one waits for each. */
const GOOGLE_MESSAGES = 4_000

type Line = { what: string; measured: string; aim: string }

const only = process.argv.slice(2)
const wanted = (name: string) => only.length === 0 || only.includes(name)
const say = (text: string) => process.stderr.write(`bench: ${text} …\n`)
const round = (n: number, digits = 0) => n.toFixed(digits)

const folder = mkdtempSync(join(tmpdir(), 'ficha-bench-'))
const cluster = await startBenchPostgres()
const lines: Line[] = []
const figures: Record<string, unknown> = {}
try {
  if (wanted('pane')) {
    figures['paneKilobytes'] = paneSize()
    lines.push({ what: 'the pane, gzipped JavaScript', measured: `${round(paneSize(), 1)} kB`, aim: '≤ 60 kB' })
  }
  if (wanted('sidebar')) {
    const sidebar = await benchSidebar(cluster, folder, say)
    figures['sidebar'] = sidebar
    for (const one of sidebar) {
      const measured = `${round(one.sidebarPerSecond)}/s against ${round(one.barePerSecond)}/s bare: ${round(one.timesBare, 2)} ×`
      lines.push({ what: `the sidebar, ${one.clients} at once`, measured, aim: '≤ 3 ×' })
    }
  }
  if (wanted('river')) {
    const river = await benchRiver(cluster, folder, MESSAGES, say)
    figures['river'] = river
    lines.push(
      { what: `the river, ${MESSAGES} messages`, measured: `${round(river.import.messagesPerSecond)}/s`, aim: '' },
      {
        what: 'of parsing with mailparser plus COPY',
        measured: `${round(100 * river.shareOfBound.library)} %`,
        aim: '≥ 50 %',
      },
      { what: 'of our own parsing plus COPY', measured: `${round(100 * river.shareOfBound.own)} %`, aim: '' },
      {
        what: 'peak memory: at a quarter, at all',
        measured: `${round(river.memory.firstQuarter)} MB, ${round(river.memory.peak)} MB`,
        aim: 'flat',
      },
      {
        what: `of ${river.meetings.instances} meetings`,
        measured: `${round(river.meetings.perSecond)}/s, ${round(river.meetings.timesExpanding, 1)} × only working them out`,
        aim: '',
      },
    )
  }
  if (wanted('google')) {
    const google = await benchGoogle(cluster, folder, GOOGLE_MESSAGES, say)
    figures['google'] = google
    const { backfill, fetch, perThousand, latency, idleDay } = google
    lines.push(
      {
        what: `a first sync of ${google.messages} messages`,
        measured: `${round(backfill.messagesPerSecond)}/s against ${round(fetch.messagesPerSecond)}/s only fetching: ${round(100 * google.shareOfBound)} %`,
        aim: '',
      },
      {
        what: 'of 1,000 messages',
        measured: `${round(perThousand.requests)} requests, ${round(perThousand.units)} units`,
        aim: `≥ ${perThousand.floorRequests}, ${perThousand.floorUnits}`,
      },
      {
        what: 'from a new message to its interaction, pushed',
        measured: `p50 ${round(latency.p50)} ms, p99 ${round(latency.p99)} ms`,
        aim: '',
      },
      {
        what: 'an idle mailbox, a day',
        measured: `${round(idleDay.requests)} + ${round(idleDay.calendarRequests)} requests, ${round(idleDay.units)} units, ${round(idleDay.rowsWritten)} rows written, ${round(idleDay.cpuMilliseconds)} ms`,
        aim: '',
      },
    )
  }
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
writeFileSync('bench.json', `${JSON.stringify({ at: new Date().toISOString(), ...figures }, null, 2)}\n`)
const width = (column: keyof Line) => Math.max(...lines.map((line) => line[column].length))
for (const line of lines)
  process.stdout.write(`${line.what.padEnd(width('what'))}  ${line.measured.padEnd(width('measured'))}  ${line.aim}\n`)
