import { useContext } from 'preact/hooks'
import { mailStrings, notReadText } from '#shared/i18n/playground-mail.ts'
import type { PlaygroundMailbox } from '#shared/playground.ts'
import { LanguageContext } from './tools.ts'

/** Above the messages of a mailbox at a provider: that it is being read, or why it no longer is, and what to do. */
export function Connection({ connection }: Pick<PlaygroundMailbox, 'connection'>) {
  const language = useContext(LanguageContext)
  const words = mailStrings[language]
  if (!connection) return null
  const { id, problem, syncing, own } = connection
  if (problem === null)
    return syncing ? (
      <p class="connection faint" role="status">
        {words.syncing}
      </p>
    ) : null
  return (
    <div class="connection is-trouble" role="status">
      <p>
        {notReadText(language, problem)} {!own && words.askAdmin}
      </p>
      {own && (
        <a class="button" href={`/connect/google?${new URLSearchParams({ mailbox: id, return: '/' })}`}>
          {words.reconnect}
        </a>
      )}
    </div>
  )
}
