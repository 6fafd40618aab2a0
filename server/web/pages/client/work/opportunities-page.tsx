import type { Opportunity, Stage } from '#shared/api/work.ts'
import { all, joined } from '../api.ts'
import { FormLinks } from '../record/form-links.tsx'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { saidDay, useLoaded, usePage, usePages } from '../tools.ts'
import { useUndoable } from '../undoable.ts'
import { saidAmount } from './amount.ts'

/** What we hope to sell; its stage changed in place. */
export function OpportunitiesPage() {
  const { strings, language } = usePage()
  const { place, go } = useRouter()
  const shown = useQuery().get('show') ?? 'open'
  const stages = useLoaded<Stage[]>(joined('/api/stages', { locale: language }), all<Stage>).value ?? []
  const list = usePages<Opportunity>(
    joined('/api/opportunities', { state: shown === 'all' ? '' : shown, locale: language }),
  )
  const undoable = useUndoable()
  const move = (one: Opportunity, stageId: string) => {
    const stage = stages.find(({ id }) => id === stageId)
    if (!stage) return
    const change = (next: Stage) =>
      list.change((items) => items.map((each) => (each.id === one.id ? { ...each, stage: next } : each)))
    change(stage)
    const href = `/api/opportunities/${one.id}`
    undoable({
      request: { method: 'PATCH', href, body: { stageId } },
      undo: { method: 'PATCH', href, body: { stageId: one.stage.id } },
      done: strings.stageChanged(stage.label),
      revert: () => change(one.stage),
    })
  }
  return (
    <div class="wide">
      <PageTitle title={strings.opportunities}>
        <FormLinks forms={[{ id: 'opportunity', label: strings.newOpportunity }]} again={list.again} />
      </PageTitle>
      <div class="bar">
        <div class="segments" role="group" aria-label={strings.filters}>
          {(['open', 'closed', 'all'] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="segment"
              aria-pressed={one === shown}
              onClick={() => go(withQuery(place, { show: one }), { replace: true })}
            >
              {strings[one]}
            </button>
          ))}
        </div>
      </div>
      {list.value && list.value.length > 0 && (
        <table class={`table cards ${list.loading ? 'is-stale' : ''}`}>
          <caption class="sr-only">{strings.opportunities}</caption>
          <thead>
            <tr>
              {[strings.title, strings.company, strings.stage, strings.amount, strings.owner, strings.expected].map(
                (label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {list.value.map((one) => (
              <OpportunityRow key={one.id} opportunity={one} stages={stages} move={(id) => move(one, id)} />
            ))}
          </tbody>
        </table>
      )}
      <ListState list={list} empty={strings.noOpportunities} />
      <More list={list} />
    </div>
  )
}

type RowProps = { opportunity: Opportunity; stages: Stage[]; move: (stageId: string) => void }

function OpportunityRow({ opportunity, stages, move }: RowProps) {
  const { strings, locale } = usePage()
  const { id, title, company, stage, amount, currency, owner, expectedOn } = opportunity
  // Its own stage stays to be read, also once it is archived.
  const choices = stages.filter((one) => !one.archived || one.id === stage.id)
  return (
    <tr>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its text is the title */}
      <th scope="row" class="cell-name">
        <a href={`/opportunities/${id}`}>
          <bdi>{title}</bdi>
        </a>
      </th>
      <td class={company ? '' : 'is-empty'}>
        {company && (
          <a href={`/companies/${company.id}`} class="plain-link">
            <bdi>{company.name}</bdi>
          </a>
        )}
      </td>
      <td>
        <select
          class="in-place"
          aria-label={strings.stageOf(title)}
          value={stage.id}
          onChange={(event) => move(event.currentTarget.value)}
        >
          {(choices.length > 0 ? choices : [stage]).map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
            </option>
          ))}
        </select>
      </td>
      <td class={`cell-amount ${amount === null ? 'is-empty' : ''}`}>{saidAmount(amount, currency, locale)}</td>
      <td class={owner ? '' : 'is-empty'}>{owner && <bdi>{owner.name}</bdi>}</td>
      <td class={expectedOn ? '' : 'is-empty'}>
        {expectedOn && (
          <>
            <span class="cell-label" aria-hidden="true">
              {strings.expected}
            </span>
            <time dateTime={expectedOn}>{saidDay(expectedOn, locale)}</time>
          </>
        )}
      </td>
    </tr>
  )
}
