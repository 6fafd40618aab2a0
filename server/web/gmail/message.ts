/** The card beside an open message: the record of whoever it is about, or why there is none yet and what to do. */
import type { Reason, Sidebar } from '#shared/api.ts'
import type { Block } from '#shared/blocks.ts'
import { gmailStrings } from '#shared/i18n/gmail.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Card } from '../../../addin-gmail/card-types.ts'
import { type Frame, type Matter, blocksCard, matterCard } from '../../../addin-gmail/cards.ts'
import { type Held, findOpenMessage, isOwnAddress, recordHref } from './open-message.ts'
import type { OwnMailbox } from './open-message.ts'
import { SCOPES } from './scopes.ts'
import type { Session } from './session.ts'

/** Google is to ask the user for what they unticked. */
export class ScopeMissing extends Error {
  override name = 'ScopeMissing'
  readonly scope: string
  constructor(scope: string) {
    super('a scope is missing')
    this.scope = scope
  }
}

type How = { done: (Frame['done'] & {}) | null; take: boolean }

/** @throws ScopeMissing, Refused */
export async function messageCard(session: Session, id: string, { done, take }: How): Promise<Card> {
  const found = await findOpenMessage(session, id, take)
  if (found.as === 'unticked') throw new ScopeMissing(SCOPES.message)
  if (found.as === 'gone') return saying(session, id, { gone: true, mailbox: null })
  if (found.as === 'unknown') return saying(session, id, { gone: false, mailbox: found.mailbox })
  const href = found.people && recordHref(found.people, session.email)
  if (!href) return undrawn(session, id, found.held)
  const place = { at: 'record', href } as const
  const { contact, company, blocks } = await session.get<Sidebar>(href)
  const page = contact ? `/contacts/${contact.id}` : company ? `/companies/${company.id}` : null
  return blocksCard({ title: '', blocks }, { place, page, done }, session.drawing(place))
}

function saying(session: Session, id: string, { gone, mailbox }: { gone: boolean; mailbox: OwnMailbox | null }): Card {
  const words = gmailStrings[session.language]
  const { title } = words.notSynced
  const settings = `${session.origin}/settings/mailboxes`
  const matter: Matter = gone
    ? { title, text: words.notSynced.gone }
    : mailbox?.state === 'reconnect'
      ? { title, text: words.reconnect.text, link: { label: words.reconnect.do, href: settings } }
      : mailbox?.connected
        ? { title, text: words.notSynced.soon }
        : { title, text: words.notSynced.text, link: { label: words.notSynced.connect, href: settings } }
  // Where nothing is in the background, one click logs what is open.
  const free = mailbox === null ? isOwnAddress(session) : !mailbox.connected
  const take = free && session.deps.readOpenMessage !== undefined
  return matterCard({ ...matter, ...(take && { take: words.notSynced.take }) }, session.drawing({ at: 'message', id }))
}

/** What became of it is known; who is on it cannot be read any more. */
function undrawn(session: Session, id: string, held: Held): Card {
  const words = recordWords[session.language]
  const text =
    held.outcome === 'failed'
      ? words.failed(held.error ?? '?')
      : held.outcome === 'skipped'
        ? words.skipped(words.reason[(held.reason ?? 'nobody') as Reason])
        : words.logged
  const lines = [text, ...(held.gone ? [words.gone] : [])]
  const blocks = lines.map((line, index): Block => ({
    type: 'text',
    id: `message-${index}`,
    tone: 'neutral',
    text: line,
    more: null,
    details: [],
  }))
  const place = { at: 'message', id } as const
  return blocksCard({ title: gmailStrings[session.language].nobody.title, blocks }, { place }, session.drawing(place))
}
