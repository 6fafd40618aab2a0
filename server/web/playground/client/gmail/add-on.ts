/** One add-on in its host: what is open calls it, clicks call it again, and its answers move the stack of cards. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, CardAction, OpenLink } from '../../../../../addin-gmail/card-types.ts'
import { troubleOf } from '../api.ts'
import { askAddOn } from './api.ts'
import type { Host } from './context.ts'
import { type Typed, formInputsOf, missingOf } from './form.ts'
import { mayOpen } from './small-html.tsx'
import { levelOf, navigate, readAnswer } from './stack.ts'
import { type Asking, EMPTY, type View, clickOf, identityOf, openedView, renewed, saying, withTyped } from './view.ts'
import { useWords } from './words.ts'

export function useAddOn(asking: Asking) {
  const [view, setView] = useState<View>(EMPTY)
  const [attempt, setAttempt] = useState(0)
  const reload = useCallback(() => setAttempt((before) => before + 1), [])
  const latest = useRef({ asking, view })
  latest.current = { asking, view }
  useOpened(asking, attempt, setView)
  const change = (part: Partial<View>) => setView((before) => ({ ...before, ...part }))
  const followed = ({ onClose }: OpenLink) => {
    if (onClose === 'RELOAD') window.addEventListener('focus', reload, { once: true })
  }
  const act = useAct({ latest, change, followed })
  const host: Host = {
    typed: view.levels.at(-1)?.typed ?? {},
    missing: view.missing,
    busy: view.busy,
    set: (name, values) =>
      setView((before) => ({
        ...before,
        missing: new Set([...before.missing].filter((one) => one !== name)),
        levels: withTyped(before.levels, { ...before.levels.at(-1)?.typed, [name]: values }),
      })),
    act: (action, changed) => void act(action, changed),
    push: (card) => setView((before) => ({ ...before, levels: [...before.levels, levelOf(card)] })),
    followed,
  }
  const back = () => setView((before) => ({ ...before, missing: new Set(), levels: before.levels.slice(0, -1) }))
  return { ...view, host, reload, back, dismiss: () => change({ said: null }) }
}

type Acting = {
  latest: { current: { asking: Asking; view: View } }
  change: (part: Partial<View>) => void
  followed: (link: OpenLink) => void
}

/** @returns what a click does: the add-on is called with what the card holds, and its answer is followed */
function useAct({ latest, change, followed }: Acting) {
  const words = useWords()
  const follow = (link: OpenLink) => {
    if (!mayOpen(link.url)) return change({ said: saying(words.unknownAction(link.url), 'bad') })
    // A browser may refuse what was not clicked itself, so the link is said as well.
    window.open(link.url, '_blank', 'noopener,noreferrer')
    change({ said: saying(link.url, 'link') })
    followed(link)
  }
  const take = (answer: Answer, keep: boolean) => {
    const read = readAnswer(answer)
    if (read.kind === 'nonsense') return change({ said: saying(words.failed(0), 'bad') })
    if (read.kind === 'scopes') return change({ scopes: read.scopes })
    const { navigations = [], notification, link } = read.action
    const { levels, missing } = navigate(latest.current.view.levels, navigations, keep)
    change({ levels })
    if (missing !== null) change({ said: saying(words.unknownCard(missing), 'bad') })
    else if (read.host) change({ said: saying(words.unknownAction(JSON.stringify(read.host)), 'bad') })
    else if (link) follow(link)
    else if (notification?.text) change({ said: saying(notification.text) })
  }
  return async (action: CardAction, changed: Typed = {}) => {
    const { asking, view } = latest.current
    const top = view.levels.at(-1)
    if (!top || view.busy) return
    const typed = { ...top.typed, ...changed }
    const missing = missingOf(top.card, typed, action)
    if (missing.size > 0) return change({ missing, said: saying(words.requiredFirst, 'bad') })
    const keep = action.persistValues === true
    const levels = withTyped(view.levels, keep ? typed : {})
    change({ missing, said: null, levels, busy: action.loadIndicator !== 'NONE' })
    const answered = await askAddOn({ ...asking, click: clickOf(action, formInputsOf(top.card, typed)) }).catch(
      (error: unknown) => ({ trouble: troubleOf(error) }),
    )
    // Another message is open by now: its cards are not this answer's to move.
    if (identityOf(asking) !== identityOf(latest.current.asking)) return
    change({ busy: false })
    if ('answer' in answered) take(answered.answer, keep)
    else if ('trouble' in answered && answered.trouble === 'unreachable')
      change({ said: saying(words.unreachable, 'bad') })
    else change({ said: saying(words.notDone, 'bad') })
  }
}

/** One clicks Gmail's button again when the recipients have changed; here the page does, once they rest. */
const REST = 500

/** Calls the add-on for what is open; a late answer for what is no longer open is dropped. */
function useOpened(asking: Asking, attempt: number, setView: (next: (before: View) => View) => void): void {
  const identity = identityOf(asking)
  const said = JSON.stringify(asking)
  const latest = useRef(asking)
  latest.current = asking
  const shown = useRef<string | null>(null)
  useEffect(() => {
    let gone = false
    const same = shown.current === identity
    shown.current = identity
    setView((before) => (same ? { ...before, loading: true } : EMPTY))
    const call = async () => {
      const next = await openedView(latest.current)
      if (!gone) setView((before) => (same ? renewed(before, next) : next))
    }
    const timer = setTimeout(() => void call(), same && latest.current.open.kind === 'compose' ? REST : 0)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [identity, said, attempt, setView])
}
