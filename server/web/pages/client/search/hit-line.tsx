import type { Hit } from '#shared/api/lists.ts'
import { Icon, type IconName } from '../../../../../addin-outlook/icons.tsx'
import { useDate, usePage } from '../tools.ts'

const ICONS: Record<Hit['type'], IconName> = {
  contact: 'person',
  company: 'company',
  opportunity: 'opportunity',
  interaction: 'mail_received',
  document: 'document',
}

/** What was found, and what it is. */
export function HitLine({ hit }: { hit: Hit }) {
  const { strings } = usePage()
  const date = useDate(hit.at)
  return (
    <span class="hit">
      <Icon name={ICONS[hit.type]} />
      <span class="hit-words">
        <span class="hit-title">
          <span class="sr-only">{strings.hits[hit.type]}: </span>
          <bdi>{hit.title}</bdi>
        </span>
        {hit.subtitle && (
          <span class="hit-subtitle">
            <bdi>{hit.subtitle}</bdi>
          </span>
        )}
      </span>
      {date && hit.at && (
        <time class="faint" dateTime={hit.at} title={date.exact}>
          {date.said}
        </time>
      )}
    </span>
  )
}
