/** What the widgets of a card need of the host that draws it. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Card, CardAction, OpenLink } from '../../../../../addin-gmail/card-types.ts'
import type { Typed } from './form.ts'

export type Host = {
  typed: Typed
  set: (name: string, values: string[]) => void
  /** Names of widgets that an action wanted and that are empty. */
  missing: Set<string>
  busy: boolean
  /** Calls the add-on, with what the card holds; `changed` is what has only just been typed. */
  act: (action: CardAction, changed?: Typed) => void
  push: (card: Card) => void
  /** A link was followed whose closing matters to the add-on. */
  followed: (link: OpenLink) => void
}

const nothing = () => {}

export const HostContext = createContext<Host>({
  typed: {},
  set: nothing,
  missing: new Set(),
  busy: false,
  act: nothing,
  push: nothing,
  followed: nothing,
})

export const useHost = (): Host => useContext(HostContext)
