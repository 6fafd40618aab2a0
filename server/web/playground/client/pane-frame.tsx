import { useEffect, useRef } from 'preact/hooks'
import type { PlaygroundMessage, StandInItem, StandInReady, StandInState } from '#shared/playground.ts'
import { useStrings } from './tools.ts'

type Props = { item: StandInItem | null; language: string; dark: boolean; self: string }

/** The real pane; the stand-in inside it is told what Outlook would tell. */
export function PaneFrame({ item, language, dark, self }: Props) {
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
    <section class="room room-pane" aria-label={strings.record}>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, as Outlook frames it: it runs scripts on this origin, so a sandbox would hold nothing */}
      <iframe ref={frame} class="pane-frame" title={strings.record} src="/outlook/taskpane.html?host=playground" />
    </section>
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
