import type { FailureKind } from './api.ts'
import { useTools } from './tools.ts'
import { wake } from './waiting.ts'

/** A part that did not load says so in its own place. What could not be reached is tried again by itself as well. */
export function PartFailed({ kind, retry }: { kind: FailureKind; retry: () => void }) {
  const { strings } = useTools()
  const said = {
    'signed-out': strings.signedOutTitle,
    forbidden: strings.partForbidden,
    missing: strings.partMissing,
    unreachable: strings.partUnreachable,
    failed: strings.partFailed,
  }[kind]
  const again = kind === 'unreachable' ? wake : retry
  return (
    <p class="quiet" role="status">
      {said}{' '}
      {kind !== 'forbidden' && kind !== 'missing' && (
        <button type="button" class="link" onClick={again}>
          {strings.tryAgain}
        </button>
      )}
    </p>
  )
}
