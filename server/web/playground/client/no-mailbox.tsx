import { useContext } from 'preact/hooks'
import { mailStrings } from '#shared/i18n/playground-mail.ts'
import { OWN_MAIL_COMMANDS } from '#shared/i18n/playground.ts'
import { LanguageContext, useStrings } from './tools.ts'

/** @param connectable a mailbox can be connected: that comes first, and files are the other way */
export function NoMailbox({ connectable }: { connectable: boolean }) {
  const strings = useStrings()
  const words = mailStrings[useContext(LanguageContext)]
  return (
    <main class="whole">
      <h2>{strings.noMailboxTitle}</h2>
      {connectable && (
        <>
          <p>{words.connectText}</p>
          <p class="connect">
            <a class="button primary" href="/connect/google">
              {words.connect}
            </a>
          </p>
        </>
      )}
      <p>{connectable ? words.orFiles : strings.noMailboxText}</p>
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
