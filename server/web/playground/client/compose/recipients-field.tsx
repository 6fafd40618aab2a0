import { useId } from 'preact/hooks'
import { ProposedList } from '../proposed.tsx'
import { type Field, type Recipient, joined, recipientsOf } from './draft.ts'
import { useWritingStrings } from './words.ts'

type Props = {
  field: Field
  recipients: Recipient[]
  typed: string
  proposed: string[]
  set: (recipients: Recipient[], typed: string) => void
}

/** Names one after the other; what is typed becomes one at a comma, at Enter, and when one goes on to the next field. */
export function RecipientsField({ field, recipients, typed, proposed, set }: Props) {
  const strings = useWritingStrings()
  const [id, list, trouble] = [useId(), useId(), useId()]
  const wrong = recipients.find((one) => one.wrong)
  const take = (text: string) => set(joined(recipients, recipientsOf(text)), '')
  const onInput = (text: string) => {
    // One of the list was chosen, or several were pasted.
    if (proposed.includes(text) || /[,;\n]/.test(text)) take(text)
    else set(recipients, text)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (typed.trim() !== '') take(typed)
    }
    if (event.key === 'Backspace' && typed === '') set(recipients.slice(0, -1), '')
  }
  return (
    <div class="write-row">
      <label for={id}>{strings[field]}</label>
      <div class="recipients">
        {recipients.map((one) => (
          <span key={one.address} class={`recipient ${one.wrong ? 'is-wrong' : ''}`}>
            <bdi title={one.address}>{one.name ?? one.address}</bdi>
            <button
              type="button"
              aria-label={strings.remove(one.name ?? one.address)}
              onClick={() =>
                set(
                  recipients.filter((other) => other !== one),
                  typed,
                )
              }
            >
              ×
            </button>
          </span>
        ))}
        <input
          id={id}
          type="text"
          list={list}
          autocomplete="off"
          maxLength={2000}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong && trouble}
          value={typed}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => typed.trim() !== '' && take(typed)}
        />
      </div>
      {wrong && (
        <p class="write-error" id={trouble} role="alert">
          {strings.wrongAddress(wrong.address)}
        </p>
      )}
      <ProposedList id={list} proposed={proposed} />
    </div>
  )
}
