import { useStrings } from './tools.ts'

export type Tab = 'list' | 'message' | 'record'

/** On a narrow screen one room is shown at a time. */
export function Tabs({ tab, setTab }: { tab: Tab; setTab: (tab: Tab) => void }) {
  const strings = useStrings()
  const tabs: [Tab, string][] = [
    ['list', strings.messages],
    ['message', strings.message],
    ['record', strings.record],
  ]
  return (
    <nav class="tabs" aria-label="Ficha">
      {tabs.map(([one, label]) => (
        <button key={one} type="button" aria-current={one === tab ? 'true' : undefined} onClick={() => setTab(one)}>
          {label}
        </button>
      ))}
    </nav>
  )
}
