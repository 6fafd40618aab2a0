import type { HostItem } from './host.ts'
import type { RecordStore } from './record.ts'
import { drawnRecord } from './record-view.tsx'
import type { Store } from './store.ts'
import { ToastsView } from './toasts-view.tsx'
import { useStore } from './tools.ts'

/** Each kind of item has a pane of its own. */
export function Pane({ open, record }: { open: Store<HostItem | null>; record: RecordStore }) {
  const item = useStore(open)
  switch (item?.kind) {
    default:
      return <MessagePane record={record} />
  }
}

function MessagePane({ record }: { record: RecordStore }) {
  const view = useStore(record)
  return (
    <>
      <main class="pane" aria-busy={view.at === 'loading'}>
        {drawnRecord(view, record)}
      </main>
      <ToastsView stale={view.at === 'record' && view.stale} />
    </>
  )
}
