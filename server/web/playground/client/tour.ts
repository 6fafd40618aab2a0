/** The guide through the playground: what a newcomer can do here, in five steps; in a company's own, what there is of them. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '#shared/i18n/pane.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { type Step, createGuide } from '#shared/tour/tour.ts'

type Name = keyof (typeof tourStrings)['en']['playground']

/** On a narrow screen, the tab behind which it is. */
const ON: Record<Name, string[]> = {
  list: ['.room-list', '.tabs button:first-child'],
  record: ['.room-pane', '.tabs button:last-child'],
  compose: ['.new-mail', '.tabs button:first-child'],
  calendar: ['.view-switch'],
  user: ['.user select'],
}

function stepsOf({ writable, demo }: PlaygroundState): Step[] {
  const there: Record<Name, boolean> = { list: true, record: true, compose: writable, calendar: writable, user: demo }
  return Object.entries(ON)
    .filter(([name]) => there[name as Name])
    .map(([name, on]) => ({ on, says: (language) => tourStrings[language].playground[name as Name] }))
}

/** @returns how to open it; undefined while there is nothing to show */
export function useTour(state: PlaygroundState | undefined, language: Language): (() => void) | undefined {
  const latest = useRef(state)
  latest.current = state
  const [guide] = useState(() =>
    createGuide({
      name: 'playground',
      language,
      steps: () => (latest.current ? stepsOf(latest.current) : []),
      clear: '.tabs',
    }),
  )
  useEffect(() => guide.speak(language), [guide, language])
  const ready = Boolean(state?.me && state.mailboxes.length > 0)
  useEffect(() => {
    if (ready) void guide.openOnce()
    return guide.close
  }, [guide, ready])
  return ready ? () => guide.open() : undefined
}
