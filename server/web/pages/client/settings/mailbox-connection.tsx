import { useState } from 'preact/hooks'
import type { Mailbox } from '#shared/api.ts'
import { problemText } from '#shared/i18n/connect.ts'
import { mailboxWords } from '#shared/i18n/page-mailboxes.ts'
import { send } from '../api.ts'
import { useDate, useDoing, usePage } from '../tools.ts'

type Props = { mailbox: Mailbox; again: () => void }

/** How a mailbox is doing: its state, how far its first sync is, and what somebody has to do. */
export function MailboxState({ mailbox }: { mailbox: Mailbox }) {
  const { strings, language, locale } = usePage()
  const words = mailboxWords[language]
  const { state, seen, logged, past, connected, lastSyncedAt } = mailbox
  const read = useDate(state === 'ok' ? lastSyncedAt : null)
  const counts = strings.mailboxCounts(seen, logged)
  const reading = connected && state === 'syncing'
  return (
    <>
      <p class="faint" title={read?.exact}>
        {[strings.mailboxStates[state], counts, read && words.lastRead(read.said)].filter(Boolean).join(' · ')}
      </p>
      {reading && (
        <p class="reading">
          {past && past.total ? (
            <progress
              value={Math.min(past.done, past.total)}
              max={past.total}
              aria-label={strings.mailboxStates.syncing}
            />
          ) : (
            <progress aria-label={strings.mailboxStates.syncing} />
          )}{' '}
          {past && past.done > 0
            ? words.progress(past.done.toLocaleString(locale), past.total?.toLocaleString(locale) ?? null)
            : words.begins}
        </p>
      )}
    </>
  )
}

/** What keeps it from being read, or from being read whole, and the button that helps. */
export function MailboxTrouble({ mailbox }: { mailbox: Mailbox }) {
  const { language } = usePage()
  const words = mailboxWords[language]
  const { id, problem, missing, connected } = mailbox
  if (!connected) return null
  if (problem !== null)
    return (
      <div class="callout is-trouble" role="status">
        <p>
          <strong>{problemText(language, problem)}</strong> {words.nothingLost}
        </p>
        <div class="line-acts">
          <a class="button primary" href={`/connect/google?mailbox=${id}`}>
            {words.reconnect}
          </a>
        </div>
      </div>
    )
  if (missing.length === 0) return null
  return (
    <div class="callout is-trouble" role="status">
      <p>{words.notAllowed(missing)}</p>
      <div class="line-acts">
        <a class="button" href={`/connect/google?mailbox=${id}&add=${missing.join(',')}`}>
          {words.allow(missing)}
        </a>
      </div>
    </div>
  )
}

/** Which calendars count: one's own, unless somebody says otherwise. */
export function Calendars({ mailbox, again }: Props) {
  const { strings, language } = usePage()
  const { busy, act } = useDoing()
  const words = mailboxWords[language]
  // What one ticked is shown at once; the server's word follows.
  const [ticked, setTicked] = useState<Record<string, boolean>>({})
  if (mailbox.calendars.length === 0) return null
  const choose = async (calendar: string, chosen: boolean) => {
    const href = `/api/mailboxes/${mailbox.id}/calendars/${encodeURIComponent(calendar)}`
    setTicked((before) => ({ ...before, [calendar]: chosen }))
    const done = await act(() => send({ method: 'PATCH', href, body: { chosen } }), strings.saved)
    if (!done) setTicked((before) => ({ ...before, [calendar]: !chosen }))
    again()
  }
  return (
    <fieldset class="checks calendars">
      <legend>{words.calendars}</legend>
      {mailbox.calendars.map(({ id, title, chosen, problem }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={ticked[id] ?? chosen}
            disabled={busy}
            onChange={(event) => void choose(id, event.currentTarget.checked)}
          />
          <span>
            <bdi>{title ?? id}</bdi>
            {problem !== null && chosen && <span class="is-late"> · {words.calendarTroubles[problem] ?? problem}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Asked once more, in place. */
export function Disconnect({ mailbox, again }: Props) {
  const { strings, language } = usePage()
  const { busy, act } = useDoing()
  const [asking, setAsking] = useState(false)
  const words = mailboxWords[language]
  const { id, address, connected } = mailbox
  if (!connected) return null
  if (!asking)
    return (
      <button
        type="button"
        class="button"
        aria-label={`${words.disconnect}: ${address}`}
        onClick={() => setAsking(true)}
      >
        {words.disconnect}
      </button>
    )
  const disconnect = async () => {
    await act(() => send({ method: 'DELETE', href: `/api/mailboxes/${id}/account` }), words.disconnected)
    setAsking(false)
    again()
  }
  return (
    <div class="callout" role="status">
      <p>{words.disconnectText(address)}</p>
      <div class="line-acts">
        <button type="button" class="button danger" disabled={busy} onClick={() => void disconnect()}>
          {words.disconnect}
        </button>
        <button type="button" class="button" onClick={() => setAsking(false)}>
          {strings.cancel}
        </button>
      </div>
    </div>
  )
}
