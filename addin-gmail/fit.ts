/**
 * Google draws a hundred widgets of a card and drops, without a word, the section that goes beyond and all below it
 * (card.proto, "Card"): so what does not fit is left out here, from the end, and said.
 */
import type { Card, Section, Widget } from './card-types.ts'
import { type Drawing, button, buttons, linkTo, paneWords } from './drawing.ts'
import { noteOf } from './blocks/small.ts'

export const MOST_WIDGETS = 100
/** The sentence and the link that say so. */
const SAYING = 2

export const countWidgets = ({ sections = [] }: Card): number => sections.reduce((sum, one) => sum + sizeOf(one), 0)

const sizeOf = ({ widgets = [] }: Section): number => widgets.reduce((sum, widget) => sum + weightOf(widget), 0)

/** What stands in columns counts too. */
const weightOf = ({ columns }: Widget): number =>
  1 + (columns?.columnItems ?? []).reduce((sum, column) => sum + (column.widgets?.length ?? 0), 0)

/** @param page of what it shows, where all of it stands */
export function fit(card: Card, page: string | null, drawing: Drawing): Card {
  if (countWidgets(card) <= MOST_WIDGETS) return card
  let left = MOST_WIDGETS - SAYING
  const kept: Section[] = []
  for (const section of card.sections ?? []) {
    const widgets: Widget[] = []
    for (const widget of section.widgets ?? []) {
      left -= weightOf(widget)
      if (left < 0) break
      widgets.push(widget)
    }
    if (widgets.length > 0) kept.push({ ...section, widgets })
    if (left <= 0) break
  }
  const onClick = linkTo(page, drawing)
  const widgets = [noteOf(drawing), ...(onClick ? [buttons(button(paneWords(drawing).openPage, onClick))] : [])]
  return { ...card, sections: [...kept, { widgets }] }
}
