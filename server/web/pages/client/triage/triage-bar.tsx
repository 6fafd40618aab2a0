import { usePage } from '../tools.ts'
import { VERDICT_KEYS, type Verdict } from './selection.ts'

type Props = {
  count: number
  say: (verdict: Verdict) => void
  clear: () => void
  help: boolean
  setHelp: (help: boolean) => void
}

/** What one can say of them, each with its key. */
export function TriageBar({ count, say, clear, help, setHelp }: Props) {
  const { strings } = usePage()
  return (
    <div class="triage-bar" role="toolbar" aria-label={strings.classifyAs}>
      {Object.entries(VERDICT_KEYS).map(([key, verdict]) => (
        <button
          key={key}
          type="button"
          class={`button verdict ${verdict === 'not-business' ? 'is-apart' : ''}`}
          title={verdict === 'not-business' ? strings.notBusinessHint : undefined}
          aria-keyshortcuts={key}
          onClick={() => say(verdict)}
        >
          {strings.verdicts[verdict]} <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
      <span class="triage-count" role="status">
        {count > 0 && strings.selected(count)}
      </span>
      {count > 0 && (
        <button type="button" class="link" onClick={clear}>
          {strings.selectNone}
        </button>
      )}
      <button type="button" class="link triage-keys" aria-expanded={help} onClick={() => setHelp(!help)}>
        {strings.showKeys} <kbd aria-hidden="true">?</kbd>
      </button>
    </div>
  )
}
