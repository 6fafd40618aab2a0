import type { Draft } from './draft.ts'
import { useWritingStrings } from './words.ts'

/** The draft waits while one looks at other mail. */
export function DraftBar({ draft, goOn }: { draft: Draft; goOn: () => void }) {
  const strings = useWritingStrings()
  return (
    <p class="draft-bar">
      <span>
        <strong>{strings.draft}</strong> <bdi>{draft.subject || strings.untitled}</bdi>
      </span>
      <button type="button" class="link" onClick={goOn}>
        {strings.goOn}
      </button>
    </p>
  )
}
