/** A value that changes and those who follow it. */

export type Store<T> = { readonly view: T; subscribe: (listener: () => void) => () => void }

export function createStore<T>(first: T): Store<T> & { set: (next: T) => void } {
  const listeners = new Set<() => void>()
  let view = first
  return {
    get view() {
      return view
    },
    set: (next) => {
      view = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
