import { useWritingStrings } from './words.ts'
import type { Said } from './writing.ts'

/** What became of a mail, until one puts it away. */
export function SaidView({ said, dismiss }: { said: Said | undefined; dismiss: () => void }) {
  const strings = useWritingStrings()
  return (
    <div class="said" role="status">
      {said && (
        <p>
          <span>{said.text}</span>
          {said.undo && (
            <button type="button" class="link" onClick={said.undo}>
              {strings.undo}
            </button>
          )}
          <button type="button" class="link" onClick={dismiss}>
            {strings.dismiss}
          </button>
        </p>
      )}
    </div>
  )
}
