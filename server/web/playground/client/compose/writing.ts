/** What one does with the mail one writes: begin it, send it, discard it, take that back; and what is said of it. */
import { useContext, useState } from 'preact/hooks'
import type { Answering, PlaygroundState } from '#shared/playground.ts'
import { getDraft } from '../api.ts'
import type { Place } from '../place.ts'
import { LanguageContext } from '../tools.ts'
import { type Draft, answeringDraft, isWritten, newDraft, replaceDraft, showDraft, useDraft } from './draft.ts'
import { useWritingStrings } from './words.ts'

export type Said = { text: string; undo: (() => void) | null }

export type Writing = ReturnType<typeof useWriting>

/** `show`: brings the mail that is written into view. */
export function useWriting(state: PlaygroundState, place: Place, show: () => void) {
  const strings = useWritingStrings()
  const language = useContext(LanguageContext)
  const [said, setSaid] = useState<Said>()
  const { draft, open } = useDraft(state.me?.id ?? '')
  const blank = () => newDraft(state.me?.id ?? '', place.mailbox ?? '')

  /** One writes one mail at a time: another takes its place, and it can be had back. */
  const begin = (next: Draft) => {
    const before = replaceDraft(next)
    setSaid(before && isWritten(before) ? { text: strings.discarded, undo: back(before) } : undefined)
    show()
  }
  const back = (before: Draft) => () => {
    replaceDraft(before)
    setSaid(undefined)
    show()
  }
  const answer = async (how: Answering) => {
    const { mailbox, id } = place
    if (mailbox === null || id === null) return
    try {
      const begun = await getDraft({ mailbox, id, how, locale: language })
      begin(answeringDraft(blank(), { id, how }, begun))
    } catch {
      setSaid({ text: strings.notBegun, undo: null })
    }
  }
  return {
    draft,
    open: open && draft !== undefined,
    said,
    begin: () => begin(blank()),
    answer: (how: Answering) => void answer(how),
    sent: () => {
      replaceDraft(undefined)
      setSaid({ text: strings.sent, undo: null })
    },
    discard: () => {
      const before = replaceDraft(undefined)
      setSaid(before && isWritten(before) ? { text: strings.discarded, undo: back(before) } : undefined)
    },
    putAside: () => showDraft(false),
    goOn: () => {
      showDraft(true)
      show()
    },
    dismiss: () => setSaid(undefined),
  }
}
