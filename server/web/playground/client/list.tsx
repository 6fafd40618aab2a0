import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import { unloggedText } from '#shared/i18n/playground-mail.ts'
import { saidDate } from '#shared/i18n/said-date.ts'
import type { PlaygroundListed, PlaygroundPage } from '#shared/playground.ts'
import { getMessages, type Trouble, troubleOf } from './api.ts'
import { Clip } from './clip.tsx'
import type { Place } from './place.ts'
import { LanguageContext, RETRY, useLocale, useStrings } from './tools.ts'
import { TroubleView } from './trouble.tsx'

/** When `mark` changes there is something new in the folder. */
type Props = { mailbox: string; folder: string; id: string | null; mark: string; goTo: (place: Place) => void }

export function MessageList({ mailbox, folder, id, mark, goTo }: Props) {
  const strings = useStrings()
  const { items, trouble, loading, more, load } = usePages({ mailbox, folder, mark })
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

/** Pages of 50, each joining what is there; what is new joins at the top. */
function usePages({ mailbox, folder, mark }: Pick<Props, 'mailbox' | 'folder' | 'mark'>) {
  const [pages, setPages] = useState<PlaygroundPage>({ items: [], nextCursor: null })
  const [loading, setLoading] = useState(true)
  const [trouble, setTrouble] = useState<Trouble>()
  const gone = useRef(new AbortController())
  const load = useCallback(
    async (cursor: string | null) => {
      const { signal } = gone.current
      setTrouble(undefined)
      try {
        const page = await getMessages({ mailbox, folder, cursor }, signal)
        if (!signal.aborted) setPages((before) => (cursor ? joined(before, page) : renewed(before, page)))
      } catch (error) {
        if (signal.aborted) return
        setTrouble(troubleOf(error))
        if (troubleOf(error) === 'unreachable') setTimeout(() => signal.aborted || void load(cursor), RETRY)
      }
      if (!signal.aborted) setLoading(false)
    },
    [mailbox, folder],
  )
  useEffect(() => void load(null), [mark, load])
  useEffect(() => () => gone.current.abort(), [])
  const more = () => {
    setLoading(true)
    void load(pages.nextCursor)
  }
  return { items: pages.items, trouble, loading, more: pages.nextCursor !== null, load: more }
}

const joined = (before: PlaygroundPage, page: PlaygroundPage): PlaygroundPage => ({
  items: [...before.items, ...page.items],
  nextCursor: page.nextCursor,
})

function renewed(before: PlaygroundPage, page: PlaygroundPage): PlaygroundPage {
  const have = new Set(page.items.map(({ id }) => id))
  const rest = before.items.filter(({ id }) => !have.has(id))
  // Where only the first page was there, it goes on where the new one ends.
  return rest.length === 0 ? page : { items: [...page.items, ...rest], nextCursor: before.nextCursor }
}

type ListedProps = { message: PlaygroundListed; mailbox: string; current: boolean; open: () => void }

function Listed({ message, mailbox, current, open }: ListedProps) {
  const strings = useStrings()
  const locale = useLocale()
  const language = useContext(LanguageContext)
  const { from, to, subject, at, unread, attachments, unlogged } = message
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
        {unlogged === null ? (
          <bdi class="listed-who">{who}</bdi>
        ) : (
          <span class="listed-who is-unlogged">{unloggedText(language, unlogged)}</span>
        )}
        {said && <time dateTime={at}>{said}</time>}
      </span>
      {unlogged === null && (
        <span class="listed-line">
          <bdi class="listed-subject">{subject || strings.noSubject}</bdi>
          {attachments && (
            <span title={strings.hasAttachments}>
              <Clip />
              <span class="sr-only">{strings.hasAttachments}</span>
            </span>
          )}
        </span>
      )}
      {unread && <span class="sr-only">{strings.unread}</span>}
    </button>
  )
}
