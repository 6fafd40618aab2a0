/** What one clicks happens at once on the screen; the request follows, and the way back is offered. */
import type { Action, Request } from '#shared/blocks.ts'
import type { PaneStrings } from '#shared/i18n/pane.ts'
import type { Api } from './api.ts'
import type { RecordStore } from './record.ts'
import type { Toast, Toasts } from './toasts.ts'

/** `revert` makes the screen say again what it said before. */
export type Act = (action: Action, revert: () => void) => void

type Parts = { api: Pick<Api, 'send'>; record: Pick<RecordStore, 'refresh'>; toasts: Toasts; strings: PaneStrings }

export function createAct({ api, record, toasts, strings }: Parts): Act {
  /** One after the other, in the order of the clicks: the last one must win on the server as on the screen. */
  let queue: Promise<unknown> = Promise.resolve()

  const send = (request: Request): Promise<boolean> => {
    const sent = queue
      .then(() => api.send(request))
      .then(
        () => true,
        () => false,
      )
    queue = sent
    return sent
  }

  const say = (text: string, button: Toast['button'] = null) => toasts.show({ text, bad: false, button })
  const sayFailed = (text: string, again: () => void) =>
    toasts.show({ text, bad: true, button: { label: strings.tryAgain, run: again } })

  async function takeBack(undo: Request): Promise<void> {
    if (await send(undo)) say(strings.undone)
    else sayFailed(strings.notUndone, () => void takeBack(undo))
    record.refresh()
  }

  async function act(action: Action, revert: () => void): Promise<void> {
    let taken = false
    const { undo } = action
    const back = () => {
      taken = true
      revert()
      if (undo) void takeBack(undo)
    }
    const toast = say(action.done ?? strings.done, undo ? { label: strings.undo, run: back } : null)
    const sent = await send(action.request)
    // What is being taken back is not shown in between.
    if (taken) return
    if (sent) return record.refresh()
    toasts.dismiss(toast)
    revert()
    sayFailed(strings.notDone(action.label), () => void act(action, revert))
  }
  return (action, revert) => void act(action, revert)
}
