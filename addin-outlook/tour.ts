/** The guide through the pane: once by itself, beside the first record that one sees, and from the menu when one asks. */
import type { Language } from '#shared/i18n/pane.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import { type Step, createGuide } from '#shared/tour/tour.ts'
import type { View } from './record.ts'
import type { Store } from './store.ts'

type Name = keyof (typeof tourStrings)['en']['pane']

/** By what the server calls its blocks. */
const ON: Record<Name, string[]> = {
  who: ['.block.who'],
  message: ['[data-block=message]'],
  owed: ['[aria-labelledby=open-title]'],
  log: ['.actions:has([data-opens=log])', '.actions:has([data-opens])'],
  past: ['[aria-labelledby=timeline-title]'],
}

/** @returns how to open it */
export function createPaneTour({ language, record }: { language: Language; record: Store<View> }): () => void {
  const steps = () =>
    Object.entries(ON).map<Step>(([name, on]) => ({ on, says: (spoken) => tourStrings[spoken].pane[name as Name] }))
  const guide = createGuide({ name: 'pane', language, steps })
  // In the playground its page shows one around, and the pane with it.
  const alone = new URLSearchParams(location.search).get('host') !== 'playground'
  const stop = record.subscribe(() => {
    if (!alone || record.view.at !== 'record') return
    stop()
    // Once what it points at is drawn.
    setTimeout(() => void guide.openOnce())
  })
  return () => guide.open()
}
