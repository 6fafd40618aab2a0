/** A record as far as it has come: its blocks, its skeleton, or why it is not there. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Sidebar } from '#shared/api.ts'
import { BlockView } from './blocks/block.tsx'
import { Icon } from './icons.tsx'
import type { RecordStore, View } from './record.ts'
import { Skeleton } from './skeleton.tsx'
import { StateView } from './state-view.tsx'
import { useTools } from './tools.ts'

export function drawnRecord(view: View, record: RecordStore): ComponentChildren {
  if (view.at === 'loading') return <Skeleton person={view.person} />
  // Never blank: a server that has nothing to show of an address has nobody.
  if (view.at === 'record' && view.sidebar.blocks.length === 0) return <StateView at="nobody" retry={record.retry} />
  // A record of somebody else is drawn anew: nothing opened or typed beside one person is carried to the next.
  if (view.at === 'record') return <RecordView key={view.person.address} view={view} back={record.back} />
  return <StateView at={view.at} retry={record.retry} />
}

type RecordProps = { view: Extract<View, { at: 'record' }>; back: () => void }

function RecordView({ view, back: goBack }: RecordProps) {
  const { strings } = useTools()
  const { sidebar, back, byHand, person } = view
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (byHand) whole.current?.querySelector<HTMLElement>(back ? '.back' : 'h1')?.focus()
  }, [person.address, byHand, back])
  return (
    <div ref={whole}>
      {back && (
        <button type="button" class="back" onClick={goBack}>
          <Icon name="back" />
          <bdi>{strings.backTo(back.name ?? back.address)}</bdi>
        </button>
      )}
      {sidebar.blocks.map((block, index) => (
        <BlockView key={block.id} block={block} last={index === sidebar.blocks.length - 1} page={pageOf(sidebar)} />
      ))}
    </div>
  )
}

/** The same at full width, in the browser. */
function pageOf({ contact, company }: Sidebar): string | null {
  if (contact) return `/contacts/${contact.id}`
  return company ? `/companies/${company.id}` : null
}
