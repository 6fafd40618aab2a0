import { useState } from 'preact/hooks'
import type { Customer } from '#shared/api/lists.ts'
import { joined } from '../api.ts'
import { FormLinks } from '../record/form-links.tsx'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { usePage, usePages } from '../tools.ts'
import { CustomersTable } from './customers-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { SavedViews } from './saved-views.tsx'
import { type CustomersState, FILTERS, NOBODY_CALLED, SILENT_DAYS, isSame, kept, stateOf } from './state.ts'

/** One list of all customers; what it shows is in the address, so a link and the back button keep it. */
export function CustomersPage() {
  const { strings, language } = usePage()
  const { place, go } = useRouter()
  const state = stateOf(useQuery())
  const list = usePages<Customer>(joined('/api/customers', { ...state, locale: language }))
  const set = (changes: Partial<CustomersState>) => go(withQuery(place, changes), { replace: true })
  const show = (query: Record<string, string>) => go(joined('/customers', query))
  const silent = isSame(kept(state), NOBODY_CALLED)
  return (
    <div class="wide">
      <PageTitle title={strings.customers}>
        <FormLinks
          forms={[
            { id: 'contact', label: strings.newContact },
            { id: 'company', label: strings.newCompany },
          ]}
          again={list.again}
        />
        <a class="button quiet-button" href={joined('/api/customers.csv', { ...state, locale: language })} download>
          {strings.csv}
        </a>
      </PageTitle>
      <div class="bar">
        <button type="button" class="question" aria-pressed={silent} onClick={() => show(silent ? {} : NOBODY_CALLED)}>
          {strings.nobodyCalled}
          <span class="faint"> {strings.nobodyCalledDays(Number(SILENT_DAYS))}</span>
        </button>
        <SavedViews state={state} show={show} />
      </div>
      <Filters {...{ state, set }} />
      <p class="sr-only" role="status">
        {list.value && !list.loading ? strings.shownSoFar(list.value.length) : ''}
      </p>
      {list.value && list.value.length > 0 && (
        <div class={list.loading ? 'is-stale' : ''}>
          <CustomersTable items={list.value} {...{ state, set }} />
        </div>
      )}
      <ListState list={list} empty={strings.noCustomers} />
      <More list={list} />
    </div>
  )
}

type FiltersProps = { state: CustomersState; set: (changes: Partial<CustomersState>) => void }

/** Folded on the phone, where the list comes first. */
function Filters({ state, set }: FiltersProps) {
  const { strings } = usePage()
  const [open, setOpen] = useState(false)
  const active = FILTERS.filter((name) => state[name] !== '').length
  return (
    <section aria-label={strings.filters}>
      <button
        type="button"
        class="button filters-fold"
        aria-expanded={open}
        aria-controls="filters"
        onClick={() => setOpen(!open)}
      >
        {strings.filters}
        {active > 0 && <span class="badge">{active}</span>}
      </button>
      <div id="filters" class={`filters ${open ? 'is-open' : ''}`}>
        <FilterBar {...{ state, set }} />
        {active > 0 && (
          <button type="button" class="link" onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, ''])))}>
            {strings.clearFilters}
          </button>
        )}
      </div>
    </section>
  )
}
