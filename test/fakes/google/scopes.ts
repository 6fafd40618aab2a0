/** The scopes that exist, by what they let one do. */
const AUTH = 'https://www.googleapis.com/auth/'
const all = (...names: string[]) => names.map((name) => `${AUTH}${name}`)

const FULL_MAIL = ['https://mail.google.com/', ...all('gmail.modify')]

export const ADD_ON_READ = `${AUTH}gmail.addons.current.message.readonly`
export const ADD_ON_METADATA = `${AUTH}gmail.addons.current.message.metadata`
export const ADD_ON_ACTION = `${AUTH}gmail.addons.current.message.action`
export const ADD_ON_COMPOSE = `${AUTH}gmail.addons.current.action.compose`
export const METADATA = `${AUTH}gmail.metadata`

/** Any one of a list is enough, as each method's documentation says. */
export const MAIL = {
  read: [...FULL_MAIL, ...all('gmail.readonly')],
  metadata: [...FULL_MAIL, ...all('gmail.readonly', 'gmail.metadata')],
  profile: [...FULL_MAIL, ...all('gmail.readonly', 'gmail.metadata', 'gmail.compose')],
  labels: [...FULL_MAIL, ...all('gmail.readonly', 'gmail.metadata', 'gmail.labels')],
  sendAs: [...FULL_MAIL, ...all('gmail.readonly', 'gmail.settings.basic')],
  compose: [...FULL_MAIL, ...all('gmail.compose')],
}

const CALENDAR = all('calendar', 'calendar.readonly')
const EVENTS = all(
  'calendar.events',
  'calendar.events.readonly',
  'calendar.events.owned',
  'calendar.events.owned.readonly',
)

export const CALENDARS = {
  list: [...CALENDAR, ...all('calendar.calendarlist', 'calendar.calendarlist.readonly')],
  calendar: [...CALENDAR, ...all('calendar.calendars', 'calendar.calendars.readonly')],
  events: [...CALENDAR, ...EVENTS],
  settings: [...CALENDAR, ...all('calendar.settings.readonly')],
}

/** Not asked about one by one: signing in brings them. */
export const SIGN_IN = ['openid', ...all('userinfo.email', 'userinfo.profile')]

const KNOWN = new Set([
  ...SIGN_IN,
  ...Object.values(MAIL).flat(),
  ...Object.values(CALENDARS).flat(),
  ...all('gmail.send', 'gmail.insert', 'gmail.settings.sharing', 'gmail.addons.execute', 'calendar.freebusy'),
  ...all('calendar.addons.execute', 'calendar.addons.current.event.read', 'calendar.addons.current.event.write'),
  ADD_ON_READ,
  ADD_ON_METADATA,
  ADD_ON_ACTION,
  ADD_ON_COMPOSE,
])

export const isKnownScope = (scope: string) => KNOWN.has(scope)

/** `email` and `profile` come back under their long names. */
export function longScope(scope: string): string {
  return scope === 'email' || scope === 'profile' ? `${AUTH}userinfo.${scope}` : scope
}

/** What the consent page says of a scope. */
export function describeScope(scope: string): string {
  const name = scope.replace(AUTH, '')
  const known: Record<string, string> = {
    'gmail.readonly': 'View your email messages and settings',
    'gmail.metadata': 'View your email message metadata such as labels and headers, but not the email body',
    'gmail.modify': 'Read, compose, and send emails from your Gmail account',
    'gmail.compose': 'Manage drafts and send emails',
    'gmail.settings.basic': 'See, edit, create, or change your email settings and filters in Gmail',
    'calendar.readonly': 'See and download any calendar you can access using your Google Calendar',
    'calendar.events.readonly': 'View events on all your calendars',
    'calendar.events': 'View and edit events on all your calendars',
    'calendar.calendarlist.readonly': 'See the list of Google calendars you’re subscribed to',
    'calendar.settings.readonly': 'View your Calendar settings',
  }
  return known[name] ?? name
}
