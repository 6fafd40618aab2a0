/** Lists as widgets: a row a decorated text, a conversation a section whose earlier messages are folded. */
import type { Action, BlockOf, Row, RowGroup } from '#shared/blocks.ts'
import type { OnClick, Widget } from '../card-types.ts'
import type { Act, RowsPlace } from '../clicks.ts'
import { type Drawing, type Part, button, buttons, gmailWords, linkTo, opens, paneWords, sayDate } from '../drawing.ts'
import { icon } from '../icons.ts'
import { asHtml, asPlain, bold, clip } from '../text.ts'

type RowsBlock = BlockOf<'rows'>

/** Of documents, people and follow-ups: these few, the rest unfolds. */
const THINGS = 5
const [PRIMARY, SECOND, TEXT] = [200, 160, 110]

export function rowsParts(block: RowsBlock, drawing: Drawing): Part[] {
  const { title, page, empty, folded } = block
  const header = asHtml(title)
  if (!page) return [{ header, widgets: [buttons(button(gmailWords(drawing).show, opens(placeOf(block), drawing)))] }]
  const lists = groupParts(page.groups, drawing)
  const none = page.groups.length === 0
  if (none && (folded || empty === '')) return []
  const rest = restOf(block, drawing)
  if (none) return [{ header, widgets: [{ textParagraph: { text: asHtml(empty) } }, ...rest] }]
  if (folded) {
    const widgets = lists.flatMap((part) => part.widgets)
    const count = page.nextHref ? '' : ` · ${widgets.length}`
    return [{ header: `${header}${count}`, widgets: [...widgets, ...rest], shown: 0 }]
  }
  const [first, ...others] = lists
  return [{ ...first!, header }, ...others, ...(rest.length > 0 ? [{ widgets: rest }] : [])]
}

/** What stands beyond the first page, other views of it, and the way to search it. */
function restOf(block: RowsBlock, drawing: Drawing): Widget[] {
  const { page, views, search, filters } = block
  const strings = paneWords(drawing)
  const list = [
    ...(page?.nextHref ? [button(strings.loadMore, opens({ ...placeOf(block), href: page.nextHref }, drawing))] : []),
    ...views
      .filter(({ current }) => !current)
      .map(({ label, href }) => button(label, opens({ ...placeOf(block), href, title: label }, drawing))),
    ...(search !== null || filters.length > 0
      ? [button(gmailWords(drawing).history, opens(placeOf(block), drawing))]
      : []),
  ]
  return list.length > 0 ? [buttons(...list)] : []
}

function placeOf({ views, title, search, filters }: RowsBlock): RowsPlace {
  const href = (views.find(({ current }) => current) ?? views[0])?.href ?? ''
  return { at: 'rows', href, title, search, filters }
}

/** A part for each conversation of several messages; what stands alone joins what is above. */
export function groupParts(groups: RowGroup[], drawing: Drawing): Part[] {
  return groups.map(({ title, rows }) => {
    const drawn = rows.map((row, index) => rowWidgets(row, index === 0 ? title : null, drawing))
    // A list of things comes whole, of a conversation its newest message; a fold that hides one thing saves nothing.
    const first = title === null ? THINGS + Number(rows.length === THINGS + 1) : 1
    return { widgets: drawn.flat(), ...(rows.length > first && { shown: drawn.slice(0, first).flat().length }) }
  })
}

/** `title`: of the conversation that it begins. */
export function rowWidgets(row: Row, title: string | null, drawing: Drawing): Widget[] {
  const strings = paneWords(drawing)
  const at = row.at === null ? undefined : sayDate(row.at, drawing)
  if (row.hidden) {
    const text = asHtml(`${strings.kinds[row.kind]} · ${strings.hidden}`)
    return [
      { decoratedText: { startIcon: icon('private'), ...(at && { topLabel: asPlain(at) }), text, wrapText: true } },
    ]
  }
  const { primary, secondary, tone, kind, actions = [] } = row
  // The first line of a conversation is its subject, below it who wrote to whom.
  const lines = title === null ? [secondary] : [title === primary ? null : primary, secondary]
  const below = [...lines, row.text === null ? null : clip(row.text.replace(/\s+/g, ' '), TEXT)].filter(Boolean)
  const onClick = clickOf(row, drawing)
  const [only] = actions
  const single = actions.length === 1 && only !== undefined
  const face: Widget = {
    decoratedText: {
      startIcon: icon(tone === 'private' ? 'private' : kind, strings.kinds[kind]),
      ...(at && { topLabel: asPlain(at) }),
      text: title === null ? asHtml(clip(primary, PRIMARY)) : bold(clip(title, PRIMARY)),
      wrapText: true,
      ...(below.length > 0 && { bottomLabel: asPlain(clip(below.join(' · '), SECOND + TEXT)) }),
      ...(onClick && { onClick }),
      ...(single && { button: button(only.label, { action: drawing.on({ do: 'act', act: actOf(only) }) }) }),
    },
  }
  const more = single ? [] : actions
  return more.length === 0 ? [face] : [face, actionButtons(more, drawing)]
}

export const actionButtons = (actions: Action[], drawing: Drawing): Widget =>
  buttons(...actions.map((action) => button(action.label, { action: drawing.on({ do: 'act', act: actOf(action) }) })))

/** In the order in which the pane takes them. */
function clickOf({ open, download, address, page, primary }: Row, drawing: Drawing): OnClick | undefined {
  if (open?.startsWith('/api/appointment?')) return opens({ at: 'event', href: open }, drawing)
  if (open) return opens({ at: 'report', href: open, title: clip(primary, 120) }, drawing)
  if (download) return linkTo(download, drawing)
  if (address) return opens(drawing.person(address), drawing)
  return linkTo(page, drawing)
}

export const actOf = ({ label, request, undo, done }: Action): Act => ({
  label,
  request,
  ...(undo && { undo }),
  ...(done && { done }),
})
