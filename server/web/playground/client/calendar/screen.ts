import { useEffect, useState } from 'preact/hooks'

/** Too narrow for seven columns beside the pane. */
export function useNarrow(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 860px)'))
  const [narrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const follow = () => setNarrow(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [query])
  return narrow
}

export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
