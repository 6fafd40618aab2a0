import type { CompanyRef } from '#shared/api.ts'
import type { CompanyDocument, DocumentKind } from '#shared/api/lists.ts'
import { joined } from '../api.ts'
import { useQuery, useRouter, withQuery } from '../router.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { keysOf, useDate, useLoaded, usePage, usePages } from '../tools.ts'
import { useUndoable } from '../undoable.ts'
import { saidSize } from './amount.ts'

/** What a company received and sent. Filters stand in the address. */
export function DocumentsPage() {
  const { strings, language } = usePage()
  const { place, go } = useRouter()
  const query = useQuery()
  const [companyId, kind, direction] = ['companyId', 'kind', 'direction'].map((name) => query.get(name) ?? '')
  const company = useLoaded<CompanyRef>(companyId ? `/api/companies/${companyId}` : null)
  const list = usePages<CompanyDocument>(
    companyId ? joined('/api/documents', { companyId, kind, direction, locale: language }) : null,
  )
  const undoable = useUndoable()
  const setKind = (one: CompanyDocument, next: DocumentKind) => {
    const change = (to: Pick<CompanyDocument, 'kind' | 'suggested'>) =>
      list.change((items) => items.map((each) => (each.id === one.id ? { ...each, ...to } : each)))
    change({ kind: next, suggested: false })
    const href = `/api/documents/${one.id}/kind`
    undoable({
      request: { method: 'PUT', href, body: { kind: next } },
      // Where nobody had said so, the guess takes its place again.
      undo: { method: 'PUT', href, body: { kind: one.suggested ? null : one.kind } },
      done: strings.kindSet(strings.documentKinds[next]),
      revert: () => change(one),
    })
  }
  const set = (changes: Record<string, string>) => go(withQuery(place, changes), { replace: true })
  return (
    <div class="wide">
      <PageTitle title={company.value ? strings.documentsOf(company.value.name) : strings.documents}>
        {companyId && <a href={`/companies/${companyId}`}>{strings.backToRecord}</a>}
      </PageTitle>
      <div class="bar">
        <label class="pick">
          <span>{strings.kind}</span>
          <select value={kind} onChange={(event) => set({ kind: event.currentTarget.value })}>
            <option value="">{strings.any}</option>
            {keysOf(strings.documentKinds).map((one) => (
              <option key={one} value={one}>
                {strings.documentKinds[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="pick">
          <span>{strings.direction}</span>
          <select value={direction} onChange={(event) => set({ direction: event.currentTarget.value })}>
            <option value="">{strings.any}</option>
            <option value="sent">{strings.sent}</option>
            <option value="received">{strings.received}</option>
          </select>
        </label>
      </div>
      {list.value && list.value.length > 0 && (
        <table class={`table cards ${list.loading ? 'is-stale' : ''}`}>
          <caption class="sr-only">{strings.documents}</caption>
          <thead>
            <tr>
              {[strings.document, strings.kind, strings.direction, strings.date, strings.size].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.value.map((one) => (
              <DocumentRow key={`${one.id} ${one.interactionId}`} document={one} setKind={(to) => setKind(one, to)} />
            ))}
          </tbody>
        </table>
      )}
      {companyId ? <ListState list={list} empty={strings.noDocuments} /> : <p class="empty">{strings.noDocuments}</p>}
      <More list={list} />
    </div>
  )
}

type RowProps = { document: CompanyDocument; setKind: (kind: DocumentKind) => void }

function DocumentRow({ document: one, setKind }: RowProps) {
  const { strings, locale } = usePage()
  const date = useDate(one.at)
  return (
    <tr>
      <th scope="row" class="cell-name">
        <a href={one.href} download={one.name}>
          <bdi>{one.name}</bdi>
        </a>
        {one.version && <span class="faint"> {strings.version(one.version.n, one.version.of)}</span>}
      </th>
      <td>
        <select
          class="in-place"
          aria-label={strings.kindOf(one.name)}
          value={one.kind}
          onChange={(event) => setKind(event.currentTarget.value as DocumentKind)}
        >
          {keysOf(strings.documentKinds).map((kind) => (
            <option key={kind} value={kind}>
              {strings.documentKinds[kind]}
            </option>
          ))}
        </select>
        {one.suggested && <span class="faint"> {strings.suggested}</span>}
      </td>
      <td>
        {strings[one.direction]}
        {one.by && (
          <span class="faint">
            {' '}
            <bdi>{strings.by(one.by)}</bdi>
          </span>
        )}
      </td>
      <td class={date ? '' : 'is-empty'}>
        {date && one.at && (
          <time dateTime={one.at} title={date.exact}>
            {date.said}
          </time>
        )}
      </td>
      <td class="faint">{saidSize(one.size, locale)}</td>
    </tr>
  )
}
