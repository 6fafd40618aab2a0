import { useEffect, useState } from 'preact/hooks'
import type { Hit } from '#shared/api/lists.ts'
import { joined } from '../api.ts'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { usePage, usePages } from '../tools.ts'
import { HitLine } from './hit-line.tsx'

export function SearchPage() {
  const { strings, language } = usePage()
  const { place, go } = useRouter()
  const q = useQuery().get('q')?.trim() ?? ''
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  const found = usePages<Hit>(q ? joined('/api/search', { q, locale: language }) : null)
  return (
    <div class="narrow">
      <PageTitle title={strings.search} />
      <form
        class="line-form"
        onSubmit={(event) => {
          event.preventDefault()
          go(withQuery(place, { q: typed.trim() }))
        }}
      >
        <input
          class="field"
          type="search"
          aria-label={strings.searchHint}
          placeholder={strings.searchHint}
          value={typed}
          maxLength={200}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button class="button primary">{strings.search}</button>
      </form>
      {q ? <ListState list={found} empty={strings.noHits(q)} /> : <p class="empty">{strings.typeToSearch}</p>}
      <ul class={`hits ${found.loading ? 'is-stale' : ''}`} aria-label={strings.searchResults}>
        {found.value?.map((hit) => (
          <li key={`${hit.type} ${hit.id}`}>
            <a href={hit.href}>
              <HitLine hit={hit} />
            </a>
          </li>
        ))}
      </ul>
      <More list={found} />
    </div>
  )
}
