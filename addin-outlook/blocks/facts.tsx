import type { BlockOf } from '#shared/blocks.ts'
import { safeHref } from '../links.tsx'
import { useTools } from '../tools.ts'

export function FactsBlock({ block }: { block: BlockOf<'facts'> }) {
  if (block.items.length === 0) return null
  return (
    <dl class="block facts">
      {block.items.map(({ label, value, href }, index) => (
        <div class="fact" key={`${label} ${value}`}>
          {/* Said once for those who see that it goes on below. */}
          <dt>
            <span class={label === block.items[index - 1]?.label ? 'sr-only' : ''}>{label}</span>
          </dt>
          <dd title={value}>
            <Value value={value} href={safeHref(href)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ value, href }: { value: string; href: string | null }) {
  const { calls } = useTools()
  if (!href) return <bdi>{value}</bdi>
  const elsewhere = /^https?:/i.test(href)
  const isTel = /^tel:/i.test(href)
  return (
    <a
      href={href}
      {...(elsewhere ? { target: '_blank', rel: 'noopener' } : {})}
      // The telephone rings, and what is said can be written down meanwhile.
      onClick={isTel ? () => calls.called(href) : undefined}
    >
      <bdi>{value}</bdi>
    </a>
  )
}
