/** The final layout, empty. What the host already told (the name) is said at once; the same marks are in taskpane.html. */
import type { Person } from './host.ts'
import { useTools } from './tools.ts'

export function Skeleton({ person }: { person: Person | null }) {
  const { strings } = useTools()
  const name = person && (person.name ?? person.address)
  return (
    <div>
      <header class="block who">
        <span class="avatar bone" aria-hidden="true" />
        <div class="who-words">
          <h1 class="who-name">{name ? <bdi>{name}</bdi> : <span class="sr-only">{strings.record}</span>}</h1>
          {!name && <Bone width="60" />}
          <Bone width="75" />
          <Bone width="45" />
        </div>
      </header>
      <div class="block said">
        <Bone width="70" />
      </div>
      <div class="block">
        <SkeletonRows />
      </div>
      <p class="sr-only" role="status">
        {strings.loading}
      </p>
    </div>
  )
}

export const SkeletonRows = () => (
  <div class="bones" aria-hidden="true">
    {[1, 2, 3].map((row) => (
      <div key={row} class="bone-row">
        <Bone width="60" />
        <Bone width="90" />
        <Bone width="75" />
      </div>
    ))}
  </div>
)

export const SkeletonLines = () => (
  <div class="bones" aria-hidden="true">
    <Bone width="45" />
    <Bone width="90" />
    <Bone width="75" />
  </div>
)

/** Widths are classes: the page's policy allows no inline style. */
const Bone = ({ width }: { width: '45' | '60' | '70' | '75' | '90' }) => (
  <span class={`bone line w-${width}`} aria-hidden="true" />
)
