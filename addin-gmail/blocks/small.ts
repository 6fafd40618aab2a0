/** Header, facts, sentences and chips as widgets. */
import type { BlockOf } from '#shared/blocks.ts'
import type { Widget } from '../card-types.ts'
import { type Drawing, type Part, button, buttons, gmailWords, linkTo, opens, paneWords, sayDate } from '../drawing.ts'
import { icon } from '../icons.ts'
import { asHtml, asPlain, clip } from '../text.ts'

/** Its name and place stand in the card's own header; here is how we stand with them. */
export function headerPart({ meta, tone }: BlockOf<'header'>): Part {
  if (!meta) return { widgets: [] }
  const startIcon = icon(tone === 'neutral' ? 'person' : tone)
  return { widgets: [{ decoratedText: { startIcon, text: asHtml(meta), wrapText: true } }] }
}

/** Enough at first sight; the rest unfolds. */
const FACTS = 4

export function factsPart({ items }: BlockOf<'facts'>, drawing: Drawing): Part {
  const widgets = items.map(({ label, value, href }): Widget => {
    const onClick = linkTo(href, drawing)
    const text = asHtml(clip(value, 500))
    return { decoratedText: { topLabel: asPlain(label), text, wrapText: true, ...(onClick && { onClick }) } }
  })
  return widgets.length > FACTS + 1 ? { widgets, shown: FACTS } : { widgets }
}

/** A report of thirty pages has a page of its own. */
const LONG = 1500
/** Reasons of a line or two stand below; more of them unfold. */
const SHORT = 200

export function textPart(block: BlockOf<'text'>, drawing: Drawing): Part {
  const { text, tone, more, details, said, link } = block
  const strings = paneWords(drawing)
  const why = more === null ? '' : joinSentences(details)
  const pinned = said && strings.noticeSaid(said.by, sayDate(said.at, drawing) ?? strings.undated)
  const below = [pinned, why.length <= SHORT ? why : null].filter(Boolean).join(' · ')
  const sentence: Widget = {
    decoratedText: {
      startIcon: icon(said ? 'pin' : tone),
      text: asHtml(clip(text, LONG)),
      wrapText: true,
      ...(below && { bottomLabel: asPlain(below) }),
    },
  }
  const onClick = linkTo(link?.href, drawing)
  const widgets = onClick ? [sentence, buttons(button(link!.label, onClick))] : [sentence]
  if (why.length <= SHORT) return { widgets }
  return { widgets: [...widgets, paragraph(details.join('\n'))], shown: widgets.length }
}

/** Sentences follow one another; what is none is set apart. */
const joinSentences = (lines: string[]): string =>
  lines.reduce((said, line) => (said === '' ? line : `${said}${/[.!?…]$/.test(said) ? ' ' : ' · '}${line}`), '')

export const paragraph = (text: string): Widget => ({ textParagraph: { text: asHtml(text) } })

/** Two or three lines of them; a mail to 200 must not push the record away. */
const CHIPS = 12

export function chipsPart({ title, chips, more = 0 }: BlockOf<'chips'>, drawing: Drawing): Part {
  const strings = paneWords(drawing)
  const named = chips.filter(({ address }) => address !== null)
  const left = Math.max(0, named.length - CHIPS) + more
  const said = chips.filter(({ address }) => address === null).map(({ text }) => text)
  const widgets: Widget[] = [
    ...(named.length > 0
      ? [
          {
            chipList: {
              layout: 'WRAPPED',
              chips: named.slice(0, CHIPS).map(({ text, address }) => ({
                label: clip(asPlain(text), 60),
                altText: asPlain(strings.opensRecord(text)),
                onClick: opens(drawing.person(address!), drawing),
              })),
            },
          },
        ]
      : []),
    // A chip that nothing can be done with is a word.
    ...(said.length > 0 ? [paragraph(said.join(' · '))] : []),
    ...(left > 0 ? [paragraph(strings.andMore(left))] : []),
  ]
  return { ...(title === null ? {} : { header: asHtml(title) }), widgets }
}

export const noteOf = (drawing: Drawing): Widget => paragraph(gmailWords(drawing).tooMuch)
