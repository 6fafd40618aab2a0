/** What was just done, and the way back. Lives beside the record: undo is still there after the message changed. */
import { createStore, type Store } from './store.ts'

export type Toast = { id: number; text: string; bad: boolean; button: { label: string; run: () => void } | null }

export type Toasts = Store<Toast[]> & {
  show: (toast: Omit<Toast, 'id'>) => number
  dismiss: (id: number) => void
}

/** More than this would hide the record. */
const AT_ONCE = 2

export function createToasts(): Toasts {
  const store = createStore<Toast[]>([])
  let last = 0
  return Object.assign(store, {
    show: (toast: Omit<Toast, 'id'>) => {
      store.set([...store.view, { ...toast, id: ++last }].slice(-AT_ONCE))
      return last
    },
    dismiss: (id: number) => store.set(store.view.filter((toast) => toast.id !== id)),
  })
}
