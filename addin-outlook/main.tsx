/** Starts the pane: the only file here with side effects on import. */
import { render } from 'preact'
import { languageOf } from '#shared/i18n/pane.ts'
import { followChanges } from '#shared/live.ts'
import { createApi } from './api.ts'
import { createAppointment } from './appointment.ts'
import { createCompose } from './compose.ts'
import { connectHost, type Host, type HostItem } from './host.ts'
import { makeTools } from './make-tools.ts'
import { Pane } from './pane.tsx'
import { createRecord } from './record.ts'
import { StateView } from './state-view.tsx'
import { createStore } from './store.ts'
import { ToolsContext } from './tools.ts'
import { createPaneTour } from './tour.ts'
import { wake } from './waiting.ts'

/** Outlook on a slow machine takes some seconds to answer Office.js. */
const HOST_PATIENCE = 15_000

function start(host: Host | undefined, root: HTMLElement): void {
  const { locale: tag, self } = host ?? { locale: navigator.language, self: null }
  const language = languageOf(tag)
  document.documentElement.lang = language
  const api = createApi(language)
  const record = createRecord({ api, self })
  const open = createStore<HostItem | null>(null)
  const showAround = createPaneTour({ language, record })
  const tools = makeTools({ tag, api, record, place: record.place, showAround })
  const appointment = createAppointment({ api, self })
  const { toasts } = tools
  const beside = {
    store: appointment,
    tools: makeTools({ tag, api, toasts, record: appointment, place: appointment.place, showAround }),
  }
  const compose = createCompose({ api, self })
  const writing = {
    store: compose,
    tools: makeTools({ tag, api, toasts, record: compose, place: compose.place, showAround }),
  }
  if (host) {
    host.watchDark((dark) => (document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'))
    host.watchItem((item, generation) => {
      record.select(item?.kind === 'message' ? item : null, generation)
      appointment.select(item?.kind === 'appointment' ? item : null)
      compose.select(item?.kind === 'compose' ? item : null)
      open.set(item)
    })
    followChanges(() => {
      record.renew()
      appointment.renew()
      compose.renew()
    })
    // Coming back from the sign-in window, or from a train's tunnel.
    window.addEventListener('focus', () => {
      const asksAgain = [record, appointment, compose].filter(({ view }) => view.at === 'signed-out')
      for (const store of asksAgain) store.retry()
      if (asksAgain.length === 0) wake()
    })
  }
  const whole = host ? (
    <Pane open={open} record={record} appointment={beside} compose={writing} />
  ) : (
    <main>
      <StateView at="no-host" retry={record.retry} />
    </main>
  )
  root.replaceChildren()
  render(<ToolsContext.Provider value={tools}>{whole}</ToolsContext.Provider>, root)
}

const root = document.querySelector<HTMLElement>('#pane')
if (root) void connectHost(HOST_PATIENCE).then((host) => start(host, root))
