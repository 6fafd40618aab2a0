import { useState } from 'preact/hooks'
import type { User } from '#shared/api/settings.ts'
import { send } from '../api.ts'
import { useDoing, usePage } from '../tools.ts'

type Props = { user: User; users: User[]; done: () => void }

/** Says what happens before it does, and asks who takes over. */
export function LeaveForm({ user, users, done }: Props) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const [successorId, setSuccessor] = useState('')
  const leave = async (event: Event) => {
    event.preventDefault()
    const request = { method: 'POST', href: `/api/users/${user.id}/leave`, body: { successorId } } as const
    if (await act(() => send(request), strings.userLeft(user.name))) done()
  }
  return (
    <form class="box-form" onSubmit={(event) => void leave(event)}>
      <p>{strings.leaveText(user.name)}</p>
      <label class="stacked">
        <span>{strings.successor}</span>
        <select required value={successorId} onChange={(event) => setSuccessor(event.currentTarget.value)}>
          <option value="">{strings.chooseSuccessor}</option>
          {users
            .filter(({ id, leftAt }) => id !== user.id && leftAt === null)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <div class="line-acts">
        <button class="button danger" disabled={busy || !successorId}>
          {strings.confirmLeave}
        </button>
        <button type="button" class="button" onClick={done}>
          {strings.cancel}
        </button>
      </div>
    </form>
  )
}
