import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useMemo } from 'preact/hooks'
import type { Me } from '#shared/api.ts'
import type { Triage } from '#shared/api/people.ts'
import { type Language, languageOf } from '#shared/i18n/pane.ts'
import { pageStrings } from '#shared/i18n/pages.ts'
import { createToasts } from '../../../../addin-outlook/toasts.ts'
import { get } from './api.ts'
import { PageTitle } from './shell/page-title.tsx'
import { PaneTools } from './record/pane-tools.tsx'
import { useRemembered } from './remembered.ts'
import { RouterContext, useBrowserRouter } from './router.ts'
import { routeOf } from './routes.tsx'
import { Header } from './shell/header.tsx'
import { TroubleView } from './shell/trouble.tsx'
import { LOCALES, PageContext, type PageTools, useLoaded } from './tools.ts'

export function App() {
  const [spoken, setSpoken] = useRemembered('language', languageOf(navigator.language))
  const [theme, setTheme] = useRemembered(
    'theme',
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  const language = languageOf(spoken)
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset['theme'] = theme
  }, [language, theme])
  const me = useLoaded<Me>('/api/me', async (href, signal) => get<Me>(href, signal))
  if (me.failure === 'signed-out') return <SignedOut />
  if (!me.value) return me.failure ? <Alone {...{ language, kind: me.failure, again: me.again }} /> : null
  return (
    <Inside me={me.value} language={language}>
      <Header {...{ setLanguage: setSpoken, theme, setTheme }} />
    </Inside>
  )
}

type AloneProps = { language: Language; kind: Parameters<typeof TroubleView>[0]['kind']; again: () => void }

const Alone = ({ language, kind, again }: AloneProps) => (
  <main class="page-main">
    <TroubleView strings={pageStrings[language]} kind={kind} again={again} />
  </main>
)

/** To the sign-in page, which knows the way back. */
function SignedOut() {
  useLayoutEffect(() => location.replace(`/signin?to=${encodeURIComponent(location.pathname + location.search)}`), [])
  return null
}

function Inside({ me, language, children }: { me: Me; language: Language; children: ComponentChildren }) {
  const router = useBrowserRouter()
  const triage = useLoaded<Triage>('/api/triage?limit=1')
  const toasts = useMemo(createToasts, [])
  const count = triage.value?.waiting ?? null
  const tools = useMemo<PageTools>(
    () => ({ me, language, locale: LOCALES[language], toasts, waiting: { count, again: triage.again } }),
    [me, language, toasts, count, triage.again],
  )
  const strings = pageStrings[language]
  const route = routeOf(router.place.path)
  return (
    <RouterContext.Provider value={router}>
      <PageContext.Provider value={tools}>
        <PaneTools>
          <a class="skip" href="#main">
            {strings.skip}
          </a>
          {children}
          <main class="page-main" id="main" tabIndex={-1}>
            {route ? <route.Page key={`${language} ${route.key}`} id={route.id} /> : <Missing />}
          </main>
        </PaneTools>
      </PageContext.Provider>
    </RouterContext.Provider>
  )
}

function Missing() {
  const strings = pageStrings[languageOf(document.documentElement.lang)]
  return (
    <div class="narrow">
      <PageTitle title={strings.noPage} />
      <p>
        <a href="/customers">{strings.customers}</a>
      </p>
    </div>
  )
}
