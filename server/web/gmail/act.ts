/** What a click does. Each act is a request to the API in the user's name, which asks again whether they may; then the card is drawn anew. */
import type { Problem } from '#shared/api.ts'
import { type Asked, bodyOf, firstValues, missingFields, placeOf, saidProblem } from '#shared/form-values.ts'
import { paneStrings } from '#shared/i18n/pane.ts'
import type { Filled } from '../../../addin-gmail/blocks/form.ts'
import type { ActionAnswer, Card, Navigation } from '../../../addin-gmail/card-types.ts'
import type { Act, Click, Place } from '../../../addin-gmail/clicks.ts'
import { type Inputs, textOf, valuesOf } from './inputs.ts'
import { messageCard } from './message.ts'
import { drawForm, drawPlace } from './places.ts'
import type { Answered, Session } from './session.ts'
import type { Clicked } from './state.ts'

/** @throws Refused, ScopeMissing */
export async function answerClick(session: Session, { click, place }: Clicked): Promise<ActionAnswer> {
  const inputs = session.event.commonEventObject.formInputs ?? {}
  switch (click.do) {
    case 'open':
      return rendered([{ pushCard: await drawPlace(session, click.place) }])
    case 'again':
      return shown(await drawPlace(session, place))
    case 'take':
      return shown(await messageCard(session, place.at === 'message' ? place.id : '', { done: null, take: true }))
    case 'act':
      return doAct(session, place, click.act)
    case 'choose': {
      const chosen = click.among[textOf(inputs, click.field)]
      return chosen ? doAct(session, place, chosen) : shown(await drawPlace(session, place))
    }
    case 'search':
      return shown(await drawPlace(session, searched(place, inputs)))
    case 'accept':
      return shown(await accepted(session, place, click))
    case 'submit':
      return submit(session, place, click)
    default:
      return click satisfies never
  }
}

export const rendered = (navigations: Navigation[], said?: string): ActionAnswer => ({
  renderActions: { action: { navigations, ...(said !== undefined && { notification: { text: said } }) } },
})

const shown = (card: Card, said?: string) => rendered([{ updateCard: card }], said)

const worked = ({ status }: Answered) => status >= 200 && status < 300

async function doAct(session: Session, place: Place, { label, request, undo, done }: Act): Promise<ActionAnswer> {
  const strings = paneStrings[session.language]
  const answered = await session.send(request)
  if (!worked(answered)) return shown(await drawPlace(session, place), strings.notDone(label))
  const text = done || strings.done
  const back = undo ? { label: strings.undo, request: undo, done: strings.undone } : null
  return { ...shown(await drawPlace(session, place, { text, undo: back }), text), stateChanged: true }
}

/** A new question begins at the first page. */
function searched(place: Place, inputs: Inputs): Place {
  if (place.at !== 'rows') return place
  const url = new URL(place.href, 'http://inside.invalid')
  url.searchParams.delete('cursor')
  return { ...place, href: url.pathname + url.search, q: textOf(inputs, 'q').trim(), kind: textOf(inputs, 'kind') }
}

function accepted(session: Session, place: Place, { field, value }: Extract<Click, { do: 'accept' }>): Promise<Card> {
  const inputs = session.event.commonEventObject.formInputs ?? {}
  if (place.at !== 'form') return drawPlace(session, place)
  return drawForm(session, place, ({ fields }) => {
    const values = valuesOf(inputs, fields, session.zone)
    const asked = fields.find(({ name }) => name === field)
    // A line joins the lines that are there, each once; everything else is put in the place of what was.
    const lines = String(values[field] ?? '').split('\n')
    const joined = [...new Set([...lines, ...value.split('\n')])].filter(Boolean).join('\n')
    return { values: { ...values, [field]: asked?.type === 'textarea' ? joined : value } }
  })
}

async function submit(
  session: Session,
  place: Place,
  { form }: Extract<Click, { do: 'submit' }>,
): Promise<ActionAnswer> {
  const { zone, event } = session
  const strings = paneStrings[session.language].form
  const typed = valuesOf(event.commonEventObject.formInputs ?? {}, form.fields, zone)
  const values = { ...firstValues(form.fields, zone), ...typed }
  const missing = missingFields(form.fields, values, zone)
  if (missing.length > 0) {
    const errors = Object.fromEntries(missing.map((name) => [name, strings.missing]))
    return wrong(session, place, { values: typed, errors })
  }
  const body = bodyOf({ fields: form.fields, submit: form }, values, zone)
  const answered = await session.send({ ...form.request, body }, true)
  if (!worked(answered)) return wrong(session, place, { values: typed, ...faults(session, form.fields, answered) })
  const done = { text: form.done, undo: null }
  const navigations: Navigation[] =
    place.at === 'form'
      ? [{ pop: true }, { updateCard: await drawPlace(session, place.below, done) }]
      : [{ updateCard: await drawPlace(session, place, done) }]
  return { ...rendered(navigations, form.done), stateChanged: true }
}

/** What one typed stays in the widgets: a form on a card of its own says at each field what is wrong with it. */
async function wrong(session: Session, place: Place, filled: Filled): Promise<ActionAnswer> {
  const [first] = [filled.problem, ...Object.values(filled.errors ?? {})].filter((text) => text !== undefined)
  const said = first ?? paneStrings[session.language].form.failed
  if (place.at !== 'form') return rendered([], said)
  return shown(await drawForm(session, place, () => filled), said)
}

function faults(session: Session, fields: Asked[], { status, body }: Answered): Pick<Filled, 'errors' | 'problem'> {
  const strings = paneStrings[session.language].form
  const detail = (body as Problem | null)?.detail ?? ''
  const at = placeOf(detail, fields)
  if (at) {
    const field = fields.find(({ name }) => name === at.name)
    return { errors: { [at.name]: saidProblem(at.message, field, strings) } }
  }
  const said = { 403: strings.forbidden, 404: strings.gone }[status]
  return { problem: said ?? (detail || strings.failed) }
}
