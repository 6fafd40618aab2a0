import { useState } from 'preact/hooks'
import type { Button, Card, Section } from '../../../../../addin-gmail/card-types.ts'
import { CardButton } from './buttons.tsx'
import { CardIcon, round } from './icon.tsx'
import { MOST_WIDGETS, widgetsIn } from './form.ts'
import { OwnImage } from './own-image.tsx'
import { SmallHtml, plainText } from './small-html.tsx'
import { WidgetView } from './widgets.tsx'
import { useWords } from './words.ts'

/** One card, as Google draws it: what is beyond its limit is not, and here that is said. */
export function CardView({ card }: { card: Card }) {
  const words = useWords()
  const { header, fixedFooter } = card
  const { sections, all } = bounded(card.sections ?? [])
  return (
    <>
      <div class="gm-card">
        {header && (
          <header class="gm-card-head">
            {header.imageUrl && (
              <OwnImage
                url={header.imageUrl}
                alt={header.imageAltText ?? ''}
                class={`gm-card-image ${round(header.imageType)}`}
              />
            )}
            <div class="gm-lines">
              <h3 dir="auto">{plainText(header.title)}</h3>
              {header.subtitle && <p dir="auto">{plainText(header.subtitle)}</p>}
            </div>
          </header>
        )}
        {sections.map((section, index) => (
          <SectionView key={index} section={section} />
        ))}
        {all > MOST_WIDGETS && <p class="gm-unknown">{words.tooMany(MOST_WIDGETS, all)}</p>}
      </div>
      {fixedFooter && (
        <footer class="gm-footer">
          {fixedFooter.secondaryButton && <CardButton button={fixedFooter.secondaryButton} type="BORDERLESS" />}
          {fixedFooter.primaryButton && <CardButton button={fixedFooter.primaryButton} type="FILLED" />}
        </footer>
      )}
    </>
  )
}

function bounded(sections: Section[]): { sections: Section[]; all: number } {
  let all = 0
  const kept = sections.map((section) => ({
    ...section,
    widgets: (section.widgets ?? []).filter((widget) => (all += widgetsIn(widget)) <= MOST_WIDGETS),
  }))
  return { sections: kept, all }
}

function SectionView({ section }: { section: Section }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const { header, collapsible, uncollapsibleWidgetsCount, collapseControl, widgets = [] } = section
  const first = uncollapsibleWidgetsCount ?? 0
  const folds = collapsible === true && widgets.length > first
  const shown = folds && !open ? widgets.slice(0, first) : widgets
  const control = open ? collapseControl?.collapseButton : collapseControl?.expandButton
  return (
    <section class="gm-section">
      {header && (
        <h4 dir="auto">
          <SmallHtml text={header} />
        </h4>
      )}
      {shown.map((widget, index) => (
        <WidgetView key={index} widget={widget} />
      ))}
      {folds && (
        <button
          type="button"
          class="gm-button is-borderless gm-fold"
          aria-expanded={open}
          aria-label={nameOf(control)}
          onClick={() => setOpen(!open)}
        >
          {control?.icon && <CardIcon icon={control.icon} />}
          {plainText(control?.text) || (open ? words.showLess : words.showMore(widgets.length - first))}
        </button>
      )}
    </section>
  )
}

const nameOf = (control: Button | undefined): string | undefined => control?.altText ?? undefined
