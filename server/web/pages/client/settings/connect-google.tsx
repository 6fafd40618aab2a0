import type { Mailbox } from '#shared/api.ts'
import { mailboxWords } from '#shared/i18n/page-mailboxes.ts'
import { usePage } from '../tools.ts'

/** The way to a mailbox of one's own, or to another one. The demo connects to nothing. */
export function ConnectGoogle({ mailboxes }: { mailboxes: Mailbox[] }) {
  const { language, me } = usePage()
  const words = mailboxWords[language]
  if (me.demo) return null
  const own = mailboxes.find(({ address }) => address === me.email)
  if (own?.connected)
    return (
      <section class="box-section">
        <a class="button" href="/connect/google?other=1">
          {words.connectOther}
        </a>
        <p class="faint">{words.connectOtherHint}</p>
      </section>
    )
  return (
    <section class="callout" aria-labelledby="connect-title">
      <h2 class="section-title" id="connect-title">
        {words.connectTitle}
      </h2>
      <p>{words.connectIntro}</p>
      <div class="line-acts">
        <a class="button primary" href="/connect/google">
          {words.connectGoogle}
        </a>
      </div>
    </section>
  )
}

/** Said once, to whoever has just come back from Google. */
export function ConnectedNow({ mailboxes }: { mailboxes: Mailbox[] }) {
  const { language } = usePage()
  const words = mailboxWords[language]
  const id = new URLSearchParams(location.search).get('connected')
  const mailbox = mailboxes.find((one) => one.id === id)
  if (!mailbox?.connected || mailbox.problem !== null) return null
  return (
    <div class="callout is-good" role="status">
      <p>
        <strong>{words.connectedNow(mailbox.address)}</strong> {mailbox.state === 'syncing' && words.beginsNow}
      </p>
    </div>
  )
}
