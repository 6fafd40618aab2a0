/** The fake's own time: it passes as the machine's does, and jumps, or stands still, when a test says so. */
export type Clock = {
  now: () => number
  advance: (milliseconds: number) => void
  /** From now on only `advance` moves it. */
  freeze: () => void
}

export function createClock(): Clock {
  let ahead = 0
  let frozenAt: number | null = null
  return {
    now: () => (frozenAt ?? Date.now()) + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds
    },
    freeze: () => {
      frozenAt ??= Date.now()
    },
  }
}
