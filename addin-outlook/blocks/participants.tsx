import { useState } from 'preact/hooks'
import type { Interaction } from '#shared/api.ts'
import { useTools } from '../tools.ts'

type Participant = Interaction['participants'][number]

const ROLES = ['from', 'with', 'to', 'cc', 'bcc'] as const
const FIRST = 6

/** Who wrote it and to whom, by role. */
export function Participants({ participants }: { participants: Participant[] }) {
  const byRole = ROLES.map((role) => ({ role, people: participants.filter((one) => one.role === role) }))
  return (
    <dl class="participants">
      {byRole.map(({ role, people }) => people.length > 0 && <People key={role} role={role} people={people} />)}
    </dl>
  )
}

function People({ role, people }: { role: (typeof ROLES)[number]; people: Participant[] }) {
  const { strings } = useTools()
  const [all, setAll] = useState(false)
  const shown = all || people.length <= FIRST + 1 ? people : people.slice(0, FIRST)
  const left = people.length - shown.length
  return (
    <div>
      <dt>{strings.roles[role]}</dt>
      <dd>
        {shown.map(({ address, name }, index) => (
          <span key={`${address} ${name}`} title={address || undefined}>
            {index > 0 && ', '}
            <bdi>{name ?? address}</bdi>
          </span>
        ))}{' '}
        {left > 0 && (
          <button type="button" class="link" onClick={() => setAll(true)}>
            {strings.andMore(left)}
          </button>
        )}
      </dd>
    </div>
  )
}
