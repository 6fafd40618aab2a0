/** Where one is, by the address of the browser: reload, links and the back button keep it. */
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useState } from 'preact/hooks'

export type Place = { path: string; search: string }

export type Router = {
  place: Place
  /** `replace`: no step of its own for the back button (a filter being set). */
  go: (href: string, options?: { replace?: boolean }) => void
}

export const RouterContext = createContext<Router>({ place: { path: '/', search: '' }, go: () => undefined })

export const useRouter = (): Router => useContext(RouterContext)

export function useQuery(): URLSearchParams {
  const { place } = useRouter()
  return useMemo(() => new URLSearchParams(place.search), [place.search])
}

/** The first step of each path that is a page of ours; everything else (the mail, files, signing in) is loaded. */
const OURS =
  /^\/(customers|contacts|companies|opportunities|followups|queue|documents|triage|search|settings)(\/[\w-]+)?\/?$/

export function useBrowserRouter(): Router {
  const [place, setPlace] = useState(here)
  const router = useMemo<Omit<Router, 'place'>>(
    () => ({
      go: (href, { replace = false } = {}) => {
        const url = new URL(href, location.origin)
        if (url.origin !== location.origin || !OURS.test(url.pathname)) return location.assign(url)
        const same = url.pathname === location.pathname
        history[replace ? 'replaceState' : 'pushState'](null, '', url)
        setPlace(here())
        if (!same) scrollTo(0, 0)
      },
    }),
    [],
  )
  useEffect(() => {
    const follow = () => setPlace(here())
    const click = (event: MouseEvent) => {
      const href = followed(event)
      if (!href) return
      event.preventDefault()
      router.go(href)
    }
    window.addEventListener('popstate', follow)
    document.addEventListener('click', click)
    return () => {
      window.removeEventListener('popstate', follow)
      document.removeEventListener('click', click)
    }
  }, [router])
  return useMemo(() => ({ place, ...router }), [place, router])
}

const here = (): Place => ({ path: location.pathname.replace(/(.)\/$/, '$1'), search: location.search })

/** A plain click on a link to one of our pages, also in a block of the record, which elsewhere opens a window. */
function followed(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.hasAttribute('download') || link.origin !== location.origin) return null
  return OURS.test(link.pathname) ? link.pathname + link.search : null
}

/** The same place with these parts of its query changed; null and '' take a part away. */
export function withQuery({ path, search }: Place, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
