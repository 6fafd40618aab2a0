// `npm test [-- …]`: everything, or what the arguments (vitest's own) select.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installDependencies } from './parts/install.mjs'
import { findNode } from './parts/node.mjs'
import { buildPane } from './parts/pane.mjs'
import { become, main } from './parts/run.mjs'

await main(async () => {
  await installDependencies({ dev: true })
  const node = findNode()
  await buildPane(node)
  const folder = mkdtempSync(join(tmpdir(), 'ficha-report-'))
  const report = join(folder, 'report.json')
  try {
    const args = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]
    const code = await become(node, args, { ...process.env, FICHA_TEST_REPORT: report })
    summarise(report)
    return code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** After the runner's own summary, so that the very last line is the one that CI reads. */
function summarise(file) {
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Stopped, or failed before the first test: the runner has said why, and the exit code tells.
    return
  }
  const slowest = report.files.sort((a, b) => b.seconds - a.seconds).slice(0, 10)
  console.log('The slowest files:')
  for (const { path, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(8)} s  ${path}`)
  console.log(
    `\n${report.passed} passed, ${report.failed} failed${report.skipped ? `, ${report.skipped} skipped` : ''}`,
  )
}
