/** What the add-on asks Google for: no more than its cards need. */
const AUTH = 'https://www.googleapis.com/auth'

export const SCOPES = {
  email: `${AUTH}/userinfo.email`,
  gmail: `${AUTH}/gmail.addons.execute`,
  /** Reads the message that is open, and no other. */
  message: `${AUTH}/gmail.addons.current.message.readonly`,
  compose: `${AUTH}/gmail.addons.current.action.compose`,
  calendar: `${AUTH}/calendar.addons.execute`,
  event: `${AUTH}/calendar.addons.current.event.read`,
  /** Without it Google tells neither language nor zone. */
  locale: `${AUTH}/script.locale`,
} as const
