/** What one clicked has happened on the screen; the request follows, and the way back is offered for ten seconds. */
import type { Request } from '#shared/blocks.ts'
import { detailOf, send } from './api.ts'
import { saidFailure, usePage } from './tools.ts'
import { failureKind } from '../../../../addin-outlook/api.ts'

type Undoable = {
  request: Request
  /** Null where the answer to the request brings the way back along. */
  undo: Request | null
  done: string
  /** The screen says again what it said before. */
  revert: () => void
  /** The server has it. */
  settled?: () => void
}

/** @returns a function that does it, answering how to take it back. */
export function useUndoable() {
  const { toasts, strings } = usePage()
  const fail = (error: unknown) =>
    toasts.show({ text: detailOf(error) ?? saidFailure(strings, failureKind(error)), bad: true, button: null })
  return ({ request, undo, done, revert, settled }: Undoable): (() => void) => {
    let taken = false
    const sent = send<unknown>(request)
    const back = () => {
      if (taken) return
      taken = true
      toasts.dismiss(toast)
      revert()
      // After the request, whatever the order of the clicks: the last one must win on the server too.
      sent
        .then((answer) => send(undo ?? undoOf(answer)))
        .then(
          () => toasts.show({ text: strings.undone, bad: false, button: null }),
          (error: unknown) => fail(error),
        )
        .finally(() => settled?.())
    }
    const toast = toasts.show({ text: done, bad: false, button: { label: strings.undo, run: back } })
    sent.then(
      () => taken || settled?.(),
      (error: unknown) => {
        if (taken) return
        taken = true
        toasts.dismiss(toast)
        revert()
        fail(error)
      },
    )
    return back
  }
}

function undoOf(answer: unknown): Request {
  const { undo } = answer as { undo?: Request }
  if (!undo) throw new Error('the answer brings no way back')
  return undo
}
