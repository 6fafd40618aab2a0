/**
 * The sidebar as data: the server composes a list of blocks from what each noun contributes, and each
 * host (Outlook's pane, Gmail's cards, the web pages) renders a block once. A new noun needs no add-in code.
 * Texts arrive in the viewer's language; instants arrive as ISO 8601 UTC and are said by the host, in its zone.
 */
import { z } from 'zod'

export const Tone = z.enum(['neutral', 'good', 'attention', 'bad', 'private'])
export type Tone = z.infer<typeof Tone>

/** Something one can do. `undo` is the request that takes it back; hosts offer it for ten seconds. */
export const Request = z.object({
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  href: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
})
export type Request = z.infer<typeof Request>

export const Action = z.object({
  id: z.string(),
  label: z.string(),
  /** The current one of a set of alternatives. */
  current: z.boolean().optional(),
  request: Request,
  undo: Request.optional(),
  /** What to say once it is done. */
  done: z.string().optional(),
})
export type Action = z.infer<typeof Action>

export const HeaderBlock = z.object({
  type: z.literal('header'),
  id: z.string(),
  title: z.string(),
  /** e.g. "Head of IT · Talleres Norte" */
  subtitle: z.string().nullable(),
  /** e.g. "Customer · Marta owns it" */
  meta: z.string().nullable(),
  /** Two letters for the avatar; empty when there is nobody. */
  initials: z.string(),
  tone: Tone,
})

export const FactsBlock = z.object({
  type: z.literal('facts'),
  id: z.string(),
  items: z.array(z.object({ label: z.string(), value: z.string(), href: z.string().nullable() })),
})

/** A sentence, its tone, and on request ("why?") what stands behind it. */
export const TextBlock = z.object({
  type: z.literal('text'),
  id: z.string(),
  tone: Tone,
  text: z.string(),
  /** The label of the disclosure, e.g. "Why?"; null when there is nothing more to say. */
  more: z.string().nullable(),
  details: z.array(z.string()),
  /** Who said so and when: a notice's author. */
  said: z.object({ by: z.string().nullable(), at: z.string() }).optional(),
  /** A page of ours on which one does something about it; hosts open it in the browser. */
  link: z.object({ label: z.string(), href: z.string() }).optional(),
})

export const Row = z.object({
  id: z.string(),
  kind: z.enum([
    'mail_sent',
    'mail_received',
    'meeting',
    'call',
    'visit',
    'chat',
    'note',
    'document',
    'person',
    'company',
    'mailbox',
    'followup',
    'opportunity',
    'change',
  ]),
  at: z.string().nullable(),
  primary: z.string(),
  secondary: z.string().nullable(),
  /** Two lines of it are shown; the rest is behind `open`. */
  text: z.string().nullable(),
  tone: Tone,
  /** Exists, but its content is not for this viewer. */
  hidden: z.boolean(),
  /** GET: the whole of it (`InteractionDetail`), shown in place. */
  open: z.string().nullable(),
  /** GET: a file to download. */
  download: z.string().nullable(),
  /** Selecting the row shows this person's record. */
  address: z.string().nullable(),
  /** The page that shows it at full width; hosts open it in the browser. */
  page: z.string().nullable().optional(),
  /** What one can do with it in place (done, undo). */
  actions: z.array(Action).optional(),
})
export type Row = z.infer<typeof Row>

/** Rows that belong together (a conversation). Pages may repeat a group: hosts merge groups by id. */
export const RowGroup = z.object({ id: z.string(), title: z.string().nullable(), rows: z.array(Row) })
export type RowGroup = z.infer<typeof RowGroup>

export const RowsPage = z.object({ groups: z.array(RowGroup), nextHref: z.string().nullable() })
export type RowsPage = z.infer<typeof RowsPage>

export const RowsBlock = z.object({
  type: z.literal('rows'),
  id: z.string(),
  title: z.string(),
  /** What is shown first; null: load `current` view's href (a slow part does not hold the rest). */
  page: RowsPage.nullable(),
  /** Alternatives of the same list ("the company" | "only Eva"); each GETs a RowsPage. */
  views: z.array(z.object({ id: z.string(), label: z.string(), href: z.string(), current: z.boolean() })),
  /** Kinds one may filter by: hosts add `kind=` to the view's href. */
  filters: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Label of the search field; hosts add `q=` to the view's href. null: no search. */
  search: z.string().nullable(),
  empty: z.string(),
  /** Shown as its title with a count until somebody opens it; a `page` of null is then loaded only on opening. */
  folded: z.boolean().optional(),
})

export const ChipsBlock = z.object({
  type: z.literal('chips'),
  id: z.string(),
  title: z.string().nullable(),
  chips: z.array(z.object({ text: z.string(), tone: Tone, address: z.string().nullable() })),
  /** How many there are beyond these (a mail may name more people than the host could tell). */
  more: z.number().int().optional(),
})

export const ActionsBlock = z.object({
  type: z.literal('actions'),
  id: z.string(),
  title: z.string().nullable(),
  actions: z.array(Action),
  /** What opens a form in place: GET `href` answers a FormBlock. */
  forms: z
    .array(z.object({ id: z.string(), label: z.string(), href: z.string(), tel: z.string().optional() }))
    .optional(),
})

/** A value that Ficha guesses: it counts only once somebody has accepted it. `why`: where it comes from. */
export const Suggestion = z.object({ value: z.string(), label: z.string(), why: z.string() })
export type Suggestion = z.infer<typeof Suggestion>

/** One question of a form; only what every host (Gmail's cards too) can ask. Days are YYYY-MM-DD, `datetime` is local: YYYY-MM-DDTHH:MM. */
export const FormField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'textarea', 'number', 'date', 'datetime', 'select', 'multiselect', 'checkbox', 'hidden']),
  /** A list for `multiselect`, "1" or null for `checkbox`. */
  value: z.union([z.string(), z.array(z.string()), z.null()]),
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  hint: z.string().nullable(),
  suggestions: z.array(Suggestion),
  /** Fields with the same group stand under its heading (the next step of a call). */
  group: z.string().optional(),
})
export type FormField = z.infer<typeof FormField>

/**
 * A form. Hosts send `request` with its body and each field under its name: text as text (empty: null), lists as lists, local
 * times as instants of the user's zone. While typing they POST the same to `check` (when there is one) and show what it answers.
 */
export const FormBlock = z.object({
  type: z.literal('form'),
  id: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  fields: z.array(FormField),
  submit: z.object({ label: z.string(), request: Request, done: z.string() }),
  check: z.string().nullable(),
})
export const FormCheck = z.object({
  hints: z.array(z.object({ field: z.string().nullable(), text: z.string(), tone: Tone, href: z.string().nullable() })),
})
export type FormCheck = z.infer<typeof FormCheck>

export const Block = z.discriminatedUnion('type', [
  HeaderBlock,
  FactsBlock,
  TextBlock,
  RowsBlock,
  ChipsBlock,
  ActionsBlock,
  FormBlock,
])
export type Block = z.infer<typeof Block>
export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>
