import type { ComponentChildren } from 'preact'
import type { Customer } from '#shared/api/lists.ts'
import type { PageStrings } from '#shared/i18n/pages.ts'
import { Icon } from '../../../../../addin-outlook/icons.tsx'
import { keysOf, saidDay, useDate, usePage } from '../tools.ts'
import type { CustomersState, Sort } from './state.ts'

type Props = { items: Customer[]; state: CustomersState; set: (changes: Partial<CustomersState>) => void }

/** What one reads first: the longest wait, the newest word. */
const DOWN_FIRST: Sort[] = ['waiting', 'lastFromThem']

const labelsOf = (strings: PageStrings): Record<Sort, string> => ({
  name: strings.name,
  status: strings.status,
  owner: strings.owner,
  lastFromUs: strings.lastFromUs,
  lastFromThem: strings.lastFromThem,
  waiting: strings.daysWaiting,
  nextFollowup: strings.nextFollowup,
})

export function CustomersTable({ items, state, set }: Props) {
  const { strings } = usePage()
  const labels = labelsOf(strings)
  const sorts = keysOf(labels)
  const sort = sorts.find((one) => one === state.sort) ?? 'name'
  const down = state.desc === '1'
  const sortBy = (next: Sort) =>
    set({ sort: next, desc: (next === sort ? !down : DOWN_FIRST.includes(next)) ? '1' : '0' })
  return (
    <>
      <div class="card-sort">
        <label class="pick">
          <span>{strings.sortBy}</span>
          <select value={sort} onChange={(event) => sortBy(event.currentTarget.value as Sort)}>
            {sorts.map((one) => (
              <option key={one} value={one}>
                {labels[one]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="button" aria-pressed={down} onClick={() => sortBy(sort)}>
          {down ? strings.descending : strings.ascending}
        </button>
      </div>
      <table class="table cards">
        <caption class="sr-only">
          {strings.sortedBy(labels[sort], down ? strings.descending : strings.ascending)}
        </caption>
        <thead>
          <tr>
            {sorts.flatMap((one) => [
              <th key={one} scope="col" aria-sort={one === sort ? (down ? 'descending' : 'ascending') : undefined}>
                <button type="button" class="sorter" onClick={() => sortBy(one)}>
                  {labels[one]}
                  <Icon name="down" class={`small-icon ${one === sort ? '' : 'is-off'} ${down ? '' : 'turned'}`} />
                </button>
              </th>,
              // What they are interested in cannot be put in an order.
              ...(one === 'owner'
                ? [
                    <th key="picks" scope="col">
                      {strings.interest}
                    </th>,
                  ]
                : []),
            ])}
          </tr>
        </thead>
        <tbody>
          {items.map((customer) => (
            <CustomerRow key={`${customer.noun} ${customer.id}`} customer={customer} labels={labels} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function CustomerRow({ customer, labels }: { customer: Customer; labels: Record<Sort, string> }) {
  const { strings, locale } = usePage()
  const { noun, id, name, status, owner, picks, waitingDays, nextFollowup } = customer
  return (
    <tr>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its text is the name */}
      <th scope="row" class="cell-name">
        <a href={`/${noun === 'company' ? 'companies' : 'contacts'}/${id}`}>
          <bdi>{name}</bdi>
        </a>
      </th>
      <Cell label={labels.status}>{strings.statuses[status]}</Cell>
      <Cell label={labels.owner}>{owner && <bdi>{owner.name}</bdi>}</Cell>
      <Cell label={strings.interest}>
        {picks.length > 0 && (
          <span class="tags">
            {picks.map((pick) => (
              <span key={pick.id} class="tag">
                <bdi>{pick.label}</bdi>
              </span>
            ))}
          </span>
        )}
      </Cell>
      <Cell label={labels.lastFromUs}>
        <When at={customer.lastFromUsAt} />
      </Cell>
      <Cell label={labels.lastFromThem}>
        <When at={customer.lastFromThemAt} />
      </Cell>
      <Cell label={labels.waiting}>
        {waitingDays !== null && <span class={waitingDays >= 3 ? 'is-late' : ''}>{strings.days(waitingDays)}</span>}
      </Cell>
      <Cell label={labels.nextFollowup}>
        {nextFollowup && (
          <>
            <bdi>{nextFollowup.title}</bdi>
            <span class="faint">
              {' '}
              {saidDay(nextFollowup.dueOn, locale)}
              {nextFollowup.owner && ` · ${nextFollowup.owner}`}
            </span>
          </>
        )}
      </Cell>
    </tr>
  )
}

/** On the phone each cell stands on a line with its name, and empty ones are left out. */
function Cell({ label, children }: { label: string; children: ComponentChildren }) {
  const empty = children === null || children === undefined || children === false
  return (
    <td class={empty ? 'is-empty' : ''}>
      <span class="cell-label" aria-hidden="true">
        {label}
      </span>
      <span class="cell-value">{children}</span>
    </td>
  )
}

function When({ at }: { at: string | null }) {
  const { strings } = usePage()
  const date = useDate(at)
  if (!date || !at) return <span class="faint">{strings.never}</span>
  return (
    <time dateTime={at} title={date.exact}>
      {date.said}
    </time>
  )
}
