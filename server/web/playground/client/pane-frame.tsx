import { useEffect, useRef } from 'preact/hooks'
import type { PlaygroundMessage, StandInItem, StandInReady, StandInState } from '#shared/playground.ts'
import { HostSwitch } from './gmail/host-switch.tsx'
import { type OpenMeeting, openIn } from './gmail/open.ts'
import { GmailPanel } from './gmail/panel.tsx'
import { viewersZone } from './calendar/days.ts'
import { useLocale, useRemembered, useStrings } from './tools.ts'

type Props = {
  item: StandInItem | null
  language: string
  dark: boolean
  self: string
  /** Which meeting the item is; undefined beside the mail. Gmail tells the add-on, Outlook does not. */
  meeting?: OpenMeeting | null
  /** Something was chosen and is not here yet: what is shown meanwhile is not what nothing open shows. */
  waiting: boolean
}

/** The record beside what is open, as one of the hosts shows it: the same blocks in Outlook's pane and on Gmail's cards. */
export function PaneFrame({ meeting, waiting, ...told }: Props) {
  const strings = useStrings()
  const locale = useLocale()
  const [host, setHost] = useRemembered('host', 'outlook')
  const gmail = host === 'gmail'
  return (
    <section class="room room-pane" aria-label={strings.record}>
      <HostSwitch gmail={gmail} set={(next) => setHost(next ? 'gmail' : 'outlook')} />
      {gmail ? (
        <GmailPanel
          mailbox={told.self}
          open={waiting && !told.item ? null : openIn(told.item, meeting)}
          locale={locale}
          zone={viewersZone()}
        />
      ) : (
        <OutlookPane {...told} />
      )}
    </section>
  )
}

/** The real pane; the stand-in inside it is told what Outlook would tell. */
function OutlookPane({ item, language, dark, self }: Omit<Props, 'meeting' | 'waiting'>) {
  const strings = useStrings()
  const frame = useRef<HTMLIFrameElement>(null)
  const state = useRef<StandInState | undefined>(undefined)
  state.current = { type: 'ficha:host-state', item, language, dark, self }
  const tell = () => frame.current?.contentWindow?.postMessage(state.current, location.origin)
  // By what it says: whoever draws anew tells nothing new.
  const said = JSON.stringify(item)
  useEffect(tell, [said, dark, self])
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent<StandInReady>) => {
      const ours = origin === location.origin && source === frame.current?.contentWindow
      if (ours && data?.type === 'ficha:host-ready') tell()
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, as Outlook frames it: it runs scripts on this origin, so a sandbox would hold nothing
    <iframe ref={frame} class="pane-frame" title={strings.record} src="/outlook/taskpane.html?host=playground" />
  )
}

/** Without the body: the pane gets no more here than Outlook would give it. */
export const messageItem = ({ id, messageId, from, to, cc, subject, at }: PlaygroundMessage): StandInItem => ({
  kind: 'message',
  id,
  messageId,
  from,
  to,
  cc,
  subject,
  at,
})
