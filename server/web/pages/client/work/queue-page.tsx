import type { Mailbox } from '#shared/api.ts'
import type { ConversationState, Waiting } from '#shared/api/work.ts'
import type { PageStrings } from '#shared/i18n/pages.ts'
import { all, joined } from '../api.ts'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { useDate, useLoaded, usePage, usePages } from '../tools.ts'
import { useUndoable } from '../undoable.ts'

/** Who waits for an answer in the shared mailboxes; taken on in place. */
export function QueuePage() {
  const { strings, me } = usePage()
  const { place, go } = useRouter()
  const mailboxes = useLoaded<Mailbox[]>('/api/mailboxes', all<Mailbox>).value ?? []
  const mailbox = useQuery().get('mailbox') ?? ''
  const list = usePages<Waiting>(joined('/api/queue', { mailbox }))
  const undoable = useUndoable()
  const turn = (one: Waiting, state: ConversationState) => {
    const said = { open: strings.released, claimed: strings.claimed, solved: strings.solved }[state]
    const change = (to: Pick<Waiting, 'state' | 'claimedBy'>) =>
      list.change((items) =>
        items.map((each) => (each.conversationId === one.conversationId ? { ...each, ...to } : each)),
      )
    change({ state, claimedBy: state === 'claimed' ? { id: me.id, name: me.name } : null })
    const href = `/api/conversations/${one.conversationId}/state`
    undoable({
      request: { method: 'PUT', href, body: { state } },
      undo: { method: 'PUT', href, body: { state: one.state, userId: one.claimedBy?.id ?? null } },
      done: said,
      revert: () => change(one),
    })
  }
  return (
    <div class="narrow">
      <PageTitle title={strings.queue} />
      <p class="intro">{strings.queueIntro}</p>
      {mailboxes.length > 1 && (
        <div class="bar">
          <label class="pick">
            <span>{strings.mailbox}</span>
            <select value={mailbox} onChange={(event) => go(withQuery(place, { mailbox: event.currentTarget.value }))}>
              <option value="">{strings.allShared}</option>
              {mailboxes.map(({ id, address }) => (
                <option key={id} value={address}>
                  {address}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <ul class="lines-list">
        {list.value?.map((one) => (
          <WaitingLine key={one.conversationId} waiting={one} turn={(state) => turn(one, state)} />
        ))}
      </ul>
      <ListState list={list} empty={strings.noQueue} />
      <More list={list} />
    </div>
  )
}

function WaitingLine({ waiting, turn }: { waiting: Waiting; turn: (state: ConversationState) => void }) {
  const { strings, me } = usePage()
  const { subject, from, fromAddress, contactId, company, waitingSince, messages, state, claimedBy } = waiting
  const since = useDate(waitingSince)
  const mine = claimedBy?.id === me.id
  return (
    <li class={`line-item ${state === 'solved' ? 'is-done' : ''}`}>
      <div class="line-words">
        <p class="line-title">
          <bdi>{subject ?? strings.noSubject}</bdi>
        </p>
        <p class="faint">
          {contactId ? (
            <a href={`/contacts/${contactId}`} title={fromAddress}>
              <bdi>{from}</bdi>
            </a>
          ) : (
            <bdi title={fromAddress}>{from}</bdi>
          )}
          {company && (
            <>
              {' · '}
              <a href={`/companies/${company.id}`}>
                <bdi>{company.name}</bdi>
              </a>
            </>
          )}
          {` · ${strings.messages(messages)}`}
        </p>
        <p class={claimedBy ? '' : 'is-late'}>
          {state === 'solved' ? (
            strings.conversationStates.solved
          ) : (
            <time dateTime={waitingSince} title={since?.exact}>
              {strings.waitingFor(saidWait(waitingSince, strings))}
            </time>
          )}
          {claimedBy && ` · ${strings.takenBy(claimedBy.name)}`}
        </p>
      </div>
      <div class="line-acts">
        {state === 'open' && (
          <button type="button" class="button primary" onClick={() => turn('claimed')}>
            {strings.claim}
          </button>
        )}
        {state === 'claimed' && mine && (
          <button type="button" class="button" onClick={() => turn('open')}>
            {strings.release}
          </button>
        )}
        {state !== 'solved' && (
          <button type="button" class="button" onClick={() => turn('solved')}>
            {strings.solve}
          </button>
        )}
      </div>
    </li>
  )
}

const HOUR = 3_600_000

function saidWait(since: string, strings: PageStrings): string {
  const hours = Math.floor((Date.now() - new Date(since).getTime()) / HOUR)
  if (hours < 1) return strings.lessThanHour
  return hours < 48 ? strings.hours(hours) : strings.days(Math.floor(hours / 24))
}
