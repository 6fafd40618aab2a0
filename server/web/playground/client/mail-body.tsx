import { useEffect, useRef, useState } from 'preact/hooks'
import { useStrings } from './tools.ts'

/**
 * A mail's HTML in a frame that runs nothing and fetches nothing. The server has sanitised it; the frame's policy and
 * sandbox hold even where that failed. It shares the origin (no scripts may run in it) so that its height can be read.
 */
export function MailBody({ html, dark }: { html: string; dark: boolean }) {
  const strings = useStrings()
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(200)
  useEffect(() => {
    const target = frame.current
    if (!target) return undefined
    let sizes: ResizeObserver | undefined
    const measure = () => {
      const root = target.contentDocument?.documentElement
      if (root) setHeight(Math.min(MOST, root.scrollHeight))
    }
    const loaded = () => {
      measure()
      const body = target.contentDocument?.body
      sizes?.disconnect()
      sizes = new ResizeObserver(measure)
      if (body) sizes.observe(body)
    }
    target.addEventListener('load', loaded)
    return () => {
      target.removeEventListener('load', loaded)
      sizes?.disconnect()
    }
  }, [])
  return (
    <iframe
      ref={frame}
      class="mail-body"
      title={strings.message}
      height={height}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
      srcdoc={documentOf(html, dark)}
    />
  )
}

/** A mail that makes itself endless scrolls in its frame from here on. */
const MOST = 20_000

/** Mail is written for white paper: it keeps it in the dark too, as mail programs do, for its own colours to be read. */
const documentOf = (html: string, dark: boolean): string => `<!doctype html>
<html${dark ? ' class="dark"' : ''}><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<base target="_blank">
<style>
  html { background: #fff; color: #1f2024; color-scheme: light }
  html.dark { border-radius: 4px }
  body { margin: 0; padding: 0 0 8px; font: 14px/20px 'Segoe UI', system-ui, 'Open Sans', sans-serif; overflow-wrap: anywhere }
  html.dark body { padding: 12px }
  img { max-width: 100%; height: auto }
  blockquote { margin: 8px 0 8px 4px; padding-left: 12px; border-left: 2px solid #c8c9cc }
</style></head><body>${html}</body></html>`
