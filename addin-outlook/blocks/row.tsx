import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Row } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { safeHref } from '../links.tsx'
import { useDate, useTools } from '../tools.ts'
import { Report } from './report.tsx'

/** One line of history, a document or a person; what a click does is said by what the server sent along. */
export function RowView({ row }: { row: Row }) {
  const { record } = useTools()
  const [open, setOpen] = useState(false)
  const { hidden, open: openHref, address } = row
  const download = safeHref(row.download)
  if (hidden) return <HiddenRow row={row} />
  if (openHref)
    return (
      <li class={`row ${open ? 'is-open' : ''}`}>
        <button type="button" class="row-face" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Face row={row} />
        </button>
        {open && <Report href={openHref} />}
      </li>
    )
  return (
    <li class="row">
      {download ? (
        <a class="row-face" href={download} download={row.primary}>
          <Face row={row} />
        </a>
      ) : address ? (
        <button
          type="button"
          class="row-face"
          onClick={() => record.showPerson({ name: row.primary === address ? null : row.primary, address })}
        >
          <Face row={row} />
        </button>
      ) : (
        <div class="row-face">
          <Face row={row} />
        </div>
      )}
    </li>
  )
}

/** That it happened is known; its content is for others. */
function HiddenRow({ row }: { row: Row }) {
  const { strings } = useTools()
  return (
    <li class="row is-hidden">
      <div class="row-face">
        <Line row={row} icon={<Icon name="lock" />}>
          {strings.kinds[row.kind]} · {strings.hidden}
        </Line>
      </div>
    </li>
  )
}

function Face({ row }: { row: Row }) {
  const { strings } = useTools()
  return (
    <>
      <Line row={row} icon={<Icon name={row.tone === 'private' ? 'lock' : row.kind} class={`tone-${row.tone}`} />}>
        <span class="sr-only">{strings.kinds[row.kind]}: </span>
        {/* With a second line (who wrote to whom) the first one is the subject. */}
        <bdi class={row.open && row.secondary ? 'row-subject' : ''} title={row.primary}>
          {row.primary}
        </bdi>
      </Line>
      {row.secondary && (
        <span class="row-second" title={row.secondary}>
          <bdi>{row.secondary}</bdi>
        </span>
      )}
      {row.text && (
        <span class="row-text" dir="auto">
          {row.text}
        </span>
      )}
    </>
  )
}

function Line({ row, icon, children }: { row: Row; icon: ComponentChildren; children: ComponentChildren }) {
  const date = useDate(row.at)
  return (
    <span class="row-line">
      {icon}
      <span class="row-first">{children}</span>
      {date && row.at && (
        <time class="row-date" dateTime={row.at} title={date.exact}>
          {date.said}
        </time>
      )}
    </span>
  )
}
