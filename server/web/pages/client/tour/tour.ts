/** The guide through the pages: where everything is, in five steps. */
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '#shared/i18n/pane.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import { type Step, createGuide } from '#shared/tour/tour.ts'

type Name = keyof (typeof tourStrings)['en']['pages']

/** On a narrow screen they are behind the menu. */
const MENU = '.top-menu'
const ON: Record<Name, string[]> = {
  customers: ['.top-nav a[href="/customers"]', MENU],
  search: ['.finder'],
  followups: ['.top-nav a[href="/followups"]', MENU],
  triage: ['.top-nav a[href="/triage"]', MENU],
  settings: ['.top-nav a[href="/settings"]', MENU],
}

const STEPS = Object.entries(ON).map<Step>(([name, on]) => ({
  on,
  says: (language) => tourStrings[language].pages[name as Name],
}))

/** @returns how to open it */
export function useTour(language: Language): () => void {
  const [guide] = useState(() => createGuide({ name: 'pages', language, steps: () => STEPS }))
  useEffect(() => guide.speak(language), [guide, language])
  useEffect(() => {
    void guide.openOnce()
    return guide.close
  }, [guide])
  return () => guide.open()
}
