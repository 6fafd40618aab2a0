import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Action, Row } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { safeHref } from '../links.tsx'
import { useDate, useTools } from '../tools.ts'
import { Report } from './report.tsx'

/** One line of history, a document, a promise or a person; what a click does is said by what the server sent along. */
export function RowView({ row }: { row: Row }) {
  const { act } = useTools()
  const [open, setOpen] = useState(false)
  /** What was clicked and the server has not confirmed yet: shown as done. */
  const [taken, setTaken] = useState<string>()
  useEffect(() => setTaken(undefined), [row])
  if (row.hidden) return <HiddenRow row={row} />
  const { open: openHref, actions = [] } = row
  const take = (action: Action) => {
    setTaken(action.id)
    act(action, () => setTaken(undefined))
  }
  // Where the line itself does nothing else, it is the link to its page.
  const page = leadsSomewhere(row) ? safeHref(row.page ?? null) : null
  return (
    <li class={`row ${open ? 'is-open' : ''} ${taken ? 'is-taken' : ''} ${WHOLE.includes(row.kind) ? 'is-whole' : ''}`}>
      <div class={actions.length === 1 && !page ? 'row-beside' : undefined}>
        <RowFace row={row} open={open} toggle={() => setOpen(!open)} />
        <RowActs actions={actions} page={page} taken={taken} take={take} />
      </div>
      {open && openHref && <Report href={openHref} row={row} />}
    </li>
  )
}

/** What is owed and what was changed is read to its end. */
const WHOLE: Row['kind'][] = ['followup', 'change']

const leadsSomewhere = ({ open, download, address }: Row): boolean => Boolean(open ?? download ?? address)

type FaceProps = { row: Row; open: boolean; toggle: () => void }

function RowFace({ row, open, toggle }: FaceProps) {
  const { record, strings } = useTools()
  const { open: openHref, address } = row
  const download = safeHref(row.download)
  const page = safeHref(row.page ?? null)
  const face = <Face row={row} />
  if (openHref)
    return (
      <button type="button" class="row-face" aria-expanded={open} onClick={toggle}>
        {face}
      </button>
    )
  if (download)
    return (
      <a class="row-face" href={download} download={row.primary}>
        {face}
      </a>
    )
  if (address)
    return (
      <button
        type="button"
        class="row-face"
        onClick={() => record.showPerson({ name: row.primary === address ? null : row.primary, address })}
      >
        {face}
      </button>
    )
  if (page)
    return (
      <a class="row-face" href={page} target="_blank" rel="noopener">
        {face}
        <span class="sr-only"> ({strings.newTab})</span>
      </a>
    )
  return <div class="row-face">{face}</div>
}

type ActsProps = { actions: Action[]; page: string | null; taken: string | undefined; take: (action: Action) => void }

/** What one can do with it in place; on a line of their own where there are several. */
function RowActs({ actions, page, taken, take }: ActsProps) {
  const { strings } = useTools()
  if (actions.length === 0 && !page) return null
  return (
    <div class="row-acts">
      {actions.map((action) => (
        <button
          key={action.id}
          type="button"
          class="row-act"
          disabled={taken !== undefined}
          onClick={() => take(action)}
        >
          {/^(done|close|complete)/.test(action.id) && <Icon name="good" />}
          {action.label}
        </button>
      ))}
      {page && (
        <a class="row-act" href={page} target="_blank" rel="noopener">
          {strings.openPage}
          <Icon name="out" />
          <span class="sr-only"> ({strings.newTab})</span>
        </a>
      )}
    </div>
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
