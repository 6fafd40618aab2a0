import { useEffect, useRef } from 'preact/hooks'
import { type Pages, usePage } from '../tools.ts'

/** By itself when it scrolls into view, and a button for who does not scroll. */
export function More<T>({ list }: { list: Pages<T> }) {
  const { strings } = usePage()
  const button = useRef<HTMLButtonElement>(null)
  const { more, loadingMore, moreFailed } = list
  const latest = useRef(more)
  latest.current = more
  const goesOn = more !== null || loadingMore
  useEffect(() => {
    const target = button.current
    if (!target || moreFailed) return undefined
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current?.())
    seen.observe(target)
    return () => seen.disconnect()
    // Seen anew after each page: what is still in view goes on loading.
  }, [goesOn, moreFailed, list.value?.length])
  if (!goesOn) return null
  return (
    <button ref={button} type="button" class="button more" aria-busy={loadingMore} onClick={() => more?.()}>
      {loadingMore ? strings.loading : moreFailed ? `${strings.failures.failed} ${strings.tryAgain}` : strings.loadMore}
    </button>
  )
}
