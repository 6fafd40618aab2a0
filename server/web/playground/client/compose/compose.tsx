import { useEffect, useRef, useState } from 'preact/hooks'
import type { PlaygroundState } from '#shared/playground.ts'
import { AttachmentsField } from './attachments-field.tsx'
import { type Draft, type Field, changeDraft } from './draft.ts'
import { useProposed } from '../proposed.tsx'
import { RecipientsField } from './recipients-field.tsx'
import { useSending } from './sending.ts'
import { useWritingStrings } from './words.ts'

type Props = { draft: Draft; state: PlaygroundState; sent: () => void; discard: () => void }

/** The mail being written, in the place of the message. */
export function Compose({ draft, state, sent, discard }: Props) {
  const strings = useWritingStrings()
  const form = useRef<HTMLFormElement>(null)
  const [more, setMore] = useState(draft.cc.length + draft.bcc.length > 0)
  const { send, sending, problem } = useSending({ draft, sent, form })
  const proposed = useProposed(state)
  // An answer has its recipients: one writes at once.
  const first = useRef(draft.original && draft.to.length > 0 ? 'textarea' : '.recipients input')
  useEffect(() => form.current?.querySelector<HTMLElement>(first.current)?.focus(), [])
  const fields: Field[] = more ? ['to', 'cc', 'bcc'] : ['to']
  return (
    <form
      ref={form}
      class="write"
      aria-label={strings.writing}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p class="write-row write-from">
        <span>{strings.from}</span> <bdi>{draft.mailbox}</bdi>
        {!more && (
          <button type="button" class="link" onClick={() => setMore(true)}>
            {strings.addCc}
          </button>
        )}
      </p>
      {fields.map((field) => (
        <RecipientsField
          key={field}
          field={field}
          recipients={draft[field]}
          typed={draft.typed[field]}
          proposed={proposed}
          set={(recipients, typed) => changeDraft({ [field]: recipients, typed: { ...draft.typed, [field]: typed } })}
        />
      ))}
      <label class="write-row">
        <span>{strings.subject}</span>
        <input
          type="text"
          maxLength={500}
          value={draft.subject}
          onInput={(event) => changeDraft({ subject: event.currentTarget.value })}
        />
      </label>
      <textarea
        class="write-text"
        aria-label={strings.text}
        maxLength={200_000}
        dir="auto"
        value={draft.text}
        onInput={(event) => changeDraft({ text: event.currentTarget.value })}
      />
      {draft.quoted !== '' && (
        <details class="write-quoted">
          <summary>{strings.quoted}</summary>
          <div class="mail-text" dir="auto">
            {draft.quoted}
          </div>
        </details>
      )}
      <AttachmentsField draft={draft} />
      <p class="write-error" role="alert">
        {problem}
      </p>
      <div class="write-end">
        <button type="submit" class="button primary" title={strings.sendKeys} aria-busy={sending}>
          {sending ? strings.sending : strings.send}
        </button>
        <button type="button" class="button" disabled={sending} onClick={discard}>
          {strings.discard}
        </button>
        <p class="faint">{strings.nothingLeaves}</p>
      </div>
    </form>
  )
}
