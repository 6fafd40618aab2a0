/** What every route is made of: its dependencies, the signed-in viewer, and how answers look. */
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Problem } from '#shared/api.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from './access/identity.ts'
import type { Connections, OpenMessage, OpenedMail, PeopleOn, ReadNow } from './connections.ts'
import type { Database } from './db/connect.ts'
import type { Hasher } from './db/hasher.ts'
import { ProblemError } from './errors.ts'
import type { Log } from './log.ts'
import type { DocumentStore } from './crm/documents/store.ts'

export type Deps = {
  database: Database
  hasher: Hasher
  documents: DocumentStore
  /** The folder where files lie that are about to be imported. */
  uploads: string
  now: () => Date
  log: Log
  /** The invented company: signs in by itself, on loopback only. */
  demo: boolean
  /** Wakes whoever fetches again what is pending. */
  wake: () => void
  /** Undefined in the demo, which connects to nothing. */
  connections?: Connections
  /** Takes a message that is open beside the pane, and not synced yet, through the river now. */
  readOpenMessage?: (mailboxId: number, message: OpenMessage) => Promise<ReadNow>
  /** Who is on a message of which nothing is kept, read again where it lies; null when that is impossible. */
  readPeople?: (mailboxId: number, message: OpenMessage) => Promise<PeopleOn | null>
  /** A message of a connected mailbox, read where it lies, for its own users' eyes. Throws a SourceError. */
  readOriginal?: (mailboxId: number, providerId: string) => Promise<OpenedMail>
  /** Looks for a message that is open, and not synced yet, in these mailboxes, and takes it through the river: true when it did. */
  findOpenMessage?: (mailboxIds: readonly number[], messageId: string) => Promise<boolean>
  /** Only in the demo: where its mailboxes lie as files, for the playground to write into. */
  playground?: Playground
}

/** The playground's mailboxes: `mail/<address>` is a Maildir, `calendar/<address>` a folder of .ics files, one an event. */
export type Playground = {
  folder: string
  /** Reads what is new of this mailbox's mail and calendar, through the river, until everything that hangs on it is decided. */
  sync(address: string): Promise<void>
}

export type Env = { Variables: { viewer: Viewer } }

/** A router whose refusals of bad input are problem details, like everything else. */
export function createRouter(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return
      const issue = result.error.issues[0]
      throw new ProblemError(
        422,
        'invalid',
        `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`,
      )
    },
  })
}

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** The answers every route may give besides its own. */
export const problems = {
  401: problem('Not signed in'),
  403: problem('Not allowed'),
  404: problem('Not found, or not for you'),
  422: problem('Invalid'),
}

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
})

export const IdParam = z
  .string()
  .regex(/^\d{1,15}$/, 'is not an id')
  .transform(Number)
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
}
export const localeQuery = { locale: z.enum(['en', 'es']).optional() }

/** The language to answer in: asked for, else the viewer's own. */
export function localeOf(c: Context<Env>): Locale {
  const asked = c.req.query('locale')
  return asked === 'en' || asked === 'es' ? asked : c.get('viewer').locale
}

export const notFound = (): ProblemError =>
  new ProblemError(404, 'not-found', 'There is no such thing, or it is not for you.')
