/**
 * Stands in for Office.js in the playground and in tests: Microsoft's own may not be redistributed and needs Outlook
 * around it. It offers just what host.ts uses; item, language and theme come from the page around the pane.
 */
import type { PlaygroundPerson, StandInItem, StandInReady, StandInState } from '#shared/playground.ts'

type Handler = (event: { type: string }) => void
type Handlers = Map<string, Set<Handler>>

const EventType = {
  ItemChanged: 'olkItemSelectedChanged',
  OfficeThemeChanged: 'officeThemeChanged',
  RecipientsChanged: 'olkRecipientsChanged',
  AppointmentTimeChanged: 'olkAppointmentTimeChanged',
}
const AsyncResultStatus = { Succeeded: 'succeeded', Failed: 'failed' }

const handlers: Handlers = new Map()
/** Of the open item alone: they end with it. */
const itemHandlers: Handlers = new Map()
let state: StandInState | undefined
let ready: (info: { host: string; platform: string }) => void
const whenReady = new Promise<{ host: string; platform: string }>((resolve) => (ready = resolve))

window.addEventListener('message', (event: MessageEvent<StandInState>) => {
  if (event.origin !== location.origin || event.data?.type !== 'ficha:host-state') return
  const before = state
  state = event.data
  if (!before) ready({ host: 'Outlook', platform: 'OfficeOnline' })
  else {
    tellItem(before, state)
    if (before.dark !== state.dark) fire(handlers, EventType.OfficeThemeChanged)
  }
})

function tellItem(before: StandInState, after: StandInState): void {
  if (before.self !== after.self || keyOf(before.item) !== keyOf(after.item)) {
    itemHandlers.clear()
    fire(handlers, EventType.ItemChanged)
  } else {
    if (recipientsOf(before.item) !== recipientsOf(after.item)) fire(itemHandlers, EventType.RecipientsChanged)
    if (timesOf(before.item) !== timesOf(after.item)) fire(itemHandlers, EventType.AppointmentTimeChanged)
  }
}

/** Read and written are two items to Outlook, each with a pane of its own. */
const keyOf = (item: StandInItem | null): string =>
  item ? `${item.kind} ${item.kind === 'appointment' && item.write} ${item.id}` : ''

function recipientsOf(item: StandInItem | null): string {
  if (item?.kind === 'compose') return JSON.stringify([item.to, item.cc, item.bcc])
  return item?.kind === 'appointment' ? JSON.stringify([item.required, item.optional]) : ''
}

const timesOf = (item: StandInItem | null): string => (item?.kind === 'appointment' ? `${item.start} ${item.end}` : '')

function fire(among: Handlers, type: string): void {
  for (const handler of among.get(type) ?? []) handler({ type })
}

/** Outlook answers such calls later, never at once: so does this. */
function later(callback: unknown, value?: unknown): void {
  if (typeof callback === 'function') setTimeout(callback, 0, { status: AsyncResultStatus.Succeeded, value })
}

/** A field of what is being written: it says what holds when it is asked. */
const field = (read: () => unknown) => ({ getAsync: (...rest: unknown[]) => later(rest.at(-1), read()) })

const detailsOf = (person: PlaygroundPerson) => ({
  displayName: person.name ?? person.address,
  emailAddress: person.address,
  recipientType: 'externalUser',
})

type Of<K extends StandInItem['kind']> = Extract<StandInItem, { kind: K }>

function itemOf(item: StandInItem) {
  if (item.kind === 'message') return messageOf(item)
  if (item.kind === 'compose') return composedOf(item)
  return item.write ? madeOf(item) : appointmentOf(item)
}

const messageOf = (item: Of<'message'>) => ({
  itemType: 'message',
  itemId: item.id,
  internetMessageId: item.messageId ? `<${item.messageId.replace(/^<|>$/g, '')}>` : undefined,
  from: item.from ? detailsOf(item.from) : undefined,
  sender: item.from ? detailsOf(item.from) : undefined,
  to: item.to.map(detailsOf),
  cc: item.cc.map(detailsOf),
  subject: item.subject ?? '',
  dateTimeCreated: item.at ? new Date(item.at) : undefined,
})

const appointmentOf = (item: Of<'appointment'>) => ({
  itemType: 'appointment',
  itemId: item.id,
  organizer: item.organizer ? detailsOf(item.organizer) : undefined,
  requiredAttendees: item.required.map(detailsOf),
  optionalAttendees: item.optional.map(detailsOf),
  subject: item.subject ?? '',
  location: item.place ?? '',
  start: new Date(item.start),
  end: new Date(item.end),
})

/** The item as it stands, as long as it is open; as it was, afterwards. */
const latest = <K extends StandInItem['kind']>(item: Of<K>): Of<K> =>
  keyOf(state?.item ?? null) === keyOf(item) ? (state?.item as Of<K>) : item

const composedOf = (item: Of<'compose'>) => ({
  itemType: 'message',
  to: field(() => latest(item).to.map(detailsOf)),
  cc: field(() => latest(item).cc.map(detailsOf)),
  bcc: field(() => latest(item).bcc.map(detailsOf)),
  subject: field(() => latest(item).subject ?? ''),
  addHandlerAsync: addTo(itemHandlers),
})

const madeOf = (item: Of<'appointment'>) => ({
  itemType: 'appointment',
  organizer: field(() => {
    const { organizer } = latest(item)
    return organizer ? detailsOf(organizer) : undefined
  }),
  requiredAttendees: field(() => latest(item).required.map(detailsOf)),
  optionalAttendees: field(() => latest(item).optional.map(detailsOf)),
  subject: field(() => latest(item).subject ?? ''),
  location: field(() => latest(item).place ?? ''),
  start: field(() => new Date(latest(item).start)),
  end: field(() => new Date(latest(item).end)),
  addHandlerAsync: addTo(itemHandlers),
})

function addTo(among: Handlers) {
  return (type: string, handler: Handler, ...rest: unknown[]): void => {
    among.set(type, (among.get(type) ?? new Set()).add(handler))
    later(rest.at(-1))
  }
}

const mailbox = {
  get item() {
    return state?.item ? itemOf(state.item) : null
  },
  get userProfile() {
    return { emailAddress: state?.self ?? '' }
  },
  addHandlerAsync: addTo(handlers),
  removeHandlerAsync(type: string, ...rest: unknown[]): void {
    handlers.delete(type)
    later(rest.at(-1))
  },
}

const standIn = {
  EventType,
  AsyncResultStatus,
  MailboxEnums: { ItemType: { Message: 'message', Appointment: 'appointment' } },
  onReady: () => whenReady,
  context: {
    mailbox,
    requirements: {
      isSetSupported: (name: string, version: string) => name === 'Mailbox' && Number(version.slice(2)) <= 14,
    },
    get displayLanguage() {
      return state?.language ?? 'en'
    },
    get officeTheme() {
      return { bodyBackgroundColor: state?.dark ? '#1f1f1f' : '#ffffff' }
    },
  },
}

;(window as unknown as { Office: unknown }).Office = standIn
const listening: StandInReady = { type: 'ficha:host-ready' }
window.parent.postMessage(listening, location.origin)
