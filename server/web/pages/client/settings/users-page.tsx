import { useEffect, useRef, useState } from 'preact/hooks'
import type { Role } from '#shared/api.ts'
import type { User } from '#shared/api/settings.ts'
import { all, send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { keysOf, useDate, useDoing, useLoaded, usePage } from '../tools.ts'
import { LeaveForm } from './leave-form.tsx'

/** Who signs in, with which roles; and who leaves, with whoever takes over. */
export function UsersPage() {
  const { strings } = usePage()
  const users = useLoaded<User[]>('/api/users', all<User>)
  return (
    <>
      <ul class="lines-list">
        {users.value?.map((user) => (
          <UserLine key={user.id} user={user} users={users.value ?? []} again={users.again} />
        ))}
      </ul>
      <ListState list={users} empty={strings.emptyList} />
      {/* Below the list: before it is there, the button would move away under somebody's finger. */}
      {users.value && <AddUser added={users.again} />}
    </>
  )
}

type LineProps = { user: User; users: User[]; again: () => void }

function UserLine({ user, users, again }: LineProps) {
  const { strings, me } = usePage()
  const [doing, setDoing] = useState<'change' | 'leave'>()
  const left = useDate(user.leftAt)
  const done = () => {
    setDoing(undefined)
    again()
  }
  return (
    <li class={`line-item is-tall ${user.leftAt ? 'is-done' : ''}`}>
      <div class="line-words">
        <p class="line-title">
          <bdi>{user.name}</bdi>
        </p>
        <p class="faint">
          <bdi>{user.email}</bdi>
          {' · '}
          {left ? strings.hasLeft(left.said) : user.roles.map((role) => strings.roleNames[role]).join(', ')}
        </p>
      </div>
      {!user.leftAt && (
        <div class="line-acts">
          <button
            type="button"
            class="button"
            aria-expanded={doing === 'change'}
            aria-label={`${strings.change}: ${user.name}`}
            onClick={() => setDoing(doing === 'change' ? undefined : 'change')}
          >
            {strings.change}
          </button>
          {user.id !== me.id && (
            <button
              type="button"
              class="button"
              aria-expanded={doing === 'leave'}
              aria-label={`${strings.leave}: ${user.name}`}
              onClick={() => setDoing(doing === 'leave' ? undefined : 'leave')}
            >
              {strings.leave}
            </button>
          )}
        </div>
      )}
      {doing === 'change' && <ChangeUser user={user} done={done} />}
      {doing === 'leave' && <LeaveForm user={user} users={users} done={done} />}
    </li>
  )
}

function ChangeUser({ user, done }: { user: User; done: () => void }) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const [name, setName] = useState(user.name)
  const [roles, setRoles] = useState(user.roles)
  const save = async (event: Event) => {
    event.preventDefault()
    const body = { name: name.trim(), roles }
    if (await act(() => send({ method: 'PATCH', href: `/api/users/${user.id}`, body }), strings.saved)) done()
  }
  return (
    <form class="box-form" onSubmit={(event) => void save(event)}>
      <NameAndRoles {...{ name, setName, roles, setRoles }} />
      <div class="line-acts">
        <button class="button primary" disabled={busy || roles.length === 0}>
          {strings.save}
        </button>
        <button type="button" class="button" onClick={done}>
          {strings.cancel}
        </button>
      </div>
    </form>
  )
}

function AddUser({ added }: { added: () => void }) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const [open, setOpen] = useState(false)
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<Role[]>(['rep'])
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [open])
  if (!open)
    return (
      <button type="button" class="button primary" onClick={() => setOpen(true)}>
        {strings.addUser}
      </button>
    )
  const add = async (event: Event) => {
    event.preventDefault()
    const body = { email: email.trim(), name: name.trim(), roles }
    if (!(await act(() => send({ method: 'POST', href: '/api/users', body }), strings.userAdded(body.name)))) return
    setOpen(false)
    setEmail('')
    setName('')
    added()
  }
  return (
    <form class="box-form" onSubmit={(event) => void add(event)}>
      <h2 class="section-title">{strings.addUser}</h2>
      <label class="stacked">
        <span>{strings.email}</span>
        <input
          class="field"
          type="email"
          required
          maxLength={320}
          value={email}
          ref={first}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <NameAndRoles {...{ name, setName, roles, setRoles }} />
      <div class="line-acts">
        <button class="button primary" disabled={busy || roles.length === 0}>
          {strings.add}
        </button>
        <button type="button" class="button" onClick={() => setOpen(false)}>
          {strings.cancel}
        </button>
      </div>
    </form>
  )
}

type NameAndRolesProps = {
  name: string
  setName: (name: string) => void
  roles: Role[]
  setRoles: (roles: Role[]) => void
}

function NameAndRoles({ name, setName, roles, setRoles }: NameAndRolesProps) {
  const { strings } = usePage()
  return (
    <>
      <label class="stacked">
        <span>{strings.name}</span>
        <input
          class="field"
          required
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <RoleChoice roles={roles} set={setRoles} />
    </>
  )
}

function RoleChoice({ roles, set }: { roles: Role[]; set: (roles: Role[]) => void }) {
  const { strings } = usePage()
  return (
    <fieldset class="checks">
      <legend>{strings.roles}</legend>
      {keysOf(strings.roleNames).map((role) => (
        <label key={role} class="check">
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={() => set(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role])}
          />
          {strings.roleNames[role]}
        </label>
      ))}
    </fieldset>
  )
}
