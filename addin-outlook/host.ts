/**
 * The only file that knows Office.js. It needs requirement set Mailbox 1.5 (item changes); the theme's events (1.14)
 * are asked for first. https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets
 */

export type Person = { name: string | null; address: string }

/** What the pane needs of the open message. `messageId` is missing on mail that was sent a moment ago. */
export type HostItem = {
  messageId: string | null
  from: Person | null
  to: Person[]
  cc: Person[]
  subject: string | null
}

export type Host = {
  /** A BCP 47 tag, e.g. "es-ES". */
  locale: string
  /** The address of the open mailbox. */
  self: string | null
  /** Calls at once with the open item, and again at each change; `generation` grows, so late answers are told apart. */
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
  const tell = () => listener(currentItem(), ++generation)
  const { mailbox } = Office.context
  // Only a pinned pane gets these; where pinning is not offered the pane is opened anew for each message.
  if (Office.context.requirements.isSetSupported('Mailbox', '1.5')) {
    mailbox.addHandlerAsync(Office.EventType.ItemChanged, tell)
  }
  tell()
}

/** Null when nothing is selected, and for what is not a message being read (its fields are then asynchronous). */
function currentItem(): HostItem | null {
  const item = Office.context.mailbox.item as (Office.MessageRead & Office.Item) | null | undefined
  if (!item || item.itemType !== Office.MailboxEnums.ItemType.Message || !Array.isArray(item.to)) return null
  return {
    messageId: item.internetMessageId?.replace(/^<|>$/g, '') || null,
    from: personOf(item.from ?? item.sender),
    to: peopleOf(item.to),
    cc: peopleOf(item.cc ?? []),
    subject: item.subject || null,
  }
}

function personOf(details: Office.EmailAddressDetails | null | undefined): Person | null {
  const address = details?.emailAddress?.trim()
  if (!address) return null
  const name = details?.displayName?.trim()
  // Outlook repeats the address where it knows no name.
  return { name: name && name.toLowerCase() !== address.toLowerCase() ? name : null, address }
}

const peopleOf = (all: Office.EmailAddressDetails[]): Person[] => all.map(personOf).filter((person) => person !== null)

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
