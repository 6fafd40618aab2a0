/** The fake's own time: it passes as the machine's does, and jumps when a test says so. */
export type Clock = { now: () => number; advance: (milliseconds: number) => void }

export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds
    },
  }
}
