import { useWords } from './words.ts'

type Tab = 'list' | 'message' | 'record'
type Props = { tab: Tab; setTab: (tab: 'list' | 'record') => void; open: boolean; close: () => void }

/** On a narrow screen one room is shown at a time. */
export function CalendarTabs({ tab, setTab, open, close }: Props) {
  const words = useWords()
  const choose = (one: Tab) => {
    if (one === 'list' && open && tab === 'message') close()
    setTab(one === 'record' ? 'record' : 'list')
  }
  const tabs: [Tab, string][] = [
    ['list', words.calendar],
    ['message', words.meeting],
    ['record', words.record],
  ]
  return (
    <nav class="tabs" aria-label="Ficha">
      {tabs.map(([one, label]) => (
        <button
          key={one}
          type="button"
          disabled={one === 'message' && !open}
          aria-current={one === tab ? 'true' : undefined}
          onClick={() => choose(one)}
        >
          {label}
        </button>
      ))}
    </nav>
  )
}
