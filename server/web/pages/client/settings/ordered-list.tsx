import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../../../../addin-outlook/icons.tsx'
import { send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { type Loaded, useDoing, usePage } from '../tools.ts'

export type Ordered = { id: string; label: string; position: number; archived: boolean }

type Props<T extends Ordered> = {
  list: Loaded<T[]>
  /** Where they are: PATCH `${href}/${id}`. */
  href: string
  /** What stands beside the name. */
  note: (one: T) => ComponentChildren
}

/** A list of the company's own: renamed in place, put in order by buttons, archived and used again. */
export function OrderedList<T extends Ordered>({ list, href, note }: Props<T>) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const used = (list.value ?? []).filter(({ archived }) => !archived)
  const archived = (list.value ?? []).filter((one) => one.archived)
  const change = async (one: T, body: Record<string, unknown>, done: string) => {
    const kept = await act(() => send({ method: 'PATCH', href: `${href}/${one.id}`, body }), done)
    list.again()
    return kept
  }
  return (
    <>
      <ol class="lines-list">
        {used.map((one, index) => (
          <li key={one.id} class="line-item">
            <LabelField one={one} rename={(label) => change(one, { label }, strings.saved)} />
            <span class="faint">{note(one)}</span>
            <div class="line-acts">
              <Mover
                label={strings.moveUp(one.label)}
                turned
                disabled={busy || index === 0}
                move={() => void change(one, { position: used[index - 1]?.position ?? one.position }, strings.saved)}
              />
              <Mover
                label={strings.moveDown(one.label)}
                disabled={busy || index === used.length - 1}
                move={() => void change(one, { position: used[index + 1]?.position ?? one.position }, strings.saved)}
              />
              <button
                type="button"
                class="button"
                disabled={busy}
                aria-label={`${strings.archive}: ${one.label}`}
                onClick={() => void change(one, { archived: true }, strings.saved)}
              >
                {strings.archive}
              </button>
            </div>
          </li>
        ))}
      </ol>
      <ListState list={list} empty={strings.emptyList} />
      {archived.length > 0 && (
        <section class="box-section" aria-labelledby="archived-title">
          <h2 class="section-title" id="archived-title">
            {strings.archived}
          </h2>
          <ul class="lines-list">
            {archived.map((one) => (
              <li key={one.id} class="line-item is-done">
                <p class="line-words">
                  <bdi>{one.label}</bdi>
                </p>
                <button
                  type="button"
                  class="button"
                  disabled={busy}
                  aria-label={`${strings.unarchive}: ${one.label}`}
                  onClick={() => void change(one, { archived: false }, strings.saved)}
                >
                  {strings.unarchive}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type MoverProps = { label: string; turned?: boolean; disabled: boolean; move: () => void }

const Mover = ({ label, turned = false, disabled, move }: MoverProps) => (
  <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={move}>
    <Icon name="down" class={turned ? 'turned' : ''} />
  </button>
)

/** Kept when one leaves it or presses Enter; Escape brings the old name back. */
function LabelField({ one, rename }: { one: Ordered; rename: (label: string) => Promise<boolean> }) {
  const { strings } = usePage()
  const [label, setLabel] = useState(one.label)
  const keep = async () => {
    const next = label.trim()
    if (next === one.label) return
    if (next === '' || !(await rename(next))) setLabel(one.label)
  }
  return (
    <input
      class="field in-place line-words"
      aria-label={strings.rename(one.label)}
      maxLength={80}
      value={label}
      onInput={(event) => setLabel(event.currentTarget.value)}
      onBlur={() => void keep()}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') currentTarget.blur()
        if (key === 'Escape') setLabel(one.label)
      }}
    />
  )
}
