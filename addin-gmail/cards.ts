/** Whole cards. Pure: blocks in, card JSON out. */
import type { Block, BlockOf, RowGroup } from '#shared/blocks.ts'
import { gmailStrings } from '#shared/i18n/gmail.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import { actionsPart } from './blocks/actions.ts'
import { type Filled, formInPlace, formParts, sentForm } from './blocks/form.ts'
import { groupParts, rowsParts } from './blocks/rows.ts'
import { chipsPart, factsPart, headerPart, paragraph, textPart } from './blocks/small.ts'
import type { Button, Card, Widget } from './card-types.ts'
import type { Act, Place, RowsPlace } from './clicks.ts'
import {
  type Drawing,
  type Part,
  button,
  buttons,
  gmailWords,
  linkTo,
  opens,
  paneWords,
  toSections,
  withFewButtons,
} from './drawing.ts'
import { fit } from './fit.ts'
import { icon } from './icons.ts'
import { asHtml, asPlain, clip } from './text.ts'

/** `done`: what was just done, and the way back. `page`: of what it shows, a path of ours. */
export type Frame = { done?: { text: string; undo: Act | null } | null; page?: string | null; place: Place }

/** The title where there is no header block. */
export type Titled = { title: string; blocks: Block[]; parts?: Part[] }

export function blocksCard({ title, blocks, parts = [] }: Titled, frame: Frame, drawing: Drawing): Card {
  const head = blocks.find((block): block is BlockOf<'header'> => block.type === 'header')
  const drawn = blocks.flatMap((block) => blockParts(block, frame.place, drawing))
  return framed(
    {
      header: {
        title: clip(asPlain(head?.title ?? title), 150),
        ...(head?.subtitle && { subtitle: clip(asPlain(head.subtitle), 150) }),
      },
      parts: [...parts, ...drawn],
    },
    frame,
    drawing,
  )
}

function framed(whole: { header: Card['header']; parts: Part[] }, frame: Frame, drawing: Drawing): Card {
  const { again } = gmailWords(drawing)
  const page = linkTo(frame.page, drawing)
  const card: Card = {
    ...(whole.header && { header: whole.header }),
    name: frame.place.at,
    // What was just done stands apart from what it was done to.
    sections: [...toSections(doneParts(frame, drawing)), ...toSections(whole.parts)].map(withFewButtons),
    cardActions: [
      ...(page ? [{ actionLabel: paneWords(drawing).openPage, onClick: page }] : []),
      { actionLabel: again, onClick: { action: drawing.on({ do: 'again' }) } },
    ],
  }
  return fit(card, frame.page ?? null, drawing)
}

function doneParts({ done }: Frame, drawing: Drawing): Part[] {
  if (!done) return []
  const undo = done.undo && button(paneWords(drawing).undo, { action: drawing.on({ do: 'act', act: done.undo }) })
  const face: Widget = {
    decoratedText: { startIcon: icon('good'), text: asHtml(done.text), wrapText: true, ...(undo && { button: undo }) },
  }
  return [{ widgets: [face] }]
}

function blockParts(block: Block, place: Place, drawing: Drawing): Part[] {
  const [first, ...others] = partsOf(block, place, drawing)
  return first ? [{ ...first, begins: true }, ...others] : []
}

function partsOf(block: Block, place: Place, drawing: Drawing): Part[] {
  if (block.type === 'header') return [headerPart(block)]
  if (block.type === 'facts') return [factsPart(block, drawing)]
  if (block.type === 'text') return [textPart(block, drawing)]
  if (block.type === 'rows') return rowsParts(block, drawing)
  if (block.type === 'chips') return [chipsPart(block, drawing)]
  if (block.type === 'actions') return [actionsPart(block, place, drawing)]
  return formInPlace(block, drawing)
}

/** Blue as Google's own filled buttons are. */
const BLUE = { red: 0.043, green: 0.341, blue: 0.816, alpha: 1 }

export function formCard(form: BlockOf<'form'>, drawing: Drawing, filled: Filled = {}): Card {
  const card: Card = {
    header: { title: clip(asPlain(form.title), 150) },
    name: 'form',
    sections: toSections(formParts(form, drawing, filled)),
    fixedFooter: {
      primaryButton: button(
        form.submit.label,
        { action: drawing.on({ do: 'submit', form: sentForm(form) }, true) },
        { color: BLUE },
      ),
    },
  }
  return fit(card, null, drawing)
}

/** A list of its own: searched, filtered, and going on page by page. */
export function rowsCard(
  { place, groups, nextHref }: { place: RowsPlace; groups: RowGroup[]; nextHref: string | null },
  frame: Omit<Frame, 'place'>,
  drawing: Drawing,
): Card {
  const strings = paneWords(drawing)
  const asked = Boolean(place.q || place.kind)
  const none = [paragraph(asked ? strings.noMatch : strings.partMissing)]
  const lists = groupParts(groups, drawing)
  const more = nextHref ? [buttons(button(strings.loadMore, opens({ ...place, href: nextHref }, drawing)))] : []
  const parts: Part[] = [
    { widgets: searchWidgets(place, drawing) },
    ...(lists.length > 0 ? lists : [{ widgets: none }]),
    { widgets: more },
  ]
  return framed({ header: { title: clip(asPlain(place.title), 150) }, parts }, { ...frame, place }, drawing)
}

function searchWidgets({ search, filters, q = '', kind = '' }: RowsPlace, drawing: Drawing): Widget[] {
  const strings = paneWords(drawing)
  const items = [{ id: '', label: strings.allKinds }, ...filters]
  const widgets: Widget[] = [
    ...(search === null ? [] : [{ textInput: { name: 'q', label: asPlain(search), type: 'SINGLE_LINE', value: q } }]),
    ...(filters.length === 0
      ? []
      : [
          {
            selectionInput: {
              type: 'DROPDOWN',
              name: 'kind',
              label: strings.kind,
              items: items.map(({ id, label }) => ({ text: asPlain(label), value: id, selected: id === kind })),
            },
          },
        ]),
  ]
  if (widgets.length === 0) return []
  return [...widgets, buttons(button(strings.search, { action: drawing.on({ do: 'search' }, true) }))]
}

/** A card that says what is the matter, and what to do about it. `take`: the label of what reads the open message now. */
export type Matter = { title: string; text: string; link?: { label: string; href: string }; take?: string }

export function matterCard(
  { title, text, link, take }: Matter,
  drawing: Pick<Drawing, 'locale' | 'origin'> & Partial<Drawing>,
): Card {
  const { on, locale } = drawing
  const target = link && linkTo(link.href, drawing)?.openLink
  const list: Button[] = [
    ...(on && take ? [button(take, { action: on({ do: 'take' }) })] : []),
    ...(link && target ? [button(link.label, { openLink: { ...target, onClose: 'RELOAD' } })] : []),
    ...(on ? [button(gmailStrings[languageOf(locale)].again, { action: on({ do: 'again' }) })] : []),
  ]
  return {
    header: { title: asPlain(title) },
    name: 'matter',
    sections: [{ widgets: [paragraph(text), ...(list.length > 0 ? [buttons(...list)] : [])] }],
  }
}
