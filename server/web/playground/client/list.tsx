import { useEffect, useRef, useState } from 'preact/hooks'
import { saidDate } from '#shared/i18n/said-date.ts'
import type { PlaygroundListed } from '#shared/playground.ts'
import { getMessages, type Trouble, troubleOf } from './api.ts'
import { Clip } from './clip.tsx'
import type { Place } from './place.ts'
import { useLocale, useStrings } from './tools.ts'
import { TroubleView } from './trouble.tsx'

type Props = { mailbox: string; folder: string; id: string | null; goTo: (place: Place) => void }

export function MessageList({ mailbox, folder, id, goTo }: Props) {
  const strings = useStrings()
  const { items, trouble, loading, more, load } = usePages(mailbox, folder)
  return (
    <section class="messages" aria-label={strings.messages} aria-busy={loading}>
      <ul>
        {items.map((message) => (
          <li key={message.id}>
            <Listed
              message={message}
              mailbox={mailbox}
              current={message.id === id}
              open={() => goTo({ mailbox, folder, id: message.id })}
            />
          </li>
        ))}
      </ul>
      {trouble && <TroubleView trouble={trouble} again={load} />}
      {!trouble && loading && <p class="faint padded">{strings.loading}</p>}
      {!trouble && !loading && items.length === 0 && <p class="faint padded">{strings.emptyFolder}</p>}
      {!trouble && !loading && more && (
        <button type="button" class="button load-more" onClick={load}>
          {strings.loadMore}
        </button>
      )}
    </section>
  )
}

/** Pages of 50; each joins what is there. */
function usePages(mailbox: string, folder: string) {
  const [items, setItems] = useState<PlaygroundListed[]>([])
  const [cursor, setCursor] = useState<string | null>(null)
  const [loading, setLoading] = useState(true)
  const [trouble, setTrouble] = useState<Trouble>()
  const gone = useRef(new AbortController())
  const load = async () => {
    const { signal } = gone.current
    setLoading(true)
    setTrouble(undefined)
    try {
      const page = await getMessages({ mailbox, folder, cursor }, signal)
      if (signal.aborted) return
      setItems((before) => [...before, ...page.items])
      setCursor(page.nextCursor)
    } catch (error) {
      if (!signal.aborted) setTrouble(troubleOf(error))
    }
    if (!signal.aborted) setLoading(false)
  }
  useEffect(() => {
    gone.current = new AbortController()
    void load()
    return () => gone.current.abort()
  }, [])
  return { items, trouble, loading, more: cursor !== null, load: () => void load() }
}

type ListedProps = { message: PlaygroundListed; mailbox: string; current: boolean; open: () => void }

function Listed({ message, mailbox, current, open }: ListedProps) {
  const strings = useStrings()
  const locale = useLocale()
  const { from, to, subject, at, unread, attachments } = message
  // What the mailbox itself sent is told apart by whom it went to.
  const sent = from?.address.toLowerCase() === mailbox.toLowerCase()
  const who = sent
    ? strings.toPeople(to.map(({ name, address }) => name ?? address).join(', '))
    : (from?.name ?? from?.address ?? strings.noSender)
  const said = at && saidDate(at, { locale, now: new Date() })
  return (
    <button
      type="button"
      class={`listed ${unread ? 'is-unread' : ''}`}
      aria-current={current ? 'true' : undefined}
      onClick={open}
    >
      <span class="listed-line">
        <bdi class="listed-who">{who}</bdi>
        {said && <time dateTime={at}>{said}</time>}
      </span>
      <span class="listed-line">
        <bdi class="listed-subject">{subject || strings.noSubject}</bdi>
        {attachments && (
          <span title={strings.hasAttachments}>
            <Clip />
            <span class="sr-only">{strings.hasAttachments}</span>
          </span>
        )}
      </span>
      {unread && <span class="sr-only">{strings.unread}</span>}
    </button>
  )
}
