/** Meetings to come as rows: pure. */
import type { BlockOf, Row, RowsPage } from '#shared/blocks.ts'
import { meetingWords } from '#shared/i18n/meetings.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { EVERYTHING, SUBJECT } from '../../access/visibility.ts'
import { writeCursor } from '../cursor.ts'
import { joinPeople } from '../sides.ts'
import type { Planned, PlannedSource } from './planned.ts'

export type Whose = { contactId?: number | undefined; companyId?: number | undefined }

export function plannedBlock(found: Planned, whose: Whose, locale: Locale): BlockOf<'rows'> {
  const words = meetingWords[locale]
  const more = found.n - found.rows.length
  return {
    type: 'rows',
    id: 'planned',
    title: more > 0 ? `${words.planned} · ${words.more(more)}` : words.planned,
    page: plannedPage(found, whose, locale),
    views: [],
    filters: [],
    search: null,
    empty: '',
  }
}

export function plannedPage({ rows, n }: Planned, whose: Whose, locale: Locale): RowsPage {
  const last = rows.at(-1)
  const query = new URLSearchParams(Object.entries(whose).map(([key, id]) => [key, String(id)]))
  if (last) query.set('cursor', writeCursor({ at: new Date(last.at).toISOString(), id: last.id }))
  query.set('locale', locale)
  return {
    groups: rows.map((one) => plannedRow(one, locale)).map((row) => ({ id: row.id, title: null, rows: [row] })),
    nextHref: n > rows.length ? `/api/meetings/planned?${query}` : null,
  }
}

function plannedRow(one: PlannedSource, locale: Locale): Row {
  const words = meetingWords[locale]
  const hidden = one.lv < SUBJECT
  const who = joinPeople(one.ours, one.theirs, locale)
  return {
    id: `m${one.id}`,
    kind: 'meeting',
    at: one.start_on ?? new Date(one.at).toISOString(),
    primary: hidden
      ? `${recordWords[locale].kind.meeting}: ${recordWords[locale].hidden}`
      : (one.subject ?? words.untitled),
    secondary: hidden ? null : [who, one.place].filter(Boolean).join(' · ') || null,
    text: null,
    tone: hidden ? 'private' : 'neutral',
    hidden,
    open: one.lv >= EVERYTHING ? `/api/interactions/${one.id}?locale=${locale}` : null,
    download: null,
    address: null,
  }
}
