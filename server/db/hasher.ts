/** Keyed hashes: what is skipped is remembered by these alone (truth 3). 128 bits of HMAC-SHA-256, base64url. */
import { createHmac, createSecretKey } from 'node:crypto'

export type Hasher = {
  /** Of a base address (no tag, no Gmail dots). */
  address(base: string): string
  /** Of a registrable domain. */
  domain(domain: string): string
  /** Of a Message-ID alone: a node of a conversation. */
  messageId(id: string): string
  /** Of a message: its id and From addresses, so that a hostile sender cannot take over another's id. */
  message(id: string, from: readonly string[]): string
  /** Of a calendar event's UID. */
  series(uid: string): string
  /** Of one instance of it. */
  meeting(uid: string, originalStart: string | null): string
  /** A key of its own for another purpose: nothing that is hashed says anything of it. */
  key(purpose: string): Buffer
}

export function createHasher(key: Buffer): Hasher {
  // Made once: from the bytes, each hash would prepare the key again, which costs more than hashing.
  const secret = createSecretKey(key)
  const hash = (...parts: string[]) =>
    createHmac('sha256', secret).update(parts.join('\0')).digest('base64url').slice(0, 22)
  return {
    address: (base) => hash('address', base),
    domain: (domain) => hash('domain', domain),
    messageId: (id) => hash('message-id', id),
    message: (id, from) => hash('message', id, ...from.toSorted()),
    series: (uid) => hash('series', uid),
    meeting: (uid, originalStart) => hash('meeting', uid, originalStart ?? ''),
    key: (purpose) => createHmac('sha256', secret).update(`key\0${purpose}`).digest(),
  }
}
