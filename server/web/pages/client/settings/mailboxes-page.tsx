import { useEffect, useState } from 'preact/hooks'
import type { Mailbox } from '#shared/api.ts'
import type { User } from '#shared/api/settings.ts'
import { all, send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { keysOf, useDoing, useLoaded, usePage } from '../tools.ts'
import { ConnectGoogle, ConnectedNow } from './connect-google.tsx'
import { Calendars, Disconnect, MailboxState, MailboxTrouble } from './mailbox-connection.tsx'

/** While a first sync runs one sees how far it is. */
const LOOK = 3000

/** One's own mailboxes and those one shares: what they make known, what colleagues see, who works in them. */
export function MailboxesPage() {
  const { strings, me } = usePage()
  const mailboxes = useLoaded<Mailbox[]>('/api/mailboxes', all<Mailbox>)
  const users = useLoaded<User[]>('/api/users', all<User>).value ?? []
  const { value, again } = mailboxes
  const reading = value?.some(({ connected, state }) => connected && state === 'syncing') ?? false
  useEffect(() => {
    if (!reading) return undefined
    const timer = setTimeout(again, LOOK)
    return () => clearTimeout(timer)
  }, [value, reading, again])
  return (
    <>
      {value && <ConnectedNow mailboxes={value} />}
      {value && !hasOwn(value, me.email) && <ConnectGoogle mailboxes={value} />}
      {value?.map((mailbox) => (
        <MailboxBox key={mailbox.id} mailbox={mailbox} users={users} again={again} />
      ))}
      <ListState list={mailboxes} empty={strings.noMailboxes} />
      {value && hasOwn(value, me.email) && <ConnectGoogle mailboxes={value} />}
    </>
  )
}

const hasOwn = (mailboxes: Mailbox[], email: string) =>
  mailboxes.some(({ address, connected }) => address === email && connected)

type Props = { mailbox: Mailbox; users: User[]; again: () => void }

function MailboxBox({ mailbox, users, again }: Props) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const { id, address, policy, level, reviewed } = mailbox
  const change = async (body: Record<string, unknown>, done: string) => {
    await act(() => send({ method: 'PATCH', href: `/api/mailboxes/${id}`, body }), done)
    again()
  }
  return (
    <section class="box-section" aria-labelledby={`mailbox-${id}`}>
      <h2 class="section-title" id={`mailbox-${id}`}>
        <bdi>{address}</bdi>
      </h2>
      <MailboxState mailbox={mailbox} />
      <MailboxTrouble mailbox={mailbox} />
      {!reviewed && (
        <div class="callout">
          <p>{strings.notReviewed}</p>
          <div class="line-acts">
            <a class="button" href="/triage">
              {strings.reviewFirst}
            </a>
            <button
              type="button"
              // As long as it is being read there is more to look at.
              class={`button ${mailbox.state === 'syncing' ? '' : 'primary'}`}
              disabled={busy}
              onClick={() => void change({ reviewed: true }, strings.reviewDone)}
            >
              {strings.reviewed}
            </button>
          </div>
        </div>
      )}
      <div class="pair">
        <label class="stacked">
          <span>{strings.policy}</span>
          <select
            value={policy}
            disabled={busy}
            onChange={(event) => void change({ policy: event.currentTarget.value }, strings.saved)}
          >
            {keysOf(strings.policies).map((one) => (
              <option key={one} value={one}>
                {strings.policies[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="stacked">
          <span>{strings.level}</span>
          <select
            value={level}
            disabled={busy}
            onChange={(event) => void change({ level: event.currentTarget.value }, strings.saved)}
          >
            {keysOf(strings.levels).map((one) => (
              <option key={one} value={one}>
                {strings.levels[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Calendars {...{ mailbox, again }} />
      <Sharing {...{ mailbox, users, again }} />
      <Disconnect {...{ mailbox, again }} />
    </section>
  )
}

/** `mailbox.users` names them by address. */
function Sharing({ mailbox, users, again }: Props) {
  const { strings, me } = usePage()
  const { busy, act } = useDoing()
  const [chosen, setChosen] = useState('')
  const href = `/api/mailboxes/${mailbox.id}/users`
  const nameOf = (email: string) => users.find((user) => user.email === email)?.name ?? email
  const share = async (event: Event) => {
    event.preventDefault()
    if (!(await act(() => send({ method: 'PUT', href: `${href}/${chosen}` }), strings.saved))) return
    setChosen('')
    again()
  }
  const stop = async (email: string) => {
    const user = users.find((one) => one.email === email)
    await act(() => send({ method: 'DELETE', href: `${href}/${user?.id ?? ''}` }), strings.saved)
    again()
  }
  return (
    <div class="sharing">
      <h3 class="faint">{strings.sharedWith}</h3>
      <ul class="tags">
        {mailbox.users.map((email) => (
          <li key={email} class="tag">
            <bdi title={email}>{nameOf(email)}</bdi>
            {email !== me.email && email !== mailbox.address && (
              <button
                type="button"
                class="tag-remove"
                aria-label={strings.stopSharing(nameOf(email))}
                title={strings.stopSharing(nameOf(email))}
                disabled={busy}
                onClick={() => void stop(email)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <form class="line-form" onSubmit={(event) => void share(event)}>
        <select
          aria-label={strings.shareWith}
          required
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">{strings.shareWith}</option>
          {users
            .filter(({ email, leftAt }) => leftAt === null && !mailbox.users.includes(email))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
        <button class="button" disabled={busy || !chosen}>
          {strings.add}
        </button>
      </form>
    </div>
  )
}
