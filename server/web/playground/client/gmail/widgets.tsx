/** Each kind of widget by its own component. What is none of them is said to be there: a card must not look whole and lack something. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Widget } from '../../../../../addin-gmail/card-types.ts'
import { ButtonList, ChipList } from './buttons.tsx'
import { Clickable } from './clickable.tsx'
import { DateTimePicker } from './date-time-picker.tsx'
import { DecoratedText } from './decorated-text.tsx'
import { OwnImage } from './own-image.tsx'
import { SelectionInput } from './selection-input.tsx'
import { SmallHtml, plainText } from './small-html.tsx'
import { TextInput } from './text-input.tsx'
import { Unknown } from './unknown.tsx'
import { useWords } from './words.ts'

/** Said of a widget, and no widget themselves. */
const ABOUT = new Set(['horizontalAlignment', 'id', 'visibility', 'eventActions'])

export function WidgetView({ widget }: { widget: Widget }) {
  if (widget.visibility === 'HIDDEN') return null
  const align = widget.horizontalAlignment?.toLowerCase() ?? 'start'
  return <div class={`gm-widget is-${align}`}>{drawn(widget)}</div>
}

function drawn(widget: Widget): ComponentChildren {
  if (widget.textParagraph) return <TextParagraph paragraph={widget.textParagraph} />
  if (widget.decoratedText) return <DecoratedText decorated={widget.decoratedText} />
  if (widget.buttonList) return <ButtonList buttons={widget.buttonList.buttons ?? []} />
  if (widget.textInput) return <TextInput input={widget.textInput} />
  if (widget.selectionInput) return <SelectionInput input={widget.selectionInput} />
  if (widget.dateTimePicker) return <DateTimePicker picker={widget.dateTimePicker} />
  if (widget.divider) return <hr class="gm-divider" />
  if (widget.chipList) return <ChipList list={widget.chipList} />
  if (widget.columns) return <Columns columns={widget.columns} />
  if (widget.grid) return <Grid grid={widget.grid} />
  if (widget.image) return <Picture image={widget.image} />
  return <Unknown names={Object.keys(widget).filter((name) => !ABOUT.has(name))} />
}

function TextParagraph({ paragraph }: { paragraph: NonNullable<Widget['textParagraph']> }) {
  const words = useWords()
  const lines = useRef<HTMLParagraphElement>(null)
  const [long, setLong] = useState(false)
  const [all, setAll] = useState(false)
  const { text, maxLines } = paragraph
  const cut = maxLines && !all ? { '-webkit-line-clamp': String(maxLines) } : undefined
  useEffect(() => {
    const { current } = lines
    if (current && maxLines) setLong(current.scrollHeight > current.clientHeight)
  }, [text, maxLines])
  return (
    <>
      <p ref={lines} class={`gm-text ${cut ? 'is-cut' : ''}`} style={cut} dir="auto">
        <SmallHtml text={text} />
      </p>
      {long && (
        <button type="button" class="gm-button is-borderless" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.showLess : words.showAll}
        </button>
      )}
    </>
  )
}

/** Beside each other where there is room, else below. */
function Columns({ columns }: { columns: NonNullable<Widget['columns']> }) {
  return (
    <div class="gm-columns">
      {(columns.columnItems ?? []).map(({ widgets = [], horizontalSizeStyle, verticalAlignment }, index) => (
        <div
          key={index}
          class={`gm-column ${horizontalSizeStyle === 'FILL_MINIMUM_SPACE' ? 'is-narrow' : ''} is-${verticalAlignment?.toLowerCase() ?? 'top'}`}
        >
          {widgets.map((widget, at) => (
            <WidgetView key={at} widget={widget} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Grid({ grid }: { grid: NonNullable<Widget['grid']> }) {
  const { title, items = [], columnCount, onClick } = grid
  return (
    <>
      {title && <p class="gm-grid-title">{plainText(title)}</p>}
      <ul class="gm-grid" style={{ gridTemplateColumns: `repeat(${columnCount ?? 2}, minmax(0, 1fr))` }}>
        {items.map((item, index) => {
          const content = (
            <>
              {item.image && <OwnImage url={item.image.imageUri} alt={item.image.altText} class="gm-grid-image" />}
              {item.title && <span class="gm-grid-name">{plainText(item.title)}</span>}
              {item.subtitle && <span class="gm-faint">{plainText(item.subtitle)}</span>}
            </>
          )
          return (
            <li key={item.id ?? index}>
              {onClick ? (
                <Clickable class="gm-grid-item" onClick={withItem(onClick, item.id)}>
                  {content}
                </Clickable>
              ) : (
                <span class="gm-grid-item">{content}</span>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Google tells which one was clicked in the parameter `grid_item_identifier`. */
function withItem(onClick: NonNullable<NonNullable<Widget['grid']>['onClick']>, id: string | null | undefined) {
  const { action } = onClick
  if (!action || !id) return onClick
  return {
    ...onClick,
    action: { ...action, parameters: [...(action.parameters ?? []), { key: 'grid_item_identifier', value: id }] },
  }
}

function Picture({ image }: { image: NonNullable<Widget['image']> }) {
  const picture = <OwnImage url={image.imageUrl} alt={image.altText} class="gm-image" />
  return image.onClick ? (
    <Clickable class="gm-image-button" onClick={image.onClick}>
      {picture}
    </Clickable>
  ) : (
    picture
  )
}
