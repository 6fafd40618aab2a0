/** What connecting mailboxes to providers needs: settings and the keeper of tokens. The invented company has none. */
import type { GoogleConfig } from './config.ts'
import type { Sealer } from './db/sealer.ts'

export type Connections = {
  sealer: Sealer
  google: GoogleConfig
  /** Where providers and browsers reach this Ficha: PUBLIC_URL, else http on the host and port it serves. No slash at its end. */
  publicUrl: string
  /** Whether providers can call it: PUBLIC_URL is https, or loopback together with a loopback root. */
  pushes: boolean
  pollSeconds: number
  backfillDays: number
}

export type OpenMessage = {
  /** Hex id of the message in its mailbox. */
  providerId: string
  /** What the add-on was given to read the message that is open, and no other; null: with the account's own tokens. */
  tokens: { user: string; message: string } | null
}

/** What became of reading a message at once: `impossible` while its mailbox cannot be read. */
export type ReadNow = 'taken' | 'gone' | 'impossible'

type Person = { address: string; name: string | null }
export type PeopleOn = { messageId: string | null; from: Person[]; to: Person[]; cc: Person[] }

/** A whole message as it is now where it lies. `html` is as it was sent. */
export type OpenedMail = PeopleOn & {
  subject: string | null
  sentAt: Date | null
  text: string | null
  html: string | null
  attachments: { name: string | null; type: string; size: number; inline: boolean }[]
}
