/**
 * Stands in for Office.js in the playground and in tests: Microsoft's own may not be redistributed and needs Outlook
 * around it. It offers just what host.ts uses; item, language and theme come from the page around the pane.
 */
import type { PlaygroundPerson, StandInItem, StandInReady, StandInState } from '#shared/playground.ts'

type Handler = (event: { type: string }) => void

const EventType = { ItemChanged: 'olkItemSelectedChanged', OfficeThemeChanged: 'officeThemeChanged' }
const AsyncResultStatus = { Succeeded: 'succeeded', Failed: 'failed' }

const handlers = new Map<string, Set<Handler>>()
let state: StandInState | undefined
let ready: (info: { host: string; platform: string }) => void
const whenReady = new Promise<{ host: string; platform: string }>((resolve) => (ready = resolve))

window.addEventListener('message', (event: MessageEvent<StandInState>) => {
  if (event.origin !== location.origin || event.data?.type !== 'ficha:host-state') return
  const before = state
  state = event.data
  if (!before) ready({ host: 'Outlook', platform: 'OfficeOnline' })
  else {
    if (before.item?.id !== state.item?.id || before.self !== state.self) fire(EventType.ItemChanged)
    if (before.dark !== state.dark) fire(EventType.OfficeThemeChanged)
  }
})

function fire(type: string): void {
  for (const handler of handlers.get(type) ?? []) handler({ type })
}

/** Outlook answers such calls later, never at once: so does this. */
function later(callback: unknown): void {
  if (typeof callback === 'function') setTimeout(callback, 0, { status: AsyncResultStatus.Succeeded, value: undefined })
}

const detailsOf = (person: PlaygroundPerson) => ({
  displayName: person.name ?? person.address,
  emailAddress: person.address,
  recipientType: 'externalUser',
})

const itemOf = (item: Extract<StandInItem, { kind: 'message' }>) => ({
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

const mailbox = {
  get item() {
    return state?.item?.kind === 'message' ? itemOf(state.item) : null
  },
  get userProfile() {
    return { emailAddress: state?.self ?? '' }
  },
  addHandlerAsync(type: string, handler: Handler, ...rest: unknown[]): void {
    handlers.set(type, (handlers.get(type) ?? new Set()).add(handler))
    later(rest.at(-1))
  },
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
