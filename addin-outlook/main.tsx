/** Starts the pane: the only file here with side effects on import. */
import { render } from 'preact'
import { type Language, languageOf, paneStrings } from '#shared/i18n/pane.ts'
import { createAct } from './acts.ts'
import { createApi } from './api.ts'
import { connectHost, type Host } from './host.ts'
import { Pane } from './pane.tsx'
import { createRecord } from './record.ts'
import { StateView } from './state-view.tsx'
import { createToasts } from './toasts.ts'
import { ToolsContext } from './tools.ts'
import { wake } from './waiting.ts'

/** Outlook on a slow machine takes some seconds to answer Office.js. */
const HOST_PATIENCE = 15_000

/** Where the host tells no region, dates are said day first, as most of those who speak the language do. */
const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' }

function toolsFor({ locale: tag, self }: { locale: string; self: string | null }) {
  const language = languageOf(tag)
  const strings = paneStrings[language]
  const locale = tag.includes('-') && tag.startsWith(language) ? tag : LOCALES[language]
  document.documentElement.lang = language
  const api = createApi(language)
  const record = createRecord({ api, self })
  const toasts = createToasts()
  return { strings, locale, api, record, toasts, act: createAct({ api, record, toasts, strings }) }
}

function start(host: Host | undefined, root: HTMLElement): void {
  const tools = toolsFor(host ?? { locale: navigator.language, self: null })
  const { record } = tools
  if (host) {
    host.watchDark((dark) => (document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'))
    host.watchItem(record.select)
    // Coming back from the sign-in window, or from a train's tunnel.
    window.addEventListener('focus', () => (record.view.at === 'signed-out' ? record.retry() : wake()))
  }
  const whole = host ? <Pane /> : <main>{<StateView at="no-host" />}</main>
  root.replaceChildren()
  render(<ToolsContext.Provider value={tools}>{whole}</ToolsContext.Provider>, root)
}

const root = document.querySelector<HTMLElement>('#pane')
if (root) void connectHost(HOST_PATIENCE).then((host) => start(host, root))
