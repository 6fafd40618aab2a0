/** How Ficha is set up at Google, step by step: the same list for the page and for `ficha doctor`. */
import { sql } from 'kysely'
import { AddOnSettings, SETUP_STEPS } from '#shared/api/setup.ts'
import type { SetupCheck, SetupMailbox, SetupState, SetupStep } from '#shared/api/setup.ts'
import type { Connections } from '../../connections.ts'
import type { Db } from '../../db/connect.ts'
import type { AccountDeps } from '../accounts.ts'
import { redirectUri } from '../google/consent.ts'
import { findServiceAccount } from '../google/delegation.ts'
import { googleIssuer } from '../google/issuer.ts'
import { ALL_SCOPES, missingParts } from '../google/scopes.ts'

/** Who publishes Gmail's notifications, for every project. https://developers.google.com/workspace/gmail/api/guides/push */
const GMAIL_PUSH = 'gmail-api-push@system.gserviceaccount.com'
const SIGN_IN_SCOPES = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]

/** What has been seen to work, which no question to Google would show. */
type Seen = {
  consents: number
  read: number
  cards: number
  refused: number
  delegated: number
  notDelegated: number
  mailWatches: number
}
type Asked = { connections: Connections; seen: Seen; reachable: boolean; addOn: boolean; serviceAccount: string | null }

export async function checkGoogle(deps: AccountDeps): Promise<SetupCheck[]> {
  const { connections, database } = deps
  if (!connections) return []
  const [seen, reachable, addOn, key] = await Promise.all([
    findSeen(database.db, deps.now()),
    isReachable(connections),
    findAddOn(database.db),
    findServiceAccount(deps).catch(() => null),
  ])
  const asked: Asked = {
    connections,
    seen,
    reachable,
    addOn: addOn !== null,
    serviceAccount: key === null ? '' : (key?.client_id ?? null),
  }
  return SETUP_STEPS.map((step) => ({ step, ...STEPS[step](asked) }))
}

type Found = Omit<SetupCheck, 'step'>
const found = (state: SetupState, values: Record<string, string> = {}): Found => ({
  state,
  values: Object.entries(values).map(([name, value]) => ({ name, value })),
})

const STEPS: Record<SetupStep, (asked: Asked) => Found> = {
  address: ({ connections: { publicUrl, pushes } }) =>
    found(pushes || publicUrl.startsWith('https://') ? 'ok' : 'missing', { PUBLIC_URL: publicUrl }),
  apis: ({ seen }) =>
    found(seen.read > 0 ? 'ok' : 'unknown', {
      'Gmail API': 'https://console.cloud.google.com/apis/library/gmail.googleapis.com',
      'Google Calendar API': 'https://console.cloud.google.com/apis/library/calendar-json.googleapis.com',
    }),
  client: ({ connections: { google }, seen }) => {
    if (!google.client) return found('missing', { 'Application type': 'Web application' })
    return found(seen.refused > 0 ? 'wrong' : 'ok', { GOOGLE_CLIENT_ID: google.client.id })
  },
  issuer: ({ connections: { google }, reachable }) =>
    found(reachable ? 'ok' : google.client ? 'wrong' : 'unknown', { GOOGLE_OAUTH_URL: google.oauthUrl }),
  redirect: ({ connections, seen }) =>
    found(seen.consents > 0 ? 'ok' : 'unknown', { 'Authorized redirect URI': redirectUri(connections) }),
  scopes: ({ seen }) =>
    found(seen.consents > 0 ? 'ok' : 'unknown', { Scopes: [...SIGN_IN_SCOPES, ...ALL_SCOPES].join('\n') }),
  topic: ({ connections: { google }, seen }) =>
    found(google.pubsubTopic === null ? 'off' : seen.mailWatches > 0 ? 'ok' : 'unknown', {
      ...(google.pubsubTopic === null ? {} : { GOOGLE_PUBSUB_TOPIC: google.pubsubTopic }),
      'New principal': GMAIL_PUSH,
      Role: 'Pub/Sub Publisher',
    }),
  push: ({ connections: { google, publicUrl, pushes } }) =>
    found(google.pubsubTopic === null ? 'off' : pushes ? 'unknown' : 'wrong', {
      'Delivery type': 'Push',
      'Endpoint URL': `${publicUrl}/webhooks/google/mail`,
      Audience: `${publicUrl}/webhooks/google/mail`,
    }),
  addon: ({ connections: { publicUrl }, addOn, seen }) =>
    found(addOn ? (seen.cards > 0 ? 'ok' : 'unknown') : 'off', {
      'Deployment file': `${publicUrl}/manifests/gmail.json`,
    }),
  delegation: ({ serviceAccount, seen }) =>
    found(delegationState(serviceAccount, seen), {
      ...(serviceAccount ? { 'Client ID': serviceAccount } : {}),
      'OAuth scopes': ALL_SCOPES.join(','),
    }),
}

/** An empty one: a key is stored that cannot be opened. */
function delegationState(serviceAccount: string | null, seen: Seen): SetupState {
  if (serviceAccount === null) return 'off'
  if (serviceAccount === '' || seen.notDelegated > 0) return 'wrong'
  return seen.delegated > 0 ? 'ok' : 'unknown'
}

async function findSeen(db: Db, now: Date): Promise<Seen> {
  const { rows } = await sql<Seen>`SELECT
      count(*) FILTER (WHERE way = 'oauth' AND problem IS DISTINCT FROM 'client-wrong') AS consents,
      count(*) FILTER (WHERE checked_at IS NOT NULL) AS read,
      (SELECT count(*) FROM google_identities) AS cards,
      count(*) FILTER (WHERE problem = 'client-wrong') AS refused,
      count(*) FILTER (WHERE way = 'delegation' AND problem IS NULL) AS delegated,
      count(*) FILTER (WHERE problem IN ('not-delegated', 'key-gone', 'key-wrong')) AS "notDelegated",
      (SELECT count(*) FROM watches WHERE stream = 'news' AND expires_at > ${now}) AS "mailWatches"
    FROM accounts WHERE provider = 'google'`.execute(db)
  return rows[0]!
}

async function isReachable(connections: Connections): Promise<boolean> {
  return googleIssuer(connections).then(
    () => true,
    () => false,
  )
}

export const ADD_ON = { provider: 'google', name: 'addon' } as const

export async function findAddOn(db: Db): Promise<AddOnSettings | null> {
  const row = await db
    .selectFrom('provider_settings')
    .select('value')
    .where('provider', '=', ADD_ON.provider)
    .where('name', '=', ADD_ON.name)
    .executeTakeFirst()
  return AddOnSettings.safeParse(row?.value).data ?? null
}

/** Every connected mailbox, and whether it can be read. */
export async function listAccounts(db: Db): Promise<SetupMailbox[]> {
  const rows = await db
    .selectFrom('accounts as a')
    .innerJoin('mailboxes as m', 'm.id', 'a.mailbox_id')
    .select(['m.id', 'm.address', 'm.state', 'a.way', 'a.problem', 'a.scopes'])
    .where('a.provider', '=', 'google')
    .orderBy(sql`m.address COLLATE "C"`)
    .execute()
  return rows.map(({ id, scopes, ...row }) => ({ ...row, id: String(id), missing: missingParts(scopes) }))
}
