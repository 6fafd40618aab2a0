import type { PageStrings } from '#shared/i18n/pages.ts'
import type { FailureKind } from '../../../../../addin-outlook/api.ts'
import { wake } from '../../../../../addin-outlook/waiting.ts'
import { type Loaded, usePage } from '../tools.ts'

type Props = { strings: PageStrings; kind: FailureKind; again: () => void }

/** What went wrong, in the place where it was to appear, and what to do. */
export const TroubleView = ({ strings, kind, again }: Props) => (
  <div class="trouble" role="status">
    <p>{strings.failures[kind]}</p>
    {kind === 'signed-out' && (
      <a class="button" href={`/signin?to=${encodeURIComponent(location.pathname + location.search)}`}>
        {strings.signIn}
      </a>
    )}
    {(kind === 'failed' || kind === 'unreachable') && (
      <button type="button" class="button" onClick={kind === 'unreachable' ? wake : again}>
        {strings.tryAgain}
      </button>
    )}
  </div>
)

/** What stands in the place of a list that is not there (yet): that it loads, what failed, or that it is empty. */
export function ListState({
  list,
  empty,
}: {
  list: Pick<Loaded<unknown[]>, 'value' | 'failure' | 'again'>
  empty: string
}) {
  const { strings } = usePage()
  if (list.failure) return <TroubleView strings={strings} kind={list.failure} again={list.again} />
  if (list.value === undefined)
    return (
      <div role="status" class="lines" aria-label={strings.loading}>
        {[75, 60, 90, 45].map((width) => (
          <span key={width} class={`bone line w-${width}`} />
        ))}
      </div>
    )
  return <div role="status">{list.value.length === 0 && <p class="empty">{empty}</p>}</div>
}
