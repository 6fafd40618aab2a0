import type { TriageEntry } from '#shared/api/people.ts'
import { useDate, usePage } from '../tools.ts'
import { type Selection, extendedTo, placeOf, toggledAt } from './selection.ts'

type Choosing = { ids: string[]; selection: Selection; setSelection: (next: Selection) => void }
type Props = Choosing & { id: string; title: string | null; entries: TriageEntry[] }

export function TriageList({ id, title, entries, ids, selection, setSelection }: Props) {
  const { strings } = usePage()
  const own = entries.map(({ contactId }) => contactId)
  const all = own.every((one) => selection.chosen.includes(one))
  const chooseAll = () => {
    const rest = selection.chosen.filter((one) => !own.includes(one))
    setSelection({ ...selection, chosen: all ? rest : [...rest, ...own], anchor: null })
  }
  return (
    <section class="group-box" aria-label={title ?? strings.triage}>
      <div class="group-line">
        {title && <h2 class="section-title">{title}</h2>}
        <button type="button" class="link" onClick={chooseAll}>
          {all ? strings.selectNone : strings.selectAll}
        </button>
      </div>
      <div class="people" id={id} role="listbox" aria-multiselectable="true" aria-label={title ?? strings.triage}>
        {entries.map((entry) => (
          <PersonOption key={entry.contactId} entry={entry} {...{ ids, selection, setSelection }} />
        ))}
      </div>
    </section>
  )
}

function PersonOption({ entry, ids, selection, setSelection }: Choosing & { entry: TriageEntry }) {
  const { strings } = usePage()
  const { contactId: id, name, addresses, company, mails, lastAt, wroteFirst, why, subjects } = entry
  const date = useDate(lastAt)
  const chosen = selection.chosen.includes(id)
  const said = [
    strings.mails(mails),
    date && strings.lastMail(date.said),
    wroteFirst && strings.wroteFirst(wroteFirst.name),
  ].filter(Boolean)
  return (
    // Its keys are those of the page around the list.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`person-${id}`}
      class="person"
      role="option"
      aria-selected={chosen}
      tabIndex={placeOf(ids, selection) === id ? 0 : -1}
      onClick={({ shiftKey }) => setSelection(shiftKey ? extendedTo(ids, selection, id) : toggledAt(selection, id))}
    >
      <span class="box" aria-hidden="true" />
      <span class="person-words">
        <span class="person-name">
          <bdi>{name}</bdi>
          {company && (
            <span class="faint">
              {' · '}
              <bdi>{company.name}</bdi>
            </span>
          )}
        </span>
        <span class="faint clip-line">{addresses.join(', ')}</span>
        <span class="person-why">{why ?? ''}</span>
        {subjects.length > 0 && (
          <span class="faint clip-line">
            <bdi>{subjects.slice(0, 3).join(' · ')}</bdi>
          </span>
        )}
      </span>
      <span class="faint person-count">{said.join(' · ')}</span>
    </div>
  )
}
