/** What Ficha asks of somebody's Google account, and what what it was given lets it read. Nothing that writes. */
const AUTH = 'https://www.googleapis.com/auth/'

export type Part = 'mail' | 'calendar'
export const PARTS: Part[] = ['mail', 'calendar']

/** Who it is: not asked about one by one. */
export const IDENTITY = ['openid', 'email', 'profile']

/**
 * The least that reads. For calendars the list of them and their events: `calendar.readonly` would be one tick instead of two,
 * but opens access rules and settings as well.
 * https://developers.google.com/workspace/calendar/api/auth
 */
export const SCOPES: Record<Part, string[]> = {
  mail: [`${AUTH}gmail.readonly`],
  calendar: [`${AUTH}calendar.events.readonly`, `${AUTH}calendar.calendarlist.readonly`],
}

export const ALL_SCOPES = PARTS.flatMap((part) => SCOPES[part])

/** What gives the same and more, as other clients of the same project may have been given (`include_granted_scopes`). */
const WIDER: Record<string, string[]> = {
  [`${AUTH}gmail.readonly`]: [`${AUTH}gmail.modify`, 'https://mail.google.com/'],
  [`${AUTH}calendar.events.readonly`]: [`${AUTH}calendar.events`, `${AUTH}calendar.readonly`, `${AUTH}calendar`],
  [`${AUTH}calendar.calendarlist.readonly`]: [
    `${AUTH}calendar.calendarlist`,
    `${AUTH}calendar.readonly`,
    `${AUTH}calendar`,
  ],
}

export const mayRead = (granted: readonly string[], part: Part): boolean =>
  SCOPES[part].every((scope) => [scope, ...(WIDER[scope] ?? [])].some((each) => granted.includes(each)))

/** What was unticked. */
export const missingParts = (granted: readonly string[]): Part[] => PARTS.filter((part) => !mayRead(granted, part))
