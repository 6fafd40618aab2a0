/** What happened: the timeline, grouped by conversation, and its documents. */
import { KINDS } from '#shared/api.ts'
import type { Block, BlockOf, Row, RowGroup, RowsPage } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { companyName } from '../company-ref.ts'
import { writeCursor } from '../cursor.ts'
import { groupByConversation, toRow } from '../interactions/present.ts'
import { TIMELINE_PAGE } from './query.ts'
import type { RecordRow, TimelineEntry } from './query.ts'

/** Rows that are all there is: nothing to load, search or filter. */
export const plainRows = (id: string, title: string, empty: string, groups: RowGroup[]): BlockOf<'rows'> => ({
  type: 'rows',
  id,
  title,
  page: { groups, nextHref: null },
  views: [],
  filters: [],
  search: null,
  empty,
})

export function timelineBlocks(record: RecordRow, locale: Locale): Block[] {
  const { contact, company } = record
  if (!contact && !company) return []
  const words = recordWords[locale]
  const ofCompany = company ? `/api/timeline?companyId=${company.id}&locale=${locale}` : null
  const ofContact = contact ? `/api/timeline?contactId=${contact.id}&locale=${locale}` : null
  const name = company ? companyName(company) : (contact!.name ?? contact!.addresses[0] ?? '')
  const views = [
    ...(company ? [{ id: 'company', label: words.wholeCompany, href: ofCompany!, current: true }] : []),
    ...(contact
      ? [
          {
            id: 'person',
            label: words.only(contact.name ?? contact.addresses[0] ?? ''),
            href: ofContact!,
            current: !company,
          },
        ]
      : []),
  ]
  return [
    {
      type: 'rows',
      id: 'timeline',
      title: words.withCompany(name),
      page: firstPage(record.timeline, (ofCompany ?? ofContact)!, locale),
      views,
      filters: KINDS.map((kind) => ({ id: kind, label: words.kind[kind] })),
      search: words.search,
      empty: words.nothingYet,
    },
  ]
}

function firstPage(entries: TimelineEntry[], href: string, locale: Locale): RowsPage {
  const shown = entries.slice(0, TIMELINE_PAGE)
  const last = shown.at(-1)
  return {
    groups: groupByConversation(
      shown.map((entry) => ({
        conversation: entry.conversation_id,
        row: toRow({ ...entry, level: entry.lv }, locale),
      })),
    ),
    nextHref:
      entries.length > TIMELINE_PAGE && last
        ? `${href}&cursor=${writeCursor({ at: last.at ?? '-infinity', id: last.id })}`
        : null,
  }
}

export function documentBlocks(record: RecordRow, locale: Locale): Block[] {
  const words = recordWords[locale]
  if (record.documents.length === 0) return []
  const rows = record.documents.slice(0, 10).map((document) => documentRow(document, locale))
  return [{ ...plainRows('documents', words.documents, '', [{ id: 'documents', title: null, rows }]), folded: true }]
}

export const documentRow = (document: RecordRow['documents'][number], locale: Locale): Row => ({
  id: `d${document.interaction_id}-${document.position}`,
  kind: 'document',
  at: document.at,
  primary: document.name,
  secondary: sizeInWords(document.size, locale),
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: `/api/interactions/${document.interaction_id}/documents/${document.position}`,
  address: null,
})

function sizeInWords(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return sizeFormat(locale, unit, value < 10 ? 1 : 0).format(value)
}

const formats = new Map<string, Intl.NumberFormat>()

/** Making one takes longer than the rest of a row; there are eight. */
function sizeFormat(locale: Locale, unit: string, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${maximumFractionDigits}`
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits })
  formats.set(key, format)
  return format
}
