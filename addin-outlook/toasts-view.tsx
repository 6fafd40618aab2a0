import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import type { Toast } from './toasts.ts'
import { useStore, useTools } from './tools.ts'

/** How long the way back is offered. It waits while one points at it or stands on it with the keyboard. */
const OFFERED = 10_000

/** The foot of the pane: what is said there covers, and moves nothing. */
export function ToastsView({ stale }: { stale: boolean }) {
  const { toasts, strings } = useTools()
  const all = useStore(toasts)
  return (
    <section class="toasts" aria-label={strings.messages} aria-live="polite">
      {stale && (
        <p class="toast stale">
          <Icon name="cloud" />
          {strings.staleText}
        </p>
      )}
      {all.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastView({ toast }: { toast: Toast }) {
  const { toasts, strings } = useTools()
  const [held, setHeld] = useState(false)
  const { id, text, bad, button } = toast
  const dismiss = () => toasts.dismiss(id)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => toasts.dismiss(id), OFFERED)
    return () => clearTimeout(timer)
  }, [held, id, toasts])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  const run = () => {
    dismiss()
    button?.run()
  }
  return (
    <div
      class={`toast ${bad ? 'is-bad' : ''}`}
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocusCapture={hold}
      onBlurCapture={release}
    >
      <p>{text}</p>
      {button && (
        <button type="button" class="toast-button" onClick={run}>
          {button.label}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={strings.dismiss} title={strings.dismiss} onClick={dismiss}>
        <Icon name="close" />
      </button>
    </div>
  )
}
