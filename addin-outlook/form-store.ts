/** One open form: what it holds, what is wrong with it, what the server says of it while one types. */
import type { FormCheck } from '#shared/blocks.ts'
import type { PaneStrings } from '#shared/i18n/pane.ts'
import { type Api, ApiFailure, type FailureKind, failureKind } from './api.ts'
import type { Drafts } from './drafts.ts'
import { type Form, type Value, type Values, bodyOf, changedValues, firstValues } from '#shared/form-values.ts'
import { missingFields, placeOf, saidProblem } from '#shared/form-values.ts'
import { createStore, type Store } from './store.ts'

export type FormView = {
  values: Values
  /** By the field's name. */
  errors: Record<string, string>
  /** What is wrong and belongs to no field, in the server's words; with `failure` what became of sending it. */
  problem: string | null
  failure: FailureKind | null
  hints: FormCheck['hints']
  sending: boolean
  /** It was begun before, and is shown as it was left. */
  restored: boolean
}

export type FormStore = ReturnType<typeof createForm>

/** Typing is checked once it rests. */
const REST = 400

type Parts = {
  api: Pick<Api, 'submit' | 'check'>
  block: Form
  strings: PaneStrings['form']
  drafts: Pick<Drafts, 'find' | 'keep'>
  draftKey: string
}

export function createForm({ api, block, strings, drafts, draftKey }: Parts) {
  const { fields } = block
  const draft = drafts.find(draftKey)
  const known = Object.fromEntries(Object.entries(draft ?? {}).filter(([name]) => fields.some((f) => f.name === name)))
  const blank = { errors: {}, problem: null, failure: null, sending: false }
  const store = createStore<FormView>({
    ...blank,
    values: { ...firstValues(fields), ...known },
    hints: [],
    restored: Object.keys(known).length > 0,
  })
  const show = store.set
  const change = (part: Partial<FormView>): void => show({ ...store.view, ...part })
  let sent = false
  let checking = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** An older answer says something of what is no longer there: it is dropped. Without an answer nothing is hinted. */
  async function check(href: string): Promise<void> {
    const { signal } = (checking = new AbortController())
    try {
      const { hints } = await api.check(href, bodyOf(block, store.view.values), signal)
      if (!signal.aborted) change({ hints })
    } catch {
      if (!signal.aborted) change({ hints: [] })
    }
  }

  function checkSoon(): void {
    checking.abort()
    clearTimeout(timer)
    const { check: href } = block
    if (href !== null) timer = setTimeout(() => void check(href), REST)
  }

  function fail(error: unknown): void {
    const kind = failureKind(error)
    const detail = error instanceof ApiFailure ? (error.problem?.detail ?? null) : null
    const place = detail === null ? null : placeOf(detail, fields)
    if (!place) return change({ sending: false, failure: kind, problem: detail })
    const field = fields.find(({ name }) => name === place.name)
    change({ sending: false, errors: { [place.name]: saidProblem(place.message, field, strings) } })
  }

  return Object.assign(store as Store<FormView>, {
    set: (name: string, value: Value): void => {
      const { values, errors } = store.view
      const { [name]: _, ...others } = errors
      change({ values: { ...values, [name]: value }, errors: others })
      checkSoon()
    },
    /** @returns the server's answer, once; undefined when it stays open */
    submit: async (): Promise<{ answer: unknown } | undefined> => {
      if (store.view.sending || sent) return undefined
      const missing = missingFields(fields, store.view.values)
      if (missing.length > 0) {
        change({ ...blank, errors: Object.fromEntries(missing.map((name) => [name, strings.missing])) })
        return undefined
      }
      change({ ...blank, sending: true })
      try {
        const { request } = block.submit
        const answer = await api.submit({ ...request, body: bodyOf(block, store.view.values) })
        sent = true
        drafts.keep(draftKey, {})
        return { answer }
      } catch (error) {
        fail(error)
        return undefined
      }
    },
    startAnew: (): void => {
      drafts.keep(draftKey, {})
      change({ ...blank, values: firstValues(fields), restored: false })
      checkSoon()
    },
    checkSoon,
    /** However it is closed: what was typed and not sent is kept. */
    stop: (): void => {
      checking.abort()
      clearTimeout(timer)
      if (!sent) drafts.keep(draftKey, changedValues(fields, store.view.values))
    },
  })
}
