/** Open follow-ups as rows: pure. */
import type { Block, Row } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'

/** `days`: from today to the day it is due. `about`: whom it is about. */
export type Owed = {
  id: number
  title: string
  due_on: string
  days: number
  owner_id: number | null
  owner: string | null
  about: string | null
}

type Beside = { viewerId: number; contact: { name: string | null } | null }

export function owedBlocks(owed: readonly Owed[], beside: Beside, locale: Locale): Block[] {
  if (owed.length === 0) return []
  const words = workWords[locale]
  return [
    {
      type: 'rows',
      id: 'open',
      title: words.openTitle,
      page: {
        groups: owed.map((one) => ({ id: `f${one.id}`, title: null, rows: [owedRow(one, beside, locale)] })),
        nextHref: null,
      },
      views: [],
      filters: [],
      search: null,
      empty: words.nothingOpen,
    },
  ]
}

function owedRow(one: Owed, beside: Beside, locale: Locale): Row {
  const words = workWords[locale]
  const href = `/api/followups/${one.id}`
  const owner = one.owner_id === beside.viewerId ? null : (one.owner ?? words.nobodyYet)
  const about = one.about === beside.contact?.name ? null : one.about
  return {
    id: `f${one.id}`,
    kind: 'followup',
    at: null,
    primary: one.title,
    secondary: [words.due(one.days, sayDay(one.due_on, locale)), owner, about].filter(Boolean).join(' · '),
    text: null,
    tone: one.days < 0 ? 'attention' : 'neutral',
    hidden: false,
    open: null,
    download: null,
    address: null,
    actions: [
      {
        id: 'done',
        label: words.done,
        request: { method: 'PATCH', href, body: { state: 'done' } },
        undo: { method: 'PATCH', href, body: { state: 'open' } },
        done: words.closed,
      },
    ],
  }
}

/** A day stays a day, whatever the reader's zone. */
const sayDay = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'es-ES', {
    day: 'numeric',
    month: 'short',
    ...(day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? {} : { year: 'numeric' as const }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
