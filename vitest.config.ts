import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongFirst } from './test/support/long-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/global-setup.ts',
    reporters: ['default', './test/support/reporter.ts'],
    // Processes, not threads: a PGlite holds hundreds of MB until its process ends, and the kill tests use signals.
    pool: 'forks',
    // One process reads the server's code, starts WebAssembly and compiles the database's once for all of its files: half of
    // what the suite costs. No test may change what belongs to the process, or mock a module (architecture.test.ts).
    isolate: false,
    // Two also on one core, since much of a front-door test is waiting; no more than four, for the memory's sake.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    sequence: { sequencer: LongFirst },
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // What is polled for comes, on a busy machine later: one second, vitest's own, says more of the machine than of the page.
    expect: { poll: { timeout: 60_000 } },
    // Ctrl-C and the end of a run wait this long for servers and databases to be stopped.
    teardownTimeout: 20_000,
  },
})
