import { useEffect, useRef, useState } from 'preact/hooks'
import type { Hit } from '#shared/api/lists.ts'
import { Icon } from '../../../../../addin-outlook/icons.tsx'
import { type List, joined } from '../api.ts'
import { useRouter } from '../router.ts'
import { useLoaded, usePage } from '../tools.ts'
import { HitLine } from './hit-line.tsx'

/** Typing asks once it rests. */
const REST = 200
const SHOWN = 8

/** "/" goes there; the arrows choose among what is found, Enter opens it, or everything that was found. */
export function SearchField() {
  const { strings, language } = usePage()
  const { go } = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const q = useResting(typed.trim())
  const found = useLoaded<List<Hit>>(
    q.length < 2 ? null : joined('/api/search', { q, limit: String(SHOWN), locale: language }),
  )
  const hits = q.length < 2 ? [] : (found.value?.items ?? [])
  useEffect(() => setChosen(-1), [q])
  useEffect(() => onSlash(() => field.current?.select()), [])
  const leave = (href: string) => {
    setOpen(false)
    field.current?.blur()
    go(href)
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = key === 'ArrowDown' ? 1 : -1
      // One more than the hits: the line below them that shows everything; and -1, the field itself.
      setChosen(((chosen + 1 + step + hits.length + 2) % (hits.length + 2)) - 1)
    } else if (key === 'Escape') {
      setOpen(false)
      if (!open) setTyped('')
    } else if (key === 'Enter' && typed.trim()) {
      event.preventDefault()
      leave(hits[chosen]?.href ?? joined('/search', { q: typed.trim() }))
    }
  }
  const shown = open && q.length >= 2 && (found.value !== undefined || found.failure !== undefined)
  return (
    <div class="finder" role="search">
      <Icon name="search" class="finder-icon" />
      <input
        ref={field}
        class="finder-field"
        type="text"
        enterKeyHint="search"
        role="combobox"
        aria-label={strings.search}
        aria-expanded={shown}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `found-${chosen}` : undefined}
        aria-keyshortcuts="/"
        placeholder={strings.searchHint}
        autoComplete="off"
        maxLength={200}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <kbd class="finder-key" aria-hidden="true">
        /
      </kbd>
      {shown && (
        // The field keeps the focus: pressing a line must not take it away before the click.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div class="found" onMouseDown={(event) => event.preventDefault()}>
          <div id="found" role="listbox" aria-label={strings.searchResults} aria-busy={found.loading}>
            {hits.map((hit, index) => (
              // Chosen by the arrows from the field, which has the focus and tells Enter.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={`${hit.type} ${hit.id}`}
                id={`found-${index}`}
                class="found-line"
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                onClick={() => leave(hit.href)}
              >
                <HitLine hit={hit} />
              </div>
            ))}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
            <div
              id={`found-${hits.length}`}
              class="found-line found-all"
              role="option"
              tabIndex={-1}
              aria-selected={chosen === hits.length}
              onClick={() => leave(joined('/search', { q }))}
            >
              {found.failure
                ? strings.failures[found.failure]
                : hits.length === 0
                  ? strings.noHits(q)
                  : strings.allResults(q)}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

function useResting(value: string): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** Not where one is writing. */
function onSlash(act: () => void): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return
    event.preventDefault()
    act()
  }
  document.addEventListener('keydown', press)
  return () => document.removeEventListener('keydown', press)
}
