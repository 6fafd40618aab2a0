/** Gmail and Calendar as the add-on meets them: they sign, call, and send back what a card's widgets hold. */
import type {
  ActionAnswer,
  AddOnEvent,
  Answer,
  Card,
  CardAction,
  FormInput,
  OnClick,
  Widget,
} from '../../addin-gmail/card-types.ts'
import type { GoogleFake } from '../fakes/google/fake.ts'
import type { Company } from './company.ts'

const ORIGIN = 'http://localhost'

type Claims = Record<string, unknown>
export type Called = {
  /** What is open, and what the host says of itself. */
  event?: Partial<Omit<AddOnEvent, 'commonEventObject'>> & { commonEventObject?: AddOnEvent['commonEventObject'] }
  system?: Claims | string | null
  user?: Claims | string | null
  language?: string
}

export type GmailHost = ReturnType<typeof createGmailHost>

export function createGmailHost(company: Company, google: GoogleFake) {
  const signed = (claims: Claims) => google.sign({ email_verified: true, ...claims })
  const systemToken = (path: string, claims: Claims = {}) =>
    signed({ aud: `${ORIGIN}${path}`, sub: '1', email: google.addOn.serviceAccountEmail, ...claims })
  const userToken = (email: string, claims: Claims = {}) =>
    signed({ aud: google.addOn.oauthClientId, sub: `sub-${email}`, email, ...claims })

  async function call(path: string, who: string, called: Called = {}): Promise<Response> {
    const { event = {}, system = {}, user = {}, language = 'en-GB' } = called
    const common = { hostApp: 'GMAIL', platform: 'WEB', userLocale: language, timeZone: { id: 'Europe/Madrid' } }
    const { authorizationEventObject, commonEventObject, ...open } = event
    const body = {
      commonEventObject: { ...common, ...commonEventObject },
      authorizationEventObject: {
        ...(user !== null && { userIdToken: typeof user === 'string' ? user : userToken(who, user) }),
        ...authorizationEventObject,
      },
      ...open,
    }
    const headers = new Headers({ 'content-type': 'application/json' })
    if (system !== null)
      headers.set('authorization', `Bearer ${typeof system === 'string' ? system : systemToken(path, system)}`)
    return company.app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  async function answer(path: string, who: string, called: Called = {}): Promise<Answer> {
    const response = await call(path, who, called)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  return {
    call,
    answer,
    signed,
    systemToken,
    userToken,
    /** The card that a trigger pushes. */
    async open(path: string, who: string, called: Called = {}): Promise<Card> {
      return cardOf(await answer(path, who, called))
    },
    /** Presses it: its state goes back with what is typed. */
    async press(who: string, action: CardAction, typed: Record<string, FormInput> = {}, called: Called = {}) {
      const path = new URL(action.function ?? '').pathname
      const parameters = Object.fromEntries((action.parameters ?? []).map(({ key, value }) => [key, value ?? '']))
      const commonEventObject = { ...called.event?.commonEventObject, parameters, formInputs: typed }
      const told = { ...called, event: { ...called.event, commonEventObject } }
      const result = (await answer(path, who, told)) as ActionAnswer
      await company.settle()
      return result
    },
  }
}

export function cardOf(answer: Answer): Card {
  const action =
    'action' in answer ? answer.action : 'renderActions' in answer ? answer.renderActions.action : undefined
  const card = action?.navigations
    ?.map((one) => ('pushCard' in one ? one.pushCard : 'updateCard' in one ? one.updateCard : undefined))
    .find((one) => one !== undefined)
  if (!card) throw new Error(`no card: ${JSON.stringify(answer)}`)
  return card
}

export const widgetsOf = (card: Card): Widget[] => (card.sections ?? []).flatMap(({ widgets }) => widgets ?? [])

/** All that a card says, a line each. */
export function textsOf(card: Card): string[] {
  const said = widgetsOf(card).flatMap((widget) => [
    widget.textParagraph?.text,
    widget.decoratedText?.topLabel,
    widget.decoratedText?.text,
    widget.decoratedText?.bottomLabel,
    ...(widget.chipList?.chips ?? []).map(({ label }) => label),
  ])
  const headers = (card.sections ?? []).map(({ header }) => header)
  return [card.header?.title, card.header?.subtitle, ...headers, ...said].filter((text) => typeof text === 'string')
}

/** What one can press, by its label: buttons, chips, and lines that open something. */
export function clicksOf(card: Card): Map<string, OnClick> {
  const found = widgetsOf(card).flatMap(({ buttonList, decoratedText, chipList }) => [
    ...(buttonList?.buttons ?? []).map((one) => [one.text, one.onClick] as const),
    ...(chipList?.chips ?? []).map((one) => [one.label, one.onClick] as const),
    ...(decoratedText?.button ? [[decoratedText.button.text, decoratedText.button.onClick] as const] : []),
    ...(decoratedText?.onClick ? [[decoratedText.text, decoratedText.onClick] as const] : []),
  ])
  const footer = card.fixedFooter?.primaryButton
  if (footer) found.push([footer.text, footer.onClick])
  return new Map(found.flatMap(([label, onClick]) => (label && onClick ? [[label, onClick] as const] : [])))
}

/** @throws where nothing in the card is called so */
export function actionOf(card: Card, label: string | RegExp): CardAction {
  const clicks = [...clicksOf(card)]
  const found = clicks.find(([text]) => (typeof label === 'string' ? text === label : label.test(text)))
  if (!found?.[1].action) throw new Error(`${String(label)} is none of: ${clicks.map(([text]) => text).join(' | ')}`)
  return found[1].action
}

/** What the host sends of a card that nobody typed into: empty widgets are left out. */
export function inputsOf(card: Card): Record<string, FormInput> {
  const inputs: Record<string, FormInput> = {}
  for (const { textInput, selectionInput, dateTimePicker } of widgetsOf(card)) {
    if (textInput?.name && textInput.value) inputs[textInput.name] = { stringInputs: { value: [textInput.value] } }
    const chosen = selectionInput?.items?.flatMap(({ selected, value }) => (selected && value ? [value] : [])) ?? []
    if (selectionInput?.name && chosen.length > 0) inputs[selectionInput.name] = { stringInputs: { value: chosen } }
    if (!dateTimePicker?.name || !dateTimePicker.valueMsEpoch) continue
    const msSinceEpoch = dateTimePicker.valueMsEpoch
    inputs[dateTimePicker.name] =
      dateTimePicker.type === 'DATE_ONLY'
        ? { dateInput: { msSinceEpoch } }
        : { dateTimeInput: { msSinceEpoch, hasDate: true, hasTime: true } }
  }
  return inputs
}
