/** Ids that are the same in every run: counters with gaps, as Google's have them, and never beyond what was given. */
export type Ids = {
  /** 16 hex digits, as messages and threads have them. */
  message: () => string
  /** Beyond 2^53, so that whoever reads it as a number loses digits. */
  history: () => bigint
  event: () => string
  /** For whatever needs a name that is used once. */
  serial: () => number
}

export const FIRST_HISTORY_ID = 9_007_199_254_740_993_000n

/** Counts up from `start`; every step is a little different. */
function counter(start: bigint): () => bigint {
  let last = start
  let steps = 0n
  return () => {
    steps += 1n
    last += 1n + ((steps * 7n) % 5n)
    return last
  }
}

export function createIds(): Ids {
  const message = counter(0x19a1_0000_0000_0000n)
  const event = counter(1_000_000n)
  const serial = counter(0n)
  return {
    message: () => message().toString(16),
    history: counter(FIRST_HISTORY_ID),
    // Event ids are base32hex, as RFC 2938 has it: a to v and digits.
    event: () => `ev${event().toString(32).padStart(24, '0')}`,
    serial: () => Number(serial()),
  }
}
