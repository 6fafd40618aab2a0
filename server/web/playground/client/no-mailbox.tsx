import { OWN_MAIL_COMMANDS } from '#shared/i18n/playground.ts'
import { useStrings } from './tools.ts'

export function NoMailbox() {
  const strings = useStrings()
  return (
    <main class="whole">
      <h2>{strings.noMailboxTitle}</h2>
      <p>{strings.noMailboxText}</p>
      <ol class="commands">
        {OWN_MAIL_COMMANDS.map((command) => (
          <li key={command}>
            <code>{command}</code>
          </li>
        ))}
      </ol>
      <p class="faint">{strings.paths}</p>
    </main>
  )
}
