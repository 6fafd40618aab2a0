import { OWN_MAIL_COMMANDS } from '#shared/i18n/playground.ts'
import { useRemembered, useStrings } from './tools.ts'

/** That nobody here is real, and the way to one's own mail. */
export function Banner() {
  const strings = useStrings()
  const [hidden, setHidden] = useRemembered('banner', '')
  if (hidden) return null
  return (
    <aside class="banner" aria-label={strings.demoText}>
      <p>
        <strong>{strings.demoText}</strong>
        <span class="banner-own"> {strings.ownText}</span>
      </p>
      <ul>
        {OWN_MAIL_COMMANDS.map((command) => (
          <li key={command}>
            <code>{command}</code>
          </li>
        ))}
      </ul>
      <button type="button" class="link" onClick={() => setHidden('hidden')}>
        {strings.hideBanner}
      </button>
    </aside>
  )
}
