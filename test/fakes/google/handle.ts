/** What a test holds of the fake Google. Types only. */
import type { calendar_v3 } from '@googleapis/calendar'
import type { gmail_v1 } from '@googleapis/gmail'
import type { Clock } from './clock.ts'
import type { SignOptions } from './keys.ts'

export type GoogleOptions = {
  port?: number
  /** As registered in the console; more can be pushed on `client.redirectUris` once the port is known. */
  redirectUris?: string[]
  quota?: Partial<Quota> | 'unlimited'
  pushEndpoint?: string
  /** Answers `POST /control`; only main.ts has a use for it. */
  control?: (body: string) => Promise<Response>
}

/** Units a minute; each bucket holds a minute's worth. The defaults are those of projects made after May 2026. */
export type Quota = {
  gmailPerUser: number
  gmailPerProject: number
  calendarPerUser: number
  calendarPerProject: number
}

export type Fault =
  | { status: number; reason?: string; retryAfter?: number }
  /** No answer, ever. */
  | 'timeout'
  /** The connection is closed without an answer. */
  | 'hang-up'
  /** 200, and HTML where JSON belongs. */
  | 'garbage'
  /** The true answer, cut off in the middle: what was asked for has happened. */
  | 'half-page'

export type Match = { method?: string; path?: RegExp; account?: string }

export type RequestEntry = {
  method: string
  path: string
  query: string
  /** The operation as Google names it ("gmail.users.messages.get"), or the path where it has none. */
  operation: string
  account: string | null
  /** Quota units by the prices of May 2026; Calendar counts one a request. What was refused before it cost anything: 0. */
  units: number
  /** 0: no whole answer was given. */
  status: number
  at: number
}

/** `auto` consents to everything, `deny` cancels, a list ticks only these scopes: each without showing the page. */
export type Consent = 'page' | 'auto' | 'deny' | { scopes: string[] }

export type PushMode = 'on' | 'off' | 'double' | 'shuffle' | { drop: number }

export type Push = {
  /** `drop`: the share that is lost. `shuffle`: pushes wait for `flush()`, which sends them in another order. */
  mode: PushMode
  /** Where the Pub/Sub subscription pushes to. */
  endpoint: string | null
  /** The audience of the push's token; unless said otherwise the endpoint. */
  audience: string | null
  /** An origin that takes the place of every address', for a server whose public address does not exist. */
  target: string | null
  /** Gmail notifies once a second a user and drops the rest. */
  perSecond: boolean
  serviceAccountEmail: string
  /** What was sent, newest last. */
  sent: () => { to: string; body: string; headers: Record<string, string>; status: number }[]
  /** What there was to tell, and what became of it by the modes. */
  counts: () => { asked: number; dropped: number; doubled: number; shuffled: number }
  /** Sends what waits, and resolves when every delivery under way was taken or given up. */
  flush: () => Promise<void>
}

export type MailHandle = {
  /** A label that Google does not have is made. `internalDate` is the Date header's unless given. */
  insert: (raw: Buffer | string, labels: string[], options?: { historyId?: string; internalDate?: number }) => string
  label: (id: string, change: { add?: string[]; remove?: string[] }) => void
  /** For ever, as when the bin is emptied. */
  remove: (id: string) => void
  draft: (raw: Buffer | string) => { draftId: string; id: string }
  /** The old message goes and one with another id comes. */
  editDraft: (draftId: string, raw: Buffer | string) => { draftId: string; id: string }
  sendDraft: (draftId: string, raw?: Buffer | string) => string
  sendAs: (list: gmail_v1.Schema$SendAs[]) => void
  /** Newest first. */
  ids: () => string[]
  message: (id: string) => { id: string; threadId: string; labelIds: string[]; raw: Buffer; internalDate: number }
  historyId: () => string
}

export type CalendarHandle = {
  calendars: () => calendar_v3.Schema$CalendarListEntry[]
  /** `owner`: the address whose account holds it when it is shared with this one. */
  addCalendar: (entry: calendar_v3.Schema$CalendarListEntry) => string
  changeCalendar: (calendarId: string, entry: calendar_v3.Schema$CalendarListEntry) => void
  removeCalendar: (calendarId: string) => void
  /** Attendees with an account here get a copy of their own. */
  insert: (event: calendar_v3.Schema$Event, calendarId?: string) => string
  patch: (eventId: string, change: calendar_v3.Schema$Event, calendarId?: string) => void
  /** `originalStart` as the series says it: an RFC 3339 instant, or a date. */
  cancelInstance: (seriesId: string, originalStart: string, calendarId?: string) => void
  moveInstance: (
    seriesId: string,
    originalStart: string,
    change: calendar_v3.Schema$Event,
    calendarId?: string,
  ) => string
  remove: (eventId: string, calendarId?: string) => void
  /** "This and following events": the series ends before, a new one begins. Returns the new one's id. */
  changeFollowing: (
    seriesId: string,
    originalStart: string,
    change: calendar_v3.Schema$Event,
    calendarId?: string,
  ) => string
  /** Ids of what is stored, deleted ones left out: series, exceptions and single events. */
  ids: (calendarId?: string) => string[]
  /** What it shows between two instants, series as instances: as events.list answers. */
  instances: (from: string, to: string, calendarId?: string) => calendar_v3.Schema$Event[]
  event: (eventId: string, calendarId?: string) => calendar_v3.Schema$Event
}

/** What Gmail hands an add-on when a message is opened. */
export type OpenMessage = {
  gmail: { messageId: string; threadId: string; accessToken: string }
  authorizationEventObject: {
    userOAuthToken: string
    userIdToken: string
    systemIdToken: string
    authorizedScopes: string[]
  }
}

export type Account = {
  address: string
  sub: string
  name: string
  zone: string
  mail: MailHandle
  calendar: CalendarHandle
  refreshTokens: () => string[]
  grantedScopes: () => string[]
  /** Every token of the account dies: refreshing answers invalid_grant, calls answer 401. */
  revoke: () => void
  /** An access token without the OAuth dance. */
  accessToken: (scopes: string[]) => string
  /** The same of a refresh token. */
  refreshToken: (scopes: string[]) => string
  /** @param endpoint the URL that Google would call: the system token's audience */
  openMessage: (id: string, endpoint: string, scopes?: string[]) => OpenMessage
}

export type ServiceAccountKey = {
  type: 'service_account'
  project_id: string
  private_key_id: string
  private_key: string
  client_email: string
  client_id: string
  auth_uri: string
  token_uri: string
  auth_provider_x509_cert_url: string
  client_x509_cert_url: string
  universe_domain: string
}

export type GoogleFake = {
  url: string
  client: { id: string; secret: string; redirectUris: string[] }
  projectNumber: string
  /** Known to watch; anything else is refused. */
  topic: string
  serviceAccount: ServiceAccountKey
  addOn: { serviceAccountEmail: string; oauthClientId: string }
  clock: Clock
  account: (address: string, options?: { name?: string; zone?: string }) => Account
  /** Who consents when no page is shown and the request has no login_hint; the first account unless set. */
  consent: { mode: Consent; as: string | null }
  /** What the admin entered for the service account under domain-wide delegation. */
  delegate: (scopes: string[]) => void
  faults: {
    /** `times`: how often it strikes, Infinity for always. Of several that match the first strikes. */
    add: (fault: { match?: Match; times?: number; fault: Fault }) => void
    clear: () => void
    /** How often each struck is in the requests; this is what is left. */
    pending: () => number
  }
  /** startHistoryIds before now answer 404. */
  expireHistory: (address: string) => void
  /** Sync tokens from before now answer 410; `bare`: without the reason. */
  expireSyncTokens: (address: string, options?: { bare?: boolean }) => void
  requests: {
    list: (match?: Match & { operation?: string }) => RequestEntry[]
    count: (match?: Match & { operation?: string }) => number
    units: (address?: string) => number
    clear: () => void
  }
  quota: Quota
  push: Push
  keys: { rotate: () => void }
  /** Signs `{iss, iat, exp}` and what is given; a claim that is undefined is left out. */
  sign: (claims: Record<string, unknown>, options?: SignOptions) => string
  close: () => Promise<void>
}
