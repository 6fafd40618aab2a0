import { usePage } from '../tools.ts'
import { VERDICT_KEYS } from './selection.ts'

export function KeysHelp() {
  const { strings } = usePage()
  const keys: [string[], string | undefined][] = [
    [['j', 'k', '↓', '↑'], strings.keyMove],
    [['x', '␣'], strings.keySelect],
    [['⇧ ↓', '⇧ ↑'], strings.keyExtend],
    ...Object.entries(VERDICT_KEYS).map(([key, verdict]): [string[], string | undefined] => [
      [key],
      strings.verdicts[verdict],
    ]),
    [['u'], strings.keyUndo],
    [['?'], strings.keyHelp],
  ]
  return (
    <dl class="keys" aria-label={strings.keys}>
      {keys.map(([signs, does]) => (
        <div key={does}>
          <dt>
            {signs.map((sign) => (
              <kbd key={sign}>{sign}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
