import { useEffect, useRef, useState } from 'preact/hooks'
import { LANGUAGES } from '#shared/i18n/pane.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import { Icon } from '../../../../../addin-outlook/icons.tsx'
import { MenuIcon } from './menu-icon.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useRouter } from '../router.ts'
import { usePage } from '../tools.ts'
import { useTour } from '../tour/tour.ts'

type Props = { setLanguage: (language: string) => void; theme: string; setTheme: (theme: string) => void }

export function Header({ setLanguage, theme, setTheme }: Props) {
  const { strings } = usePage()
  const { place } = useRouter()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => setOpen(false), [place.path])
  return (
    // Escape closes the menu from wherever one is in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <header
      class="top"
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !open) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <div class="top-line">
        <a class="brand" href="/customers">
          Ficha
        </a>
        <SearchField />
        <button
          ref={button}
          type="button"
          class="icon-button top-menu"
          aria-expanded={open}
          aria-controls="top-fold"
          aria-label={open ? strings.closeMenu : strings.menu}
          onClick={() => setOpen(!open)}
        >
          {open ? <Icon name="close" /> : <MenuIcon />}
        </button>
      </div>
      <div id="top-fold" class={`top-fold ${open ? 'is-open' : ''}`}>
        <Navigation />
        <div class="top-me">
          <a class="top-mail" href="/">
            {strings.mail}
          </a>
          <ShowAround />
          <Signed />
          <div class="choices">
            <div class="switch" role="group" aria-label={strings.language}>
              {LANGUAGES.map((one) => (
                <Language key={one} one={one} set={setLanguage} />
              ))}
            </div>
            <button
              type="button"
              class="button slim-button"
              aria-pressed={theme === 'dark'}
              onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
            >
              {strings.dark}
            </button>
          </div>
        </div>
      </div>
    </header>
  )
}

function Language({ one, set }: { one: (typeof LANGUAGES)[number]; set: (language: string) => void }) {
  const { strings, language } = usePage()
  return (
    <button
      type="button"
      lang={one}
      aria-pressed={one === language}
      title={strings.languages[one]}
      onClick={() => set(one)}
    >
      {one.toUpperCase()}
    </button>
  )
}

function ShowAround() {
  const { language } = usePage()
  const show = useTour(language)
  return (
    <button type="button" class="link show-around" onClick={show}>
      {tourStrings[language].showAround}
    </button>
  )
}

function Signed() {
  const { me } = usePage()
  return (
    <a class="signed" href="/settings/me" title={me.email}>
      <bdi>{me.name}</bdi>
    </a>
  )
}

function Navigation() {
  const { strings, waiting } = usePage()
  const { place } = useRouter()
  const links: [string, string][] = [
    ['/customers', strings.customers],
    ['/followups', strings.followups],
    ['/queue', strings.queue],
    ['/opportunities', strings.opportunities],
    ['/triage', strings.triage],
    ['/settings', strings.settings],
  ]
  return (
    <nav class="top-nav" aria-label={strings.navigation}>
      <ul>
        {links.map(([href, label]) => (
          <li key={href}>
            <a href={href} aria-current={place.path === href || place.path.startsWith(`${href}/`) ? 'page' : undefined}>
              {label}
              {href === '/triage' && Boolean(waiting.count) && (
                <span class="badge">
                  {waiting.count}
                  <span class="sr-only"> {strings.waiting}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
