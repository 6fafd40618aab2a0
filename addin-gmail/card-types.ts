/**
 * What goes over the wire between Google's hosts (Gmail, Calendar) and an add-on over HTTP. Cards are Google's own types;
 * requests and answers have none in any npm package, so they stand here as the guides describe them:
 * https://developers.google.com/workspace/add-ons/guides/alternate-runtimes (answers) and
 * https://developers.google.com/workspace/add-ons/concepts/event-objects (requests).
 */
import type { chat_v1 } from '@googleapis/chat'

/** @see https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1 */
export type Card = chat_v1.Schema$GoogleAppsCardV1Card
export type Section = chat_v1.Schema$GoogleAppsCardV1Section
export type Widget = chat_v1.Schema$GoogleAppsCardV1Widget
export type Button = chat_v1.Schema$GoogleAppsCardV1Button
export type OnClick = chat_v1.Schema$GoogleAppsCardV1OnClick
export type CardAction = chat_v1.Schema$GoogleAppsCardV1Action
export type Icon = chat_v1.Schema$GoogleAppsCardV1Icon

/** Exactly one of them: what happens to the stack of cards. */
export type Navigation =
  | { pushCard: Card }
  | { updateCard: Card }
  | { pop: true }
  | { popToRoot: true }
  | { popToCard: string }

export type OpenLink = {
  url: string
  openAs?: 'FULL_SIZE' | 'OVERLAY'
  onClose?: 'NOTHING' | 'RELOAD'
}

export type RenderedAction = {
  navigations?: Navigation[]
  notification?: { text: string }
  link?: OpenLink
}

/** What a trigger (home, an opened message, an opened event, compose) answers. */
export type TriggerAnswer = { action: RenderedAction }

/** What a click, or a change of a widget, answers. */
export type ActionAnswer = {
  renderActions: { action: RenderedAction; hostAppAction?: HostAppAction }
  /** The host is to forget the cards that it has kept of this message. */
  stateChanged?: boolean
}

/** Gmail's own: what is put into the draft that one writes. */
export type HostAppAction = {
  gmailAction?: {
    updateDraftActionMarkup?: {
      updateBody?: {
        type: 'IN_PLACE_INSERT'
        insertContents: { content: string; contentType: 'TEXT' | 'MUTABLE_HTML' | 'IMMUTABLE_HTML' }[]
      }
      updateSubject?: { subject: string }
      updateToRecipients?: { toRecipients: { email: string }[] }
    }
    openCreatedDraftActionMarkup?: { draftId: string; draftThreadId: string }
  }
}

/** Asks the user for what they unticked: granular consent. */
export type ScopesAnswer = { requesting_google_scopes: { scopes: string[] } | { all_scopes: true } }

export type Answer = TriggerAnswer | ActionAnswer | ScopesAnswer

/** Widgets that are empty are left out of `formInputs`; int64 comes as text or as a number. */
export type FormInput = {
  stringInputs?: { value: string[] }
  dateInput?: { msSinceEpoch: string | number }
  dateTimeInput?: { msSinceEpoch: string | number; hasDate?: boolean; hasTime?: boolean }
  timeInput?: { hours?: number; minutes?: number }
}

export type AddOnEvent = {
  commonEventObject: {
    /** GMAIL, CALENDAR. */
    hostApp?: string
    /** WEB, IOS, ANDROID. */
    platform?: string
    /** BCP 47, e.g. "es-ES"; only with `useLocaleFromApp`. */
    userLocale?: string
    /** `id` is IANA; `offset` in milliseconds. */
    timeZone?: { id?: string; offset?: string | number }
    parameters?: Record<string, string>
    formInputs?: Record<string, FormInput>
  }
  authorizationEventObject?: {
    userOAuthToken?: string
    userIdToken?: string
    systemIdToken?: string
    authorizedScopes?: string[]
  }
  gmail?: {
    /** "msg-f:…", "thread-f:…": decimal numbers, whose hex the API calls id. */
    messageId?: string
    threadId?: string
    accessToken?: string
    /** Of a draft, with `draftAccess: METADATA`. */
    toRecipients?: string[]
    ccRecipients?: string[]
    bccRecipients?: string[]
  }
  calendar?: {
    id?: string
    recurringEventId?: string
    calendarId?: string
    organizer?: { email?: string }
    attendees?: EventAttendee[]
    capabilities?: Record<string, boolean>
  }
}

export type EventAttendee = {
  email?: string
  displayName?: string
  self?: boolean
  organizer?: boolean
  resource?: boolean
  optional?: boolean
  responseStatus?: string
}
