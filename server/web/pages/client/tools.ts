/** What the pages' components share: who is signed in, the words, and loading with late answers dropped. */
import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import type { Me } from '#shared/api.ts'
import type { Language } from '#shared/i18n/pane.ts'
import { type PageStrings, pageStrings } from '#shared/i18n/pages.ts'
import { exactDate, saidDate } from '#shared/i18n/said-date.ts'
import { type FailureKind, failureKind } from '../../../../addin-outlook/api.ts'
import type { Toasts } from '../../../../addin-outlook/toasts.ts'
import { keepTrying } from '../../../../addin-outlook/waiting.ts'
import { type List, detailOf, get, joined } from './api.ts'

export type PageTools = {
  me: Me
  language: Language
  locale: string
  toasts: Toasts
  /** How many wait to be classified; what changes it asks for it anew. */
  waiting: { count: number | null; again: () => void }
}

export const PageContext = createContext<PageTools | undefined>(undefined)

export function usePage(): PageTools & { strings: PageStrings } {
  const tools = useContext(PageContext)
  if (!tools) throw new Error('a component of the pages was drawn without its tools')
  return { ...tools, strings: pageStrings[tools.language] }
}

/** The words for each of a kind also name them all: the contract's own lists would bring its schemas along. */
export const keysOf = <K extends string>(words: Record<K, unknown>): K[] => Object.keys(words) as K[]

export const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' }

export type Loaded<T> = {
  value: T | undefined
  failure: FailureKind | undefined
  loading: boolean
  again: () => void
  /** What one changed is shown at once; the server's word follows. */
  change: (make: (value: T) => T) => void
}

type State<T> = { href: string | null; value?: T | undefined; failure?: FailureKind | undefined }

/** Loads anew when `href` changes (null: nothing to load). What was there stays until the new answer arrives. */
export function useLoaded<T>(href: string | null, read: (href: string, signal: AbortSignal) => Promise<T> = get<T>) {
  const [state, setState] = useState<State<T>>({ href: null })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    if (href === null) {
      setState({ href: null })
      return undefined
    }
    const controller = new AbortController()
    const { signal } = controller
    const failed = (failure: FailureKind) => setState((before) => ({ href, value: before.value, failure }))
    void keepTrying({ run: () => latest.current(href, signal), signal, failed }).then(
      (value) => value !== undefined && setState({ href, value }),
    )
    return () => controller.abort()
  }, [href, attempt])
  const again = useCallback(() => setAttempt((before) => before + 1), [])
  const change = useCallback(
    (make: (value: T) => T) =>
      setState((before) => (before.value === undefined ? before : { ...before, value: make(before.value) })),
    [],
  )
  const loaded: Loaded<T> = {
    value: state.value,
    failure: state.href === href ? state.failure : undefined,
    loading: href !== state.href,
    again,
    change,
  }
  return loaded
}

export type Pages<T> = Loaded<T[]> & { more: (() => void) | null; loadingMore: boolean; moreFailed: boolean }

/** A list that goes on: its first page, and `more` for the next until there is none. */
export function usePages<T>(href: string | null): Pages<T> {
  const first = useLoaded<List<T>>(href)
  const [loadingMore, setLoading] = useState(false)
  const [moreFailed, setFailed] = useState(false)
  const asked = useRef(href)
  asked.current = href
  const { value, change } = first
  const load = async (cursor: string) => {
    setLoading(true)
    setFailed(false)
    try {
      const page = await get<List<T>>(joined(href ?? '', { cursor }))
      if (asked.current === href)
        change((before) => ({ items: [...before.items, ...page.items], nextCursor: page.nextCursor }))
    } catch {
      setFailed(true)
    }
    setLoading(false)
  }
  const cursor = value?.nextCursor
  return {
    ...first,
    value: value?.items,
    change: (make) => change((before) => ({ ...before, items: make(before.items) })),
    more: cursor && !loadingMore ? () => void load(cursor) : null,
    loadingMore,
    moreFailed,
  }
}

/** Does something that may fail, and says so where it does. `true`: it is done. */
export function useDoing() {
  const { toasts, strings } = usePage()
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true)
    try {
      await work()
      if (done) toasts.show({ text: done, bad: false, button: null })
      return true
    } catch (error) {
      toasts.show({ text: detailOf(error) ?? saidFailure(strings, failureKind(error)), bad: true, button: null })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, act }
}

export const saidFailure = (strings: PageStrings, kind: FailureKind): string => strings.failures[kind]

/** "today 10:32" and the instant behind it; undefined where there is none to say. */
export function useDate(at: string | null): { said: string; exact: string } | undefined {
  const { locale } = usePage()
  if (!at) return undefined
  const said = saidDate(at, { locale, now: new Date() })
  const exact = exactDate(at, { locale })
  return said && exact ? { said, exact } : undefined
}

/** A day (YYYY-MM-DD) stays that day wherever one reads it. */
export function saidDay(day: string, locale: string): string {
  const noon = new Date(`${day}T12:00:00`)
  if (Number.isNaN(noon.getTime())) return day
  const said = saidDate(noon.toISOString(), { locale, now: new Date() }) ?? day
  // Today is said without an hour: a day has none.
  return said.replace(/[\s,]+\d{1,2}:\d\d.*$/, '')
}
