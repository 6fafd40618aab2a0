/**
 * The only file that knows Office.js. It needs requirement set Mailbox 1.5 (item changes); the theme's events (1.14)
 * are asked for first. https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets
 */

export type Person = { name: string | null; address: string }

/** A mail being read. `messageId` is missing on mail that was sent a moment ago. */
export type MessageItem = {
  kind: 'message'
  messageId: string | null
  from: Person | null
  to: Person[]
  cc: Person[]
  subject: string | null
}

/** A mail being written. `opened` grows with each item that is opened and stays while one writes. */
export type ComposeItem = {
  kind: 'compose'
  opened: number
  to: Person[]
  cc: Person[]
  bcc: Person[]
  subject: string | null
}

/** An appointment being read, or (`write`) made or changed. Outlook tells no iCalendar UID. Instants are ISO 8601. */
export type AppointmentItem = {
  kind: 'appointment'
  opened: number
  write: boolean
  organizer: Person | null
  required: Person[]
  optional: Person[]
  subject: string | null
  place: string | null
  startAt: string | null
  endAt: string | null
}

/** What is open beside the pane. */
export type HostItem = MessageItem | ComposeItem | AppointmentItem

export type Host = {
  /** A BCP 47 tag, e.g. "es-ES". */
  locale: string
  /** The address of the open mailbox. */
  self: string | null
  /**
   * Calls with the open item, when another is opened, and when somebody changes what is being written; `generation` grows,
   * so late answers are told apart.
   */
  watchItem(listener: (item: HostItem | null, generation: number) => void): void
  watchDark(listener: (dark: boolean) => void): void
}

/** Undefined: there is no Outlook around this page. Office.js never answers outside one, hence the time limit. */
export async function connectHost(patience: number): Promise<Host | undefined> {
  if (typeof Office === 'undefined') return undefined
  const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, patience, undefined))
  const info = await Promise.race([Office.onReady(), tooLate])
  // In an ordinary browser tab Office.js may answer with no host at all.
  if (!info?.host || !Office.context?.mailbox) return undefined
  return {
    locale: Office.context.displayLanguage || 'en',
    self: Office.context.mailbox.userProfile?.emailAddress ?? null,
    watchItem,
    watchDark,
  }
}

function watchItem(listener: (item: HostItem | null, generation: number) => void): void {
  let generation = 0
  let opened = 0
  let lookAgain = () => {}
  const open = () => {
    const mine = ++opened
    const item = Office.context.mailbox.item ?? null
    lookAgain = () => {}
    if (!item || !isWritten(item)) return listener(item && plainItem(item, mine), ++generation)
    const tell = async () => {
      const now = ++generation
      const read = await writtenItem(item, mine)
      if (now === generation) listener(read, now)
    }
    lookAgain = () => void tell()
    followChanges(item, () => mine === opened && void tell())
    void tell()
  }
  // Nothing tells of a new subject, and older Outlooks tell of no change: coming to the pane looks again.
  window.addEventListener('focus', () => lookAgain())
  // Only a pinned pane gets these; where pinning is not offered the pane is opened anew for each item.
  if (Office.context.requirements.isSetSupported('Mailbox', '1.5')) {
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, open)
  }
  open()
}

/** As Office.js declares it: every form of item at once. */
type AnyItem = NonNullable<Office.Mailbox['item']>

const isAppointment = (item: AnyItem): boolean => item.itemType === Office.MailboxEnums.ItemType.Appointment

/** Fields of what is being written are asked for one by one and answered later; of what is read they are there. */
const isWritten = (item: AnyItem): boolean => !Array.isArray(isAppointment(item) ? item.requiredAttendees : item.to)

function followChanges(item: AnyItem, changed: () => void): void {
  if (!Office.context.requirements.isSetSupported('Mailbox', '1.7')) return
  item.addHandlerAsync(Office.EventType.RecipientsChanged, changed)
  if (isAppointment(item)) item.addHandlerAsync(Office.EventType.AppointmentTimeChanged, changed)
}

function plainItem(item: AnyItem, opened: number): HostItem | null {
  if (isAppointment(item)) return plainAppointment(item, opened)
  if (item.itemType !== Office.MailboxEnums.ItemType.Message) return null
  const message: Office.MessageRead = item
  return {
    kind: 'message',
    messageId: message.internetMessageId?.replace(/^<|>$/g, '') || null,
    from: personOf(message.from ?? message.sender),
    to: peopleOf(message.to),
    cc: peopleOf(message.cc),
    subject: message.subject || null,
  }
}

function plainAppointment(appointment: Office.AppointmentRead, opened: number): AppointmentItem {
  return {
    kind: 'appointment',
    opened,
    write: false,
    organizer: personOf(appointment.organizer),
    required: peopleOf(appointment.requiredAttendees),
    optional: peopleOf(appointment.optionalAttendees),
    subject: appointment.subject || null,
    place: appointment.location || null,
    startAt: instantOf(appointment.start),
    endAt: instantOf(appointment.end),
  }
}

const writtenItem = (item: AnyItem, opened: number): Promise<HostItem> =>
  isAppointment(item) ? writtenAppointment(item, opened) : writtenMessage(item, opened)

async function writtenMessage(message: Office.MessageCompose, opened: number): Promise<ComposeItem> {
  const [to, cc, bcc, subject] = await Promise.all([
    askFor(message.to),
    askFor(message.cc),
    askFor(message.bcc),
    askFor(message.subject),
  ])
  return {
    kind: 'compose',
    opened,
    to: peopleOf(to),
    cc: peopleOf(cc),
    bcc: peopleOf(bcc),
    subject: subject || null,
  }
}

async function writtenAppointment(made: Office.AppointmentCompose, opened: number): Promise<AppointmentItem> {
  const [organizer, required, optional, subject, place, start, end] = await Promise.all([
    askFor(made.organizer),
    askFor(made.requiredAttendees),
    askFor(made.optionalAttendees),
    askFor(made.subject),
    askFor(made.location),
    askFor(made.start),
    askFor(made.end),
  ])
  return {
    kind: 'appointment',
    opened,
    write: true,
    organizer: personOf(organizer),
    required: peopleOf(required),
    optional: peopleOf(optional),
    subject: subject || null,
    place: place || null,
    startAt: instantOf(start),
    endAt: instantOf(end),
  }
}

type Field<T> = { getAsync?: (callback: (result: Office.AsyncResult<T>) => void) => void }

/** Undefined where this Outlook does not tell it: an older one knows no organizer of what is being made. */
function askFor<T>(field: Field<T> | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    if (!field?.getAsync) return resolve(undefined)
    field.getAsync(({ status, value }) => resolve(status === Office.AsyncResultStatus.Succeeded ? value : undefined))
  })
}

const instantOf = (date: Date | undefined): string | null =>
  date && !Number.isNaN(date.getTime()) ? date.toISOString() : null

function personOf(details: Office.EmailAddressDetails | null | undefined): Person | null {
  const address = details?.emailAddress?.trim()
  if (!address) return null
  const name = details?.displayName?.trim()
  // Outlook repeats the address where it knows no name.
  return { name: name && name.toLowerCase() !== address.toLowerCase() ? name : null, address }
}

const peopleOf = (all: Office.EmailAddressDetails[] | undefined): Person[] =>
  (all ?? []).map(personOf).filter((person) => person !== null)

function watchDark(listener: (dark: boolean) => void): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  // `isDarkTheme` does not exist in Outlook, and some clients know no theme at all.
  const tell = () => listener(isDark(Office.context.officeTheme?.bodyBackgroundColor) ?? system.matches)
  system.addEventListener('change', tell)
  if (Office.context.requirements.isSetSupported('Mailbox', '1.14')) {
    Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, tell)
  }
  tell()
}

/** By relative luminance (WCAG 2) of "#rrggbb"; undefined when it is not such a colour. */
export function isDark(colour: string | undefined): boolean | undefined {
  const hex = /^#?([0-9a-f]{6})/i.exec(colour ?? '')?.[1]
  if (!hex) return undefined
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18
}
