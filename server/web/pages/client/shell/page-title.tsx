import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren } from 'preact'

/** Of the whole visit: the first page keeps the browser's focus, each later one is read out by its heading. */
let shown = 0

/** The heading of a page and its name in the browser's tab. */
export function PageTitle({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shown++ > 0) heading.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    document.title = `${title} · Ficha`
  }, [title])
  return (
    <div class="page-head">
      <h1 class="page-title" ref={heading} tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </div>
  )
}
