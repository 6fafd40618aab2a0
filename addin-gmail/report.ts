/** One interaction whole: who, what was said, its documents, and what people wrote beside it. Pure. */
import type { InteractionDetail } from '#shared/api.ts'
import type { Block } from '#shared/blocks.ts'
import { exactDate } from '#shared/i18n/said-date.ts'
import { paragraph } from './blocks/small.ts'
import type { Card, Widget } from './card-types.ts'
import type { Place } from './clicks.ts'
import { type Frame, blocksCard } from './cards.ts'
import { type Drawing, type Part, linkTo, paneWords } from './drawing.ts'
import { icon } from './icons.ts'
import { asHtml, asPlain, bold, clip } from './text.ts'

type ReportPlace = Extract<Place, { at: 'report' }>

/** Google says no limit for a card; thirty pages are read on the page. */
const LONG = 8000
const NAMED = 8
const ROLES = ['from', 'with', 'to', 'cc', 'bcc'] as const

export function reportCard(
  detail: InteractionDetail,
  { place, ...frame }: Omit<Frame, 'place'> & { place: ReportPlace },
  drawing: Drawing,
): Card {
  const strings = paneWords(drawing)
  const date = detail.occurredAt ? exactDate(detail.occurredAt, drawing) : strings.undated
  const blocks: Block[] = [...(detail.own ? [detail.own] : []), ...(detail.beside ?? [])]
  const widgets: Widget[] = [
    { decoratedText: { startIcon: icon(detail.kind), text: asHtml(date ?? strings.undated), wrapText: true } },
    ...peopleWidgets(detail, drawing),
    paragraph(clip(detail.report?.trim() || strings.noText, LONG)),
  ]
  const files = documentWidgets(detail, drawing)
  const parts: Part[] = [
    { widgets },
    ...(files.length > 0 ? [{ header: asHtml(strings.documents), widgets: files }] : []),
  ]
  const page = detail.contacts[0] ? `/contacts/${detail.contacts[0].id}` : null
  return blocksCard({ title: detail.subject ?? place.title, blocks, parts }, { ...frame, page, place }, drawing)
}

/** A report says this itself in its first line; the whole list is for what came with many. */
function peopleWidgets({ participants }: InteractionDetail, drawing: Drawing): Widget[] {
  const strings = paneWords(drawing)
  const lines = ROLES.flatMap((role) => {
    const names = participants.filter((one) => one.role === role).map(({ name, address }) => name ?? address)
    if (names.length === 0) return []
    const rest = names.length > NAMED ? [strings.andMore(names.length - NAMED)] : []
    return [`${bold(strings.roles[role])} ${asHtml([...names.slice(0, NAMED), ...rest].join(', '))}`]
  })
  return lines.length > 0 ? [{ textParagraph: { text: lines.join('<br>') } }] : []
}

const FILES = 20

function documentWidgets({ documents }: InteractionDetail, drawing: Drawing): Widget[] {
  return documents.slice(0, FILES).map(({ name, href }) => {
    const onClick = linkTo(href, drawing)
    const face = { startIcon: icon('document'), text: asHtml(clip(asPlain(name), 200)), wrapText: true }
    return { decoratedText: { ...face, ...(onClick && { onClick }) } }
  })
}
