import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Triage, TriageEntry } from '#shared/api/people.ts'
import { joined } from '../api.ts'
import { More } from '../shell/more.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { ListState } from '../shell/trouble.tsx'
import { useLoaded, usePage, usePages } from '../tools.ts'
import { useUndoable } from '../undoable.ts'
import { KeysHelp } from './keys-help.tsx'
import { NOTHING, type Selection, VERDICT_KEYS, type Verdict, moved, placeOf, toggledAt, without } from './selection.ts'
import { TriageBar } from './triage-bar.tsx'
import { TriageList } from './triage-list.tsx'

const HREF = '/api/triage'

/** New people are told what they are, many at a time, by keyboard or mouse; those who look personal come first. */
export function TriagePage() {
  const { strings, language } = usePage()
  const href = joined(HREF, { locale: language })
  const whole = useLoaded<Triage>(joined(href, { limit: '1' }))
  const list = usePages<TriageEntry>(href)
  const { items, classify, undoLast } = useTriage(list.value ?? [])
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [help, setHelp] = useState(false)
  const personal = items.filter((one) => one.personal)
  const others = items.filter((one) => !one.personal)
  const ids = [...personal, ...others].map(({ contactId }) => contactId)
  const box = useRef<HTMLDivElement>(null)
  useFocusOn(box, placeOf(ids, selection), selection)
  const say = (verdict: Verdict) => {
    const place = placeOf(ids, selection)
    const chosen = selection.chosen.length > 0 ? selection.chosen : place === null ? [] : [place]
    if (chosen.length === 0) return
    setSelection(without(ids, selection, chosen))
    classify(chosen, verdict)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = actOf(event, { ids, selection, setSelection, say, undo: undoLast, help: () => setHelp(!help) })
    if (!act) return
    event.preventDefault()
    act()
  }
  // When the last one has gone from the list, the focus has gone with them; taking it back still works.
  useEffect(() => {
    const undoFromNowhere = (event: KeyboardEvent) => {
      if (event.target === document.body && event.key === 'u' && !event.ctrlKey && !event.metaKey) undoLast()
    }
    document.addEventListener('keydown', undoFromNowhere)
    return () => document.removeEventListener('keydown', undoFromNowhere)
  })
  const select = { ids, selection, setSelection }
  return (
    <div class="narrow">
      <PageTitle title={strings.triage} />
      <p class="intro">{strings.triageIntro}</p>
      {/* Its keys count where the list has the focus: nobody meets them unawares. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={box} onKeyDown={press}>
        {items.length > 0 && (
          <TriageBar
            {...{
              count: selection.chosen.length,
              say,
              help,
              setHelp,
              clear: () => setSelection({ ...selection, chosen: [], anchor: null }),
            }}
          />
        )}
        {help && <KeysHelp />}
        {personal.length > 0 && (
          <TriageList
            {...select}
            id="personal"
            title={strings.personalFirst(Math.max(personal.length, whole.value?.personal ?? 0))}
            entries={personal}
          />
        )}
        {others.length > 0 && (
          <TriageList {...select} id="others" title={personal.length > 0 ? strings.others : null} entries={others} />
        )}
      </div>
      <ListState
        list={{ failure: list.failure, again: list.again, value: list.value && items }}
        empty={strings.triageDone}
      />
      <More list={list} />
    </div>
  )
}

/** What has been said of people takes them from the list at once; taking it back brings them to their old place. */
function useTriage(all: TriageEntry[]) {
  const { strings, waiting } = usePage()
  const undoable = useUndoable()
  const [gone, setGone] = useState<string[]>([])
  const undos = useRef<(() => void)[]>([])
  const classify = (contactIds: string[], verdict: Verdict) => {
    setGone((before) => [...before, ...contactIds])
    const back = undoable({
      request: { method: 'POST', href: HREF, body: { contactIds, verdict } },
      undo: null,
      done: strings.verdictDone(contactIds.length, strings.verdicts[verdict] ?? verdict),
      revert: () => setGone((before) => before.filter((id) => !contactIds.includes(id))),
      settled: waiting.again,
    })
    undos.current.push(back)
  }
  return {
    items: all.filter(({ contactId }) => !gone.includes(contactId)),
    classify,
    undoLast: () => undos.current.pop()?.(),
  }
}

type Acts = {
  ids: string[]
  selection: Selection
  setSelection: (next: Selection) => void
  say: (verdict: Verdict) => void
  undo: () => void
  help: () => void
}

function actOf(
  event: KeyboardEvent,
  { ids, selection, setSelection, say, undo, help }: Acts,
): (() => void) | undefined {
  const { key, shiftKey } = event
  const inList = event.target instanceof Element && event.target.closest('[role=option]') !== null
  const place = placeOf(ids, selection)
  if (key === 'j' || key === 'J' || (key === 'ArrowDown' && inList))
    return () => setSelection(moved(ids, selection, 1, shiftKey))
  if (key === 'k' || key === 'K' || (key === 'ArrowUp' && inList))
    return () => setSelection(moved(ids, selection, -1, shiftKey))
  if (key === 'x' || (key === ' ' && inList)) return () => place && setSelection(toggledAt(selection, place))
  if (key === 'Escape') return () => setSelection({ ...selection, chosen: [], anchor: null })
  if (key === 'u') return undo
  if (key === '?') return help
  const verdict = VERDICT_KEYS[key]
  return verdict && (() => say(verdict))
}

/** The focus follows the keyboard's place, from the heading on which a new page begins; never out of another field. */
function useFocusOn(box: { current: HTMLDivElement | null }, id: string | null, selection: Selection): void {
  // Before the screen is drawn: a key pressed at once must not find nobody.
  useLayoutEffect(() => {
    const { activeElement: now } = document
    const free = now === null || now === document.body || now.tagName === 'H1' || box.current?.contains(now)
    if (id === null || !free || now?.closest('button')) return
    document.querySelector<HTMLElement>(`#person-${id}`)?.focus()
  }, [id, selection, box])
}
