import { useContext } from 'preact/hooks'
import { mailStrings } from '#shared/i18n/playground-mail.ts'
import type { Trouble } from './api.ts'
import { LanguageContext, useStrings } from './tools.ts'

/** What went wrong, in the place where it was to appear, and what to do. */
export function TroubleView({ trouble, again }: { trouble: Trouble; again: () => void }) {
  const strings = useStrings()
  const words = mailStrings[useContext(LanguageContext)]
  const said = {
    missing: strings.notFound,
    'signed-out': strings.signedOut,
    unreachable: strings.unreachable,
    failed: strings.failed,
    reconnect: words.unreadable,
  }[trouble]
  return (
    <div class="trouble" role="status">
      <p>{said}</p>
      {trouble === 'signed-out' && (
        <a class="button" href="/signin">
          {strings.signIn}
        </a>
      )}
      {(trouble === 'failed' || trouble === 'unreachable') && (
        <button type="button" class="button" onClick={again}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  )
}
