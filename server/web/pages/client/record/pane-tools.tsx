/** The pane's own tools, for its blocks to be drawn here: one goes to a page where the pane shows another person. */
import type { ComponentChildren } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks'
import type { Sidebar } from '#shared/api.ts'
import type { Person } from '../../../../../addin-outlook/host.ts'
import { makeTools } from '../../../../../addin-outlook/make-tools.ts'
import { ToastsView } from '../../../../../addin-outlook/toasts-view.tsx'
import { ToolsContext } from '../../../../../addin-outlook/tools.ts'
import { get, joined } from '../api.ts'
import { useRouter } from '../router.ts'
import { usePage } from '../tools.ts'

type Refreshing = { current: () => void }

const RefreshContext = createContext<Refreshing>({ current: () => undefined })

/** What a change made through a block loads anew: the page that is shown says. */
export function useRefresh(again: () => void): void {
  const refreshing = useContext(RefreshContext)
  useEffect(() => {
    refreshing.current = again
    return () => (refreshing.current = () => undefined)
  }, [refreshing, again])
}

export function PaneTools({ children }: { children: ComponentChildren }) {
  const { locale, toasts } = usePage()
  const { go } = useRouter()
  const refreshing = useRef<() => void>(() => undefined)
  const tools = useMemo(
    () =>
      makeTools({
        tag: locale,
        toasts,
        // One page shows one record: what one began to write is found again where it was begun.
        place: () => location.pathname,
        record: {
          showPerson: (person) => void personHref(person).then((href) => href && go(href)),
          refresh: () => refreshing.current(),
        },
      }),
    [locale, toasts, go],
  )
  return (
    <RefreshContext.Provider value={refreshing}>
      <ToolsContext.Provider value={tools}>
        {children}
        <ToastsView stale={false} />
      </ToolsContext.Provider>
    </RefreshContext.Provider>
  )
}

/** Blocks name people by their address: the page of whoever has it. */
async function personHref({ address }: Person): Promise<string | undefined> {
  const found = await get<Sidebar>(joined('/api/sidebar', { address })).catch(() => undefined)
  if (found?.contact) return `/contacts/${found.contact.id}`
  return found?.company ? `/companies/${found.company.id}` : undefined
}
