import { useEffect } from 'preact/hooks'
import type { Block } from '#shared/blocks.ts'
import { BlockView } from '../../../../../addin-outlook/blocks/block.tsx'
import { SkeletonRows } from '../../../../../addin-outlook/skeleton.tsx'
import { joined } from '../api.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { TroubleView } from '../shell/trouble.tsx'
import { useLoaded, usePage } from '../tools.ts'
import { useRefresh } from './pane-tools.tsx'

type PageRecord = { title: string; blocks: Block[] }

/** Everything of one contact, company or opportunity: who and what is open at the left, what happened at the right. */
export function RecordPage({ id }: { id: string }) {
  const { language, strings } = usePage()
  const loaded = useLoaded<PageRecord>(joined(`/api/record?${id}`, { locale: language }))
  useRefresh(loaded.again)
  const { value, failure } = loaded
  useEffect(() => {
    if (value) document.title = `${value.title} · Ficha`
  }, [value])
  if (!value && failure)
    return (
      <div class="narrow">
        <PageTitle title={strings.noRecord} />
        <TroubleView strings={strings} kind={failure} again={loaded.again} />
      </div>
    )
  if (!value)
    return (
      <div class="record" aria-busy="true">
        <div class="record-side bones">
          <span class="bone line w-60" />
          <span class="bone line w-75" />
          <span class="bone line w-45" />
        </div>
        <div class="record-main">
          <SkeletonRows />
        </div>
        <p class="sr-only" role="status">
          {strings.loading}
        </p>
      </div>
    )
  const companyId = new URLSearchParams(id).get('companyId')
  const side = value.blocks.filter((block) => !isPast(block))
  const past = value.blocks.filter(isPast)
  return (
    <div class="record">
      <div class="record-side">
        {side.map((block) => (
          <BlockView key={block.id} block={block} last={false} />
        ))}
      </div>
      <div class="record-main">
        {companyId && (
          <p class="record-more">
            <a href={`/documents?companyId=${companyId}`}>{strings.allDocuments}</a>
          </p>
        )}
        {past.map((block, index) => (
          <BlockView key={block.id} block={block} last={index === past.length - 1} />
        ))}
        {past.length === 0 && <p class="quiet">{strings.noHistory}</p>}
      </div>
    </div>
  )
}

const PAST = /^(timeline|documents)/

/** A list of what happened; who belongs to it and what is owed stands with who it is. */
const isPast = (block: Block): boolean => block.type === 'rows' && PAST.test(block.id)
