/** What every component of the pane may use, and how a component follows a store. */
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { exactDate, saidDate } from '#shared/i18n/said-date.ts'
import type { PaneStrings } from '#shared/i18n/pane.ts'
import type { Act } from './acts.ts'
import type { Api } from './api.ts'
import type { Calls } from './calls.ts'
import type { Drafts } from './drafts.ts'
import type { RecordStore } from './record.ts'
import type { Store } from './store.ts'
import type { Toasts } from './toasts.ts'

export type Tools = {
  strings: PaneStrings
  locale: string
  api: Api
  /** Where there is no pane around the blocks: what shows a person, and what loads the record anew. */
  record: Pick<RecordStore, 'showPerson' | 'refresh'>
  toasts: Toasts
  act: Act
  drafts: Drafts
  calls: Calls
  /** Opens the guide, where there is one. */
  showAround?: () => void
}

export const ToolsContext = createContext<Tools | undefined>(undefined)

export function useTools(): Tools {
  const tools = useContext(ToolsContext)
  if (!tools) throw new Error('a component of the pane was drawn without its tools')
  return tools
}

export function useStore<T>(store: Store<T>): T {
  const [view, setView] = useState(store.view)
  useEffect(() => {
    setView(store.view)
    return store.subscribe(() => setView(store.view))
  }, [store])
  return view
}

/** "today 10:32" and what stands behind it; undefined when there is no instant to say. */
export function useDate(at: string | null): { said: string; exact: string } | undefined {
  const { locale } = useTools()
  if (!at) return undefined
  const said = saidDate(at, { locale, now: new Date() })
  const exact = exactDate(at, { locale })
  return said && exact ? { said, exact } : undefined
}
