import { Icon, type IconName } from './icons.tsx'
import type { View } from './record.ts'
import { signIn } from './sign-in.ts'
import { useTools } from './tools.ts'

type State = Exclude<View['at'], 'loading' | 'record'> | 'no-host'

const ICONS: Record<State, IconName> = {
  nothing: 'mail_received',
  nobody: 'person',
  'signed-out': 'person',
  unreachable: 'cloud',
  forbidden: 'lock',
  failed: 'bad',
  'no-host': 'info',
}

/** Every state says what it is and what to do next. */
export function StateView({ at, retry }: { at: State; retry: () => void }) {
  const { strings } = useTools()
  const [title, text] = {
    nothing: [strings.nothingTitle, strings.nothingText],
    nobody: [strings.nobodyTitle, strings.nobodyText],
    'signed-out': [strings.signedOutTitle, strings.signedOutText],
    unreachable: [strings.unreachableTitle, strings.unreachableText],
    forbidden: [strings.forbiddenTitle, strings.forbiddenText],
    failed: [strings.failedTitle, strings.failedText],
    'no-host': [strings.noHostTitle, strings.noHostText],
  }[at]
  return (
    <div class="state" role="status">
      <Icon name={ICONS[at]} class="state-icon" />
      <h1>{title}</h1>
      <p>{text}</p>
      {at === 'signed-out' && (
        <button type="button" class="button primary" onClick={() => signIn(retry)}>
          {strings.signIn}
        </button>
      )}
      {(at === 'unreachable' || at === 'failed' || at === 'forbidden') && (
        <button type="button" class="button" onClick={retry}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  )
}
