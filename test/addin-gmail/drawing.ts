/** A drawing for tests of cards alone: clicks come back as they are. */
import type { Block, BlockOf, Row } from '#shared/blocks.ts'
import type { Card, Widget } from '../../addin-gmail/card-types.ts'
import type { Click } from '../../addin-gmail/clicks.ts'
import { blocksCard } from '../../addin-gmail/cards.ts'
import type { Drawing } from '../../addin-gmail/drawing.ts'

export const drawing = (locale = 'en-GB'): Drawing => ({
  locale,
  zone: 'Europe/Madrid',
  now: new Date('2026-11-22T09:00:00Z'),
  origin: 'https://ficha.example',
  on: (click, keeps = false) => ({
    function: 'https://ficha.example/gmail/act',
    parameters: [{ key: 'state', value: JSON.stringify(click) }],
    ...(keeps && { persistValues: true }),
  }),
  person: (address) => ({ at: 'record', href: `/api/sidebar?address=${address}` }),
})

export const drawn = (blocks: Block[], locale?: string): Card =>
  blocksCard({ title: 'Title', blocks }, { place: { at: 'home' }, page: '/contacts/7' }, drawing(locale))

export const widgets = (card: Card): Widget[] => (card.sections ?? []).flatMap((section) => section.widgets ?? [])

/** What the clicks of a card mean. */
export function clicks(card: Card): Click[] {
  const found: Click[] = []
  JSON.stringify(card, (key, value: unknown) => {
    if (key === 'parameters') found.push(JSON.parse((value as { value: string }[])[0]!.value) as Click)
    return value
  })
  return found
}

export const row = (more: Partial<Row> = {}): Row => ({
  id: 'i1',
  kind: 'mail_received',
  at: '2026-11-21T10:00:00Z',
  primary: 'The offer',
  secondary: null,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
  ...more,
})

export const rows = (more: Partial<BlockOf<'rows'>> = {}): BlockOf<'rows'> => ({
  type: 'rows',
  id: 'timeline',
  title: 'With Talleres Norte',
  page: { groups: [{ id: 'k1', title: null, rows: [row()] }], nextHref: null },
  views: [],
  filters: [],
  search: null,
  empty: 'Nothing yet.',
  ...more,
})
