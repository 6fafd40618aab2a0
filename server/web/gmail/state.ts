/**
 * What a card sends back when somebody clicks in it. It has been in the browser meanwhile, so it is signed: for whom the card
 * was drawn, where the click stands, what it does, and until when it holds. What it may do is asked again all the same.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Click, Place } from '../../../addin-gmail/clicks.ts'
import type { Hasher } from '../../db/hasher.ts'

export type Clicked = { click: Click; place: Place }
/** Why it is not taken: `old` cards are drawn again, the others were never ours for this user. */
export type Refusal = 'old' | 'foreign' | 'altered'

type Payload = Clicked & { user: number; until: number }

const HOURS = 48

export function createStates(hasher: Pick<Hasher, 'key'>) {
  const key = hasher.key('gmail-state')
  const macOf = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    seal(userId: number, clicked: Clicked, now: Date): string {
      const payload: Payload = { ...clicked, user: userId, until: now.getTime() + HOURS * 3_600_000 }
      const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
      return `${text}.${macOf(text).toString('base64url')}`
    },
    open(sealed: string, userId: number, now: Date): Clicked | Refusal {
      const [text = '', mac = '', ...more] = sealed.split('.')
      const [given, right] = [Buffer.from(mac, 'base64url'), macOf(text)]
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return 'altered'
      const { user, until, click, place } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Payload
      if (user !== userId) return 'foreign'
      return until <= now.getTime() ? 'old' : { click, place }
    },
  }
}

export type States = ReturnType<typeof createStates>
