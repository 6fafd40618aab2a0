/** People with an account at the fake, and what a test does in their name. */
import { createCalendar, type Calendar } from './calendar/calendar.ts'
import { createCalendars } from './calendar/calendars.ts'
import { createChanges } from './calendar/changes.ts'
import { calendarHandle } from './calendar/handle.ts'
import type { Account, MailHandle, OpenMessage } from './handle.ts'
import { createMailbox } from './mail/mailbox.ts'
import type { Channels } from './push/channels.ts'
import { createMailPush } from './push/mail-push.ts'
import { ADD_ON_ACTION, ADD_ON_READ } from './scopes.ts'
import { type AccountState, signClaims, type World } from './world.ts'

/** Their accounts are nobody's but their own. */
const CONSUMER_DOMAINS = ['gmail.com', 'googlemail.com']

const ADD_ON_SCOPES = [
  'https://www.googleapis.com/auth/gmail.addons.execute',
  'https://www.googleapis.com/auth/userinfo.email',
  ADD_ON_READ,
  ADD_ON_ACTION,
]

export type Accounts = ReturnType<typeof createAccounts>

export function createAccounts(world: World, channels: Channels) {
  const handles = new Map<string, Account>()
  const push = createMailPush(world)
  const changes = createChanges(world.accounts)

  function makeCalendar(id: string, zone: string): Calendar {
    const { ids, clock } = world
    return createCalendar({ id, zone, ids, now: clock.now, changed: () => channels.changed(id) })
  }

  function open(address: string, name: string, zone: string): AccountState {
    const domain = address.split('@')[1] ?? ''
    const state: AccountState = {
      address,
      sub: `1${String(world.accounts.size + 1).padStart(20, '0')}`,
      name,
      zone,
      hostedDomain: CONSUMER_DOMAINS.includes(domain) ? null : domain,
      mail: createMailbox({
        ids: world.ids,
        now: world.clock.now,
        address,
        changed: (message, historyId) => push(state, message, historyId),
      }),
      calendars: createCalendars({
        primary: makeCalendar(address, zone),
        name: address,
        changed: () => channels.changed(`list of ${address}`),
      }),
    }
    world.accounts.set(address, state)
    return state
  }

  return {
    account(written: string, options: { name?: string; zone?: string } = {}): Account {
      const address = written.toLowerCase()
      const found = handles.get(address)
      if (found) return found
      const state = open(address, options.name ?? address.split('@')[0]!, options.zone ?? 'Europe/Madrid')
      const handle = handleOf(world, state)
      const calendar = calendarHandle({ world, state, changes, makeCalendar })
      handles.set(address, { ...handle, calendar })
      return handles.get(address)!
    },
  }
}

function handleOf(world: World, state: AccountState): Omit<Account, 'calendar'> {
  const { address, sub, name, zone, mail } = state
  return {
    address,
    sub,
    name,
    zone,
    mail: mailHandle(state),
    refreshTokens: () => world.tokens.refreshTokens(address),
    grantedScopes: () => world.tokens.granted(address, world.client.id),
    revoke: () => world.tokens.revokeAccount(address),
    accessToken: (scopes) => world.tokens.issueAccess({ address, clientId: world.client.id, scopes }),
    refreshToken: (scopes) => world.tokens.issueRefresh({ address, clientId: world.client.id, scopes }),
    openMessage: (id, endpoint, scopes = ADD_ON_SCOPES) =>
      openMessage(world, state, { id: mail.get(id).id, endpoint, scopes }),
  }
}

const bytes = (raw: Buffer | string) => (typeof raw === 'string' ? Buffer.from(raw) : raw)

function mailHandle({ mail }: AccountState): MailHandle {
  return {
    insert: (raw, labels, options) => mail.insert(bytes(raw), labels, options).id,
    label: mail.label,
    remove: mail.remove,
    draft: (raw) => mail.draft(bytes(raw)),
    editDraft: (draftId, raw) => mail.editDraft(draftId, bytes(raw)),
    sendDraft: (draftId, raw) => mail.sendDraft(draftId, raw === undefined ? undefined : bytes(raw)),
    sendAs: (list) => {
      mail.sendAs = list
    },
    ids: () => mail.sorted.map(({ id }) => id).toReversed(),
    message: (wanted) => {
      const { id, threadId, labelIds, raw, internalDate } = mail.get(wanted)
      return { id, threadId, labelIds: [...labelIds], raw, internalDate }
    },
    historyId: () => String(mail.history.current()),
  }
}

type Opened = { id: string; endpoint: string; scopes: string[] }

function openMessage(world: World, state: AccountState, { id, endpoint, scopes }: Opened): OpenMessage {
  const { address, sub, mail } = state
  const { serviceAccountEmail, oauthClientId } = world.addOn
  const decimal = (hex: string) => BigInt(`0x${hex}`).toString()
  const email = scopes.some((scope) => scope.endsWith('userinfo.email')) ? { email: address, email_verified: true } : {}
  const system = { email: serviceAccountEmail, email_verified: true, sub: '110000000000000000099' }
  return {
    gmail: {
      messageId: `msg-f:${decimal(id)}`,
      threadId: `thread-f:${decimal(mail.get(id).threadId)}`,
      accessToken: world.tokens.issueMessage(address, id),
    },
    authorizationEventObject: {
      userOAuthToken: world.tokens.issueAccess({ address, clientId: oauthClientId, scopes }),
      userIdToken: signClaims(world, {
        aud: oauthClientId,
        azp: oauthClientId,
        sub,
        ...email,
        ...(state.hostedDomain ? { hd: state.hostedDomain } : {}),
      }),
      systemIdToken: signClaims(world, { aud: endpoint, azp: system.sub, ...system }),
      authorizedScopes: scopes,
    },
  }
}
