/** Icons by name, which Google draws itself: no picture is fetched from anywhere. */
import type { Row, Tone } from '#shared/blocks.ts'
import type { Icon } from './card-types.ts'

export const MATERIAL = {
  neutral: 'info',
  good: 'check_circle',
  attention: 'schedule',
  bad: 'error',
  private: 'lock',
  mail_sent: 'send',
  mail_received: 'mail',
  meeting: 'event',
  call: 'call',
  visit: 'handshake',
  chat: 'chat',
  note: 'sticky_note_2',
  document: 'description',
  person: 'person',
  company: 'business',
  mailbox: 'inbox',
  followup: 'flag',
  opportunity: 'trending_up',
  change: 'history',
  pin: 'keep',
  out: 'open_in_new',
  earlier: 'forum',
} as const satisfies Record<Tone | Row['kind'] | 'pin' | 'out' | 'earlier', string>

/** `said`: what it means, for who does not see it. */
export const icon = (name: keyof typeof MATERIAL, said?: string): Icon => ({
  materialIcon: { name: MATERIAL[name] },
  ...(said !== undefined && { altText: said }),
})
