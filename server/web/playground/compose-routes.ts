/** Writing mail in the playground. It lies in the demo's own mailboxes afterwards, and leaves this machine never. */
import { join } from 'node:path'
import { z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { normaliseAddress } from '#shared/email-address.ts'
import { MAIL_FILES_LIMIT } from '#shared/playground.ts'
import type { Answering, PlaygroundDraft, PlaygroundPerson, PlaygroundSent } from '#shared/playground.ts'
import type { Viewer } from '../../access/identity.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps, Env, Playground } from '../../http.ts'
import { readFileOf } from '../../sources/files/reader.ts'
import type { Original } from '../../sources/files/reader.ts'
import { requireIdentity } from '../session.ts'
import { findMailboxesOf, putIntoInbox, putIntoSent } from './deliver.ts'
import { writeMail } from './outgoing.ts'
import type { OutgoingFile } from './outgoing.ts'
import { findOwnMailbox, readOwnMessage } from './own-mailbox.ts'
import type { OwnMessage } from './own-mailbox.ts'
import { answerSubject, quoteOriginal } from './quote.ts'

const Zone = z.string().refine((zone) => isZone(zone), 'is no time zone')
const Locale = z.enum(['en', 'es'])
const How = z.enum(['reply', 'reply-all', 'forward'])
const People = z.array(z.object({ name: z.string().max(200).nullable(), address: z.string().max(400) })).max(100)
const Drafting = z.object({ mailbox: z.string(), id: z.string(), how: How, locale: Locale, zone: Zone })
const Outgoing = z.object({
  mailbox: z.string(),
  to: People,
  cc: People,
  bcc: People,
  subject: z.string().max(500),
  text: z.string().max(200_000),
  original: z.object({ id: z.string(), how: How }).nullable(),
  keep: z.array(z.int().min(0)).max(100),
  locale: Locale,
  zone: Zone,
})
type Mail = z.infer<typeof Outgoing>

/** What the files' envelope and the text add. */
const REQUEST_LIMIT = MAIL_FILES_LIMIT + 2 * 1024 * 1024

export function composeRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/playground/api/draft', requireIdentity(deps), async (c) => {
    requirePlayground(deps)
    const { mailbox, id, how, locale, zone } = checked(Drafting, c.req.query())
    const { original } = await readOwnMessage(deps, await findOwnMailbox(deps, c.get('viewer'), mailbox), id)
    const own = await findOwnAddresses(deps, c.get('viewer'), mailbox)
    return c.json(draftOf({ original, how, own, locale, zone }))
  })
  const limit = bodyLimit({ maxSize: REQUEST_LIMIT, onError: tooLarge })
  app.post('/playground/api/send', requireIdentity(deps), limit, async (c) => {
    const playground = requirePlayground(deps)
    const form = await c.req.formData()
    const mail = readOutgoing(form.get('mail'))
    const files = form.getAll('file').filter((file) => file instanceof File)
    return c.json(await send(deps, playground, { viewer: c.get('viewer'), mail, files }), 201)
  })
  return app
}

/** In a company of one's own it would forge interactions. @throws ProblemError 403 */
export function requirePlayground({ playground }: Deps): Playground {
  if (!playground) throw new ProblemError(403, 'not-the-demo', 'Only the demo’s mailboxes can be written into.')
  return playground
}

function tooLarge(): never {
  throw new ProblemError(413, 'too-large', 'The attachments are larger than 20 MB together.')
}

function readOutgoing(field: FormDataEntryValue | null): Mail {
  const mail = checked(Outgoing, parsedJson(field))
  const { to, cc, bcc } = mail
  if (to.length + cc.length + bcc.length === 0) throw new ProblemError(422, 'no-recipient', 'to: nobody is named')
  return { ...mail, to: readPeople('to', to), cc: readPeople('cc', cc), bcc: readPeople('bcc', bcc) }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value)
  const issue = error?.issues[0]
  if (issue) throw new ProblemError(422, 'invalid', `${issue.path.join('.') || 'The request'}: ${issue.message}`)
  return data as T
}

function parsedJson(field: FormDataEntryValue | null): unknown {
  try {
    return typeof field === 'string' ? JSON.parse(field) : null
  } catch {
    return null
  }
}

/** Each once, in their normal form. @throws ProblemError 422 that names what is no address */
function readPeople(field: string, people: PlaygroundPerson[]): PlaygroundPerson[] {
  const found = new Map<string, PlaygroundPerson>()
  for (const { name, address: raw } of people) {
    const address = normaliseAddress(raw)
    if (address === null) throw new ProblemError(422, 'wrong-address', `${field}: “${raw}” is not a mail address`)
    if (!found.has(address)) found.set(address, { name: name?.trim() || null, address })
  }
  return [...found.values()]
}

type Sending = { viewer: Viewer; mail: Mail; files: File[] }

async function send(deps: Deps, playground: Playground, { viewer, mail, files }: Sending): Promise<PlaygroundSent> {
  const mailboxId = await findOwnMailbox(deps, viewer, mail.mailbox)
  const answered = mail.original && (await readOwnMessage(deps, mailboxId, mail.original.id))
  const written = await writeMail({
    mail,
    from: { name: viewer.name, address: mail.mailbox },
    at: deps.now(),
    original: answered?.original ?? null,
    files: await gather(answered, mail.keep, files),
  })
  const { db } = deps.database
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address)
  const mailboxes = await findMailboxesOf(db, recipients)
  const folderOf = (address: string) => join(playground.folder, 'mail', address)
  const name = await putIntoSent(folderOf(mail.mailbox), written.own)
  for (const mailbox of mailboxes) await putIntoInbox(folderOf(mailbox), written.others)
  // From here on it is sent: what fails now must not make anybody send it again, and the next reading finds it.
  const read = (address: string) =>
    playground.sync(address).catch((error: unknown) => {
      deps.log.error({ err: error instanceof Error ? error.name : 'unknown' }, 'a mailbox could not be read')
    })
  await read(mail.mailbox)
  await Promise.all(mailboxes.filter((mailbox) => mailbox !== mail.mailbox).map(read))
  const lies = await db
    .selectFrom('occurrences')
    .select('provider_id')
    .where('mailbox_id', '=', mailboxId)
    .where((eb) => eb(eb.ref('locator', '->>').key('base'), '=', name))
    .executeTakeFirst()
  return { messageId: written.messageId, id: lies?.provider_id ?? null }
}

async function gather(answered: OwnMessage | null, keep: number[], own: File[]): Promise<OutgoingFile[]> {
  const files: OutgoingFile[] = []
  for (const { index, name, type } of answered ? attached(answered.original) : [])
    if (keep.includes(index))
      files.push({ name: name ?? '', type, content: await readFileOf(answered!.locator, index) })
  for (const file of own)
    files.push({ name: file.name, type: file.type || 'application/octet-stream', content: await bytesOf(file) })
  if (files.reduce((sum, { content }) => sum + content.length, 0) > MAIL_FILES_LIMIT) tooLarge()
  return files
}

const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer())

const attached = ({ attachments }: Original) => attachments.filter((one) => !one.inline)

async function findOwnAddresses(deps: Deps, viewer: Viewer, mailbox: string): Promise<Set<string>> {
  const rows = await deps.database.db
    .selectFrom('own_addresses')
    .select('address')
    .where('user_id', '=', viewer.userId)
    .execute()
  return new Set([mailbox, viewer.email, ...rows.map((row) => row.address)])
}

type Answered = { original: Original; how: Answering; own: Set<string>; locale: 'en' | 'es'; zone: string }

/** Whom an answer goes to: who wrote, or who is to be answered instead; of a mail of one's own, whoever got it. */
function draftOf({ original, how, own, locale, zone }: Answered): PlaygroundDraft {
  const forward = how === 'forward'
  const writers = original.replyTo.length > 0 ? original.replyTo : original.from
  const mine = original.from.some(({ address }) => own.has(address.toLowerCase()))
  const others = (people: PlaygroundPerson[]) => people.filter(({ address }) => !own.has(address.toLowerCase()))
  const answered = mine ? original.to : writers
  const all = how === 'reply-all'
  const to = all && !mine ? [...answered, ...others(original.to)] : answered
  const said = new Set(to.map(({ address }) => address))
  return {
    to: forward ? [] : once(to),
    cc: all ? once(others(original.cc)).filter(({ address }) => !said.has(address)) : [],
    subject: answerSubject(original.subject, { forward, locale }),
    quoted: quoteOriginal(original, { forward, locale, zone }).text,
    attachments: forward
      ? attached(original).map(({ index, name, size, type }) => ({ index, name: name ?? '', size, type }))
      : [],
  }
}

const once = (people: PlaygroundPerson[]) => [
  ...new Map(people.map(({ name, address }) => [address.toLowerCase(), { name, address }])).values(),
]

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
