/** What a click in a card means. The server signs it for the user it drew the card for, and does what it says when it comes back. */
import type { Request } from '#shared/blocks.ts'
import type { Asked } from '#shared/form-values.ts'

/** What a card shows: enough to draw it again. Hrefs are those of the API, without language and zone. */
export type Place =
  | { at: 'record'; href: string }
  | { at: 'event'; href: string }
  /** A message of which Ficha knows nothing yet. */
  | { at: 'message'; id: string }
  | { at: 'home' }
  | { at: 'compose'; to: string[] }
  | RowsPlace
  | { at: 'report'; href: string; title: string }
  | { at: 'form'; href: string; title: string; below: Place }

export type RowsPlace = {
  at: 'rows'
  href: string
  title: string
  search: string | null
  filters: { id: string; label: string }[]
  q?: string
  kind?: string
}

export type Act = { label: string; request: Request; undo?: Request | undefined; done?: string | undefined }

/** Of a form, what decides over what is sent; the values come from the widgets. */
export type SentForm = { fields: Asked[]; request: Request; done: string }

export type Click =
  | { do: 'open'; place: Place }
  | { do: 'act'; act: Act }
  /** A list to choose from has changed: which act it was, by the value that is chosen now. */
  | { do: 'choose'; field: string; among: Record<string, Act> }
  | { do: 'submit'; form: SentForm }
  /** Puts what Ficha guesses into a field of the form. */
  | { do: 'accept'; field: string; value: string }
  | { do: 'search' }
  | { do: 'again' }
  /** Reads the open message now, and has it decided. */
  | { do: 'take' }
