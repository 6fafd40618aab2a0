import type { Followup } from '#shared/api/work.ts'
import type { User } from '#shared/api/settings.ts'
import { all, joined } from '../api.ts'
import { FormLinks } from '../record/form-links.tsx'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { saidDay, useLoaded, usePage, usePages } from '../tools.ts'
import { useUndoable } from '../undoable.ts'

/** What is owed, by whom; done in place. */
export function FollowupsPage() {
  const { strings, me } = usePage()
  const { place, go } = useRouter()
  const ownerId = useQuery().get('ownerId') ?? me.id
  const list = usePages<Followup>(joined('/api/followups', { state: 'open', ownerId }))
  const users = useLoaded<User[]>('/api/users', all<User>).value ?? []
  const undoable = useUndoable()
  const finish = (one: Followup) => {
    const change = (state: Followup['state']) =>
      list.change((items) => items.map((each) => (each.id === one.id ? { ...each, state } : each)))
    change('done')
    undoable({
      request: { method: 'PATCH', href: `/api/followups/${one.id}`, body: { state: 'done' } },
      undo: { method: 'PATCH', href: `/api/followups/${one.id}`, body: { state: 'open' } },
      done: strings.followupDone,
      revert: () => change('open'),
    })
  }
  const groups = grouped(list.value ?? [])
  return (
    <div class="narrow">
      <PageTitle title={strings.followups}>
        <FormLinks forms={[{ id: 'followup', label: strings.newFollowup }]} again={list.again} />
      </PageTitle>
      <div class="bar">
        <label class="pick">
          <span>{strings.whose}</span>
          <select value={ownerId} onChange={(event) => go(withQuery(place, { ownerId: event.currentTarget.value }))}>
            <option value={me.id}>{strings.mine}</option>
            <option value="all">{strings.everybody}</option>
            {users
              .filter(({ id, leftAt }) => id !== me.id && leftAt === null)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      </div>
      {(['overdue', 'today', 'later'] as const).map(
        (when) =>
          groups[when].length > 0 && (
            <section key={when} class="group-box" aria-labelledby={`due-${when}`}>
              <h2 id={`due-${when}`} class="section-title">
                {strings[when]} <span class="faint">{groups[when].length}</span>
              </h2>
              <ul class="lines-list">
                {groups[when].map((one) => (
                  <FollowupLine key={one.id} followup={one} finish={() => finish(one)} named={ownerId !== me.id} />
                ))}
              </ul>
            </section>
          ),
      )}
      <ListState list={list} empty={strings.noFollowups} />
      <More list={list} />
    </div>
  )
}

/** The day where one is: a follow-up due today is owed today. */
function grouped(items: Followup[]) {
  const now = new Date()
  const pad = (n: number) => String(n).padStart(2, '0')
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
  return {
    overdue: items.filter((one) => one.overdue || one.dueOn < today),
    today: items.filter((one) => !one.overdue && one.dueOn === today),
    later: items.filter((one) => !one.overdue && one.dueOn > today),
  }
}

type LineProps = { followup: Followup; finish: () => void; named: boolean }

function FollowupLine({ followup, finish, named }: LineProps) {
  const { strings, locale } = usePage()
  const { title, dueOn, overdue, state, owner, contact, company, opportunity } = followup
  const done = state === 'done'
  const about = [
    contact && { href: `/contacts/${contact.id}`, name: contact.name },
    company && { href: `/companies/${company.id}`, name: company.name },
    opportunity && { href: `/opportunities/${opportunity.id}`, name: opportunity.title },
  ].filter((one) => one !== null)
  return (
    <li class={`line-item ${done ? 'is-done' : ''}`}>
      <input
        type="checkbox"
        class="tick"
        aria-label={strings.markDone(title)}
        checked={done}
        disabled={done}
        onChange={finish}
      />
      <div class="line-words">
        <p class="line-title">
          <bdi>{title}</bdi>
        </p>
        <p class="faint">
          {named && owner && (
            <>
              <bdi>{owner.name}</bdi>
              {about.length > 0 && ' · '}
            </>
          )}
          {about.map(({ href, name }, index) => (
            <span key={href}>
              {index > 0 && ' · '}
              <a href={href}>
                <bdi>{name}</bdi>
              </a>
            </span>
          ))}
        </p>
      </div>
      <time dateTime={dueOn} class={overdue ? 'is-late' : 'faint'}>
        {saidDay(dueOn, locale)}
      </time>
    </li>
  )
}
