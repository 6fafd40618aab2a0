/** What drawing needs besides the blocks: language, zone, and what a click becomes. */
import { gmailStrings } from '#shared/i18n/gmail.ts'
import type { GmailStrings } from '#shared/i18n/gmail.ts'
import { type PaneStrings, languageOf, paneStrings } from '#shared/i18n/pane.ts'
import { saidDate } from '#shared/i18n/said-date.ts'
import type { Button, CardAction, OnClick, Section, Widget } from './card-types.ts'
import type { Click, Place } from './clicks.ts'
import { asPlain, clip } from './text.ts'

export type Drawing = {
  /** BCP 47. */
  locale: string
  /** IANA. */
  zone: string
  now: Date
  /** Where the pages are: https://ficha.example */
  origin: string
  /** A click as Google sends it back: signed, with the place where it stands. `keeps`: what is typed stays. */
  on: (click: Click, keeps?: boolean) => CardAction
  /** The record of somebody named in the card. */
  person: (address: string) => Place
}

export const paneWords = ({ locale }: Drawing): PaneStrings => paneStrings[languageOf(locale)]
export const gmailWords = ({ locale }: Drawing): GmailStrings => gmailStrings[languageOf(locale)]

export const sayDate = (at: string, { locale, now, zone }: Drawing): string | undefined =>
  saidDate(at, { locale, now, zone })

/** A section to be. */
export type Part = {
  header?: string
  widgets: Widget[]
  /** So many stay when it is folded. */
  shown?: number
  /** It begins something: it does not stand under the heading of what is above it. */
  begins?: boolean
}

export const opens = (place: Place, drawing: Drawing): OnClick => ({ action: drawing.on({ do: 'open', place }) })

/** Undefined for what no host may open. Pages are ours or the web's; nothing runs. */
export function linkTo(href: string | null | undefined, { origin }: Pick<Drawing, 'origin'>): OnClick | undefined {
  if (!href || !URL.canParse(href, origin)) return undefined
  const url = new URL(href, origin)
  const ours = url.origin === origin
  // Google opens these three alone; our own page may be on loopback while one tries it out.
  if (!ours && !['https:', 'mailto:', 'tel:'].includes(url.protocol)) return undefined
  return { openLink: { url: url.href } }
}

/** Google's buttons have no second line: long labels are cut. */
export const button = (text: string, onClick: OnClick, more: Partial<Button> = {}): Button => ({
  text: clip(asPlain(text), 60),
  onClick,
  ...more,
})

export const buttons = (...list: Button[]): Widget => ({ buttonList: { buttons: list } })

/** Parts in their order as sections: one without a heading joins what is above it. */
export function toSections(parts: Part[]): Section[] {
  const sections: Section[] = []
  let open: Section | undefined
  for (const { header, widgets, shown, begins = false } of parts) {
    if (widgets.length === 0) continue
    const folds = shown !== undefined && shown < widgets.length
    if (open && header === undefined && !folds && !(begins && open.header !== undefined)) {
      open.widgets!.push(...widgets)
      continue
    }
    const section: Section = {
      ...(header === undefined ? {} : { header }),
      ...(folds ? { collapsible: true, uncollapsibleWidgetsCount: shown } : {}),
      widgets: [...widgets],
    }
    sections.push(section)
    // What follows must not be folded away with it.
    open = folds ? undefined : section
  }
  return sections
}

/** So many as buttons; the rest unfolds, unless it is a single one that takes as much room. */
const FIRST = 3

/** Lists of buttons that follow one another are one; a long one at the end of its section is folded. */
export function withFewButtons(section: Section): Section {
  const widgets: Widget[] = []
  for (const widget of section.widgets ?? []) {
    const before = widgets.at(-1)?.buttonList
    if (widget.buttonList && before) before.buttons!.push(...(widget.buttonList.buttons ?? []))
    else widgets.push(widget.buttonList ? buttons(...(widget.buttonList.buttons ?? [])) : widget)
  }
  const last = widgets.at(-1)?.buttonList?.buttons ?? []
  if (section.collapsible || last.length <= FIRST + 1) return { ...section, widgets }
  const shown = [...widgets.slice(0, -1), buttons(...last.slice(0, FIRST))]
  return {
    ...section,
    collapsible: true,
    uncollapsibleWidgetsCount: shown.length,
    widgets: [...shown, buttons(...last.slice(FIRST))],
  }
}
