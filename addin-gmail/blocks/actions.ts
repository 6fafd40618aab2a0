/** What one can do, as buttons; alternatives as a list to choose from; guesses with their two answers. */
import type { Action, BlockOf } from '#shared/blocks.ts'
import type { Button, Widget } from '../card-types.ts'
import type { Act, Place } from '../clicks.ts'
import { type Drawing, type Part, button, buttons, gmailWords, opens } from '../drawing.ts'
import { icon } from '../icons.ts'
import { asHtml, asPlain, clip } from '../text.ts'
import { actOf } from './rows.ts'

/** `accept-N` and `dismiss-N` are the two answers to one guess. */
const PAIRED = /^(accept|dismiss)-/

export function actionsPart(block: BlockOf<'actions'>, below: Place, drawing: Drawing): Part {
  const { title, actions, forms = [] } = block
  const guesses = actions.length > 0 && forms.length === 0 && actions.every(({ id }) => PAIRED.test(id))
  if (guesses) return { ...headed(title), widgets: guessWidgets(actions, drawing) }
  const alternatives = actions.some(({ current }) => current)
  const list: Button[] = [
    ...forms.map(({ label, href }) => button(label, opens({ at: 'form', href, title: label, below }, drawing))),
    ...(alternatives ? [] : actions).map((action) => button(action.label, does(action, drawing))),
  ]
  const widgets = [
    ...(alternatives ? [choiceWidget(block, drawing)] : []),
    ...(list.length > 0 ? [buttons(...list)] : []),
  ]
  // A list to choose from says itself what it is about.
  return alternatives || title === null ? { widgets } : labelled(title, list, widgets)
}

const does = (action: Action, drawing: Drawing) => ({ action: drawing.on({ do: 'act', act: actOf(action) }) })

const headed = (title: string | null) => (title === null ? {} : { header: asHtml(withoutColon(title)) })
const withoutColon = (title: string) => title.replace(/\s*:\s*$/, '')

/** One thing to do reads as a line, "Opportunity: New…"; several stand under their heading. */
function labelled(title: string, list: Button[], widgets: Widget[]): Part {
  const [only] = list
  if (list.length !== 1 || !only) return { ...headed(title), widgets }
  return { widgets: [{ decoratedText: { text: asHtml(withoutColon(title)), wrapText: true, button: only } }] }
}

function choiceWidget({ id, title, actions }: BlockOf<'actions'>, drawing: Drawing): Widget {
  const field = `choice-${id}`
  const among = Object.fromEntries(actions.map((action) => [action.id, actOf(action)])) as Record<string, Act>
  return {
    selectionInput: {
      type: 'DROPDOWN',
      name: field,
      label: asPlain(withoutColon(title ?? actions.find(({ current }) => current)?.label ?? '')),
      items: actions.map((action) => ({
        text: clip(asPlain(action.label), 100),
        value: action.id,
        selected: action.current === true,
      })),
      onChangeAction: drawing.on({ do: 'choose', field, among }, true),
    },
  }
}

function guessWidgets(actions: Action[], drawing: Drawing): Widget[] {
  const strings = gmailWords(drawing)
  return actions
    .filter(({ id }) => id.startsWith('accept-'))
    .flatMap((accept) => {
      const dismiss = actions.find(({ id }) => id === accept.id.replace('accept', 'dismiss'))
      const label: Widget = {
        decoratedText: { startIcon: icon('neutral'), text: asHtml(accept.label), wrapText: true },
      }
      const answers = [
        button(strings.take, does(accept, drawing), { altText: asPlain(accept.label) }),
        ...(dismiss ? [button(strings.dismiss, does(dismiss, drawing), { altText: asPlain(dismiss.label) })] : []),
      ]
      return [label, buttons(...answers)]
    })
}
