/** Message-ID, In-Reply-To and References. Pure. */
import { createHash } from 'node:crypto'

/** RFC 5322 limits a line to 998; what is longer is kept recognisable without burdening an index. */
const MAX_ID = 998
/** Loops between ticket systems grow References without end; the first names the conversation, the last the parent. */
const MAX_REFERENCES = 100

function normaliseId(raw: string): string | null {
  const id = raw.replace(/[\s<>]+/g, '')
  if (id === '') return null
  return id.length <= MAX_ID ? id : `${id.slice(0, 900)}~${createHash('sha256').update(id).digest('hex')}`
}

/** Ids in angle brackets; where there are none, what looks like an id. Each once, in order. */
export function parseIds(values: string[]): string[] {
  const text = values.join(' ')
  const bracketed = text.match(/<[^<>]+>/g)
  const found = bracketed ?? text.split(/[\s,]+/).filter((word) => /^[^@\s]+@[^@\s]+$/.test(word))
  return [...new Set(found.map(normaliseId).filter((id) => id !== null))]
}

/** The message's own id: also one without brackets or @, as long as it is one word. */
export function parseMessageId(values: string[]): string | null {
  for (const value of values) {
    const bracketed = /<([^<>]+)>/.exec(value)
    const id = bracketed ? normaliseId(bracketed[1]!) : /^\S+$/.test(value) ? normaliseId(value) : null
    if (id !== null) return id
  }
  return null
}

/** Oldest first, each once, without the message itself. */
export function parseReferences(values: string[], messageId: string | null): string[] {
  const ids = parseIds(values).filter((id) => id !== messageId)
  return ids.length <= MAX_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)]
}
