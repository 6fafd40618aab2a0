import type { AppointmentStore } from './appointment.ts'
import { AppointmentPane } from './appointment-view.tsx'
import type { ComposeStore } from './compose.ts'
import { ComposePane } from './compose-view.tsx'
import type { HostItem } from './host.ts'
import type { RecordStore } from './record.ts'
import { drawnRecord } from './record-view.tsx'
import type { Store } from './store.ts'
import { ToastsView } from './toasts-view.tsx'
import { type Tools, useStore } from './tools.ts'

type Props = {
  open: Store<HostItem | null>
  record: RecordStore
  appointment: { store: AppointmentStore; tools: Tools }
  compose: { store: ComposeStore; tools: Tools }
}

/** Each kind of item has a pane of its own. */
export function Pane({ open, record, appointment, compose }: Props) {
  const item = useStore(open)
  switch (item?.kind) {
    case 'appointment':
      return <AppointmentPane appointment={appointment.store} tools={appointment.tools} />
    case 'compose':
      return <ComposePane compose={compose.store} tools={compose.tools} />
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
