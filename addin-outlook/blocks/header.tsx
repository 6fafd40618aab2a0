import type { BlockOf } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'

/** Who this is and how we stand with them. Names come in any script: each is set in its own direction. */
export function HeaderBlock({ block, page }: { block: BlockOf<'header'>; page: string | null }) {
  const { strings } = useTools()
  const { title, subtitle, meta, initials, tone } = block
  return (
    <header class="block who">
      <span class={`avatar tone-${tone}`} aria-hidden="true">
        {initials || <Icon name="person" />}
      </span>
      <div class="who-words">
        <h1 class="who-name" title={title} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        {subtitle && (
          <p class="who-line" title={subtitle}>
            <bdi>{subtitle}</bdi>
          </p>
        )}
        {meta && (
          <p class="who-meta" title={meta}>
            <bdi>{meta}</bdi>
          </p>
        )}
      </div>
      {page && (
        <a
          class="icon-button"
          href={page}
          target="_blank"
          rel="noopener"
          aria-label={strings.opensPage(title)}
          title={strings.opensPage(title)}
        >
          <Icon name="out" />
        </a>
      )}
    </header>
  )
}
