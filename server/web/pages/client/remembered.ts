/** A choice that this browser remembers, by the playground's names; where it may not, it lasts as long as the page. */
import { useState } from 'preact/hooks'

export function useRemembered(name: string, fallback: string): [string, (value: string) => void] {
  const key = `ficha:${name}`
  const [value, setValue] = useState(() => quietly(() => localStorage.getItem(key)) ?? fallback)
  const remember = (next: string) => {
    quietly(() => localStorage.setItem(key, next))
    setValue(next)
  }
  return [value, remember]
}

/** Storage throws where cookies are blocked. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
