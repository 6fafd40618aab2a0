import { useState } from 'preact/hooks'
import type { BlockOf, Tone } from '#shared/blocks.ts'
import { Icon, type IconName } from '../icons.tsx'
import { safeHref } from '../links.tsx'
import { useDate, useTools } from '../tools.ts'

const ICONS: Record<Tone, IconName> = {
  neutral: 'info',
  good: 'good',
  attention: 'attention',
  bad: 'bad',
  private: 'lock',
}

export const TextBlock = ({ block }: { block: BlockOf<'text'> }) =>
  block.said ? <Notice block={block} said={block.said} /> : <Sentence block={block} />

/** A page of it would push away what it is pinned above. */
const LONG = 320

/** What a colleague pinned for everybody to see first, and whose word it is. */
function Notice({ block, said }: { block: BlockOf<'text'>; said: NonNullable<BlockOf<'text'>['said']> }) {
  const { strings } = useTools()
  const date = useDate(said.at)
  const [all, setAll] = useState(false)
  const { tone, text } = block
  const cut = text.length > LONG && !all
  return (
    <div class={`block notice tone-${tone}`} role="note">
      <Icon name="pin" class="said-icon" />
      <div class="said-words">
        <p class="notice-text" dir="auto">
          {cut ? `${text.slice(0, LONG)}…` : text}{' '}
          {cut && (
            <button type="button" class="link" onClick={() => setAll(true)}>
              {strings.showAllText}
            </button>
          )}
        </p>
        <p class="notice-said" title={date?.exact}>
          <bdi>{strings.noticeSaid(said.by, date?.said ?? strings.undated)}</bdi>
        </p>
      </div>
    </div>
  )
}

/** A sentence; behind it, on request, the reasons. */
function Sentence({ block }: { block: BlockOf<'text'> }) {
  const [open, setOpen] = useState(false)
  const { id, tone, text, more, details } = block
  const href = safeHref(block.link?.href ?? null)
  const opens = more !== null && details.length > 0
  return (
    <div class={`block said tone-${tone}`} data-block={id}>
      <Icon name={ICONS[tone]} class="said-icon" />
      <div class="said-words">
        <p>
          <bdi>{text}</bdi>{' '}
          {opens && (
            <button
              type="button"
              class="link"
              aria-expanded={open}
              aria-controls={`${id}-more`}
              onClick={() => setOpen(!open)}
            >
              {more}
            </button>
          )}
        </p>
        {href && (
          <p>
            <a class="link" href={href} target="_blank" rel="noopener">
              {block.link?.label}
            </a>
          </p>
        )}
        {opens && (
          <ul class="said-more" id={`${id}-more`} hidden={!open}>
            {details.map((detail) => (
              <li key={detail}>
                <bdi>{detail}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
