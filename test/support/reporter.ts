/** Leaves the counts and each file's time where `npm test` finds them, for what it prints after vitest's own summary. */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

export default class ReportFile implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['FICHA_TEST_REPORT']
    if (!file) return
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    // A file that fails before its first test (an import, a beforeAll) fails as one.
    const broken = modules.filter(
      (module) => !module.ok() && [...module.children.allTests('failed')].length === 0,
    ).length
    writeFileSync(
      file,
      JSON.stringify({
        passed: count('passed'),
        failed: count('failed') + broken,
        skipped: count('skipped'),
        files: modules.map((module) => {
          const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
            module.diagnostic()
          const all = environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration
          return { path: relative(process.cwd(), module.moduleId), seconds: all / 1000 }
        }),
      }),
    )
  }
}
