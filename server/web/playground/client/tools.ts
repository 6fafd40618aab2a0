/** What the page's components share: words, dates, choices that are remembered, and loading with late answers dropped. */
import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '#shared/i18n/pane.ts'
import { type PlaygroundStrings, playgroundStrings } from '#shared/i18n/playground.ts'
import { type Trouble, troubleOf } from './api.ts'

export const LanguageContext = createContext<Language>('en')

export const useStrings = (): PlaygroundStrings => playgroundStrings[useContext(LanguageContext)]

export const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' }

export const useLocale = (): string => LOCALES[useContext(LanguageContext)]

/** A choice that this browser remembers; where it may not, the choice lasts as long as the page. */
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

export type Loaded<T> = { value: T | undefined; trouble: Trouble | undefined; loading: boolean; again: () => void }

/** What could not be reached is tried again by itself. */
export const RETRY = 3000

/** Not known to be wrong: the page must not go away under somebody's hands because the server has for a moment. */
const mayStay = (trouble: Trouble): boolean => trouble === 'unreachable' || trouble === 'failed'

/** Loads anew when `key` changes (null: nothing to load). What was there stays until the new value arrives. */
export function useLoaded<T>(key: string | null, run: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; value?: T | undefined; trouble?: Trouble | undefined }>({
    key: null,
  })
  const [attempt, setAttempt] = useState(0)
  const again = useCallback(() => setAttempt((before) => before + 1), [])
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (key === null) {
      setState({ key: null })
      return undefined
    }
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    latest.current(controller.signal).then(
      (value) => controller.signal.aborted || setState({ key, value }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        const trouble = troubleOf(error)
        setState((before) => ({
          key,
          trouble,
          value: mayStay(trouble) && before.key === key ? before.value : undefined,
        }))
        if (trouble === 'unreachable') timer = setTimeout(again, RETRY)
      },
    )
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [key, attempt, again])
  return { value: state.value, trouble: state.trouble, loading: key !== state.key, again }
}
