import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { BlockOf, FormField } from '#shared/blocks.ts'
import { type FormView, createForm } from '../form-store.ts'
import { Icon } from '../icons.tsx'
import { useStore, useTools } from '../tools.ts'
import { FieldView, HintView } from './form-field.tsx'

type Props = {
  block: BlockOf<'form'>
  /** Where it was opened from; a form that stands by itself cannot be closed. */
  close?: () => void
  /** With the server's answer, in place of loading the record anew. */
  sent?: (answer: unknown) => void
  /** What the draft is kept by; else the form's own id. */
  href?: string
}

/** The fields that are wrong, for the focus to go to. */
const WRONG = '[aria-invalid=true], .is-wrong input, .is-wrong button'
const FIRST = '.form-field input, .form-field select, .form-field textarea, .form-field button'

export function FormBlock({ block, close: closed, sent, href = block.id }: Props) {
  const { api, strings, drafts, toasts, record } = useTools()
  const [form] = useState(() => createForm({ api, block, strings: strings.form, drafts, draftKey: drafts.keyOf(href) }))
  const view = useStore(form)
  const id = useId()
  const whole = useRef<HTMLFormElement>(null)
  const close = closed && (() => (form.stop(), closed()))
  // Neither changes: a record that is loaded anew must not take the focus back, nor what one typed.
  const opened = closed !== undefined
  useEffect(() => {
    if (opened) whole.current?.querySelector<HTMLElement>(FIRST)?.focus()
    form.checkSoon()
    return form.stop
  }, [form, opened])

  const submit = async () => {
    const result = await form.submit()
    if (!result) return whole.current?.querySelector<HTMLElement>(WRONG)?.focus()
    toasts.show({ text: block.submit.done, bad: false, button: null })
    close?.()
    if (sent) sent(result.answer)
    else record.refresh()
  }
  const startAnew = () => {
    form.startAnew()
    whole.current?.querySelector<HTMLElement>(FIRST)?.focus()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    }
    if (event.key === 'Escape' && close && !event.defaultPrevented) close()
  }
  const named = new Set(block.fields.filter(({ type }) => type !== 'hidden').map(({ name }) => name))
  return (
    // The keys are those of its fields, which bubble.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={whole}
      class="block form"
      aria-labelledby={`${id}-title`}
      aria-busy={view.sending}
      noValidate
      onSubmit={(event) => (event.preventDefault(), void submit())}
      onKeyDown={pressed}
    >
      <div class="form-head">
        <h2 class="block-title" id={`${id}-title`}>
          <bdi>{block.title}</bdi>
        </h2>
        {close && (
          <button
            type="button"
            class="icon-button"
            aria-label={strings.form.close}
            title={strings.form.close}
            onClick={close}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {block.note && <p class="form-note">{block.note}</p>}
      {view.restored && (
        <p class="form-note" role="status">
          {strings.form.restored}{' '}
          <button type="button" class="link" onClick={startAnew}>
            {strings.form.startAnew}
          </button>
        </p>
      )}
      <div class="form-hints" aria-live="polite">
        {view.hints.map((hint) => !named.has(hint.field ?? '') && <HintView key={hint.text} hint={hint} />)}
      </div>
      {groupsOf(block.fields).map((group) => (
        <Group key={group.fields[0]?.name} id={id} group={group} view={view} set={form.set} />
      ))}
      <Foot block={block} view={view} close={close} />
    </form>
  )
}

type FieldGroup = { title: string | null; fields: FormField[] }

function groupsOf(fields: FormField[]): FieldGroup[] {
  const groups: FieldGroup[] = []
  for (const field of fields.filter(({ type }) => type !== 'hidden')) {
    const title = field.group ?? null
    const last = groups.at(-1)
    if (last && last.title === title) last.fields.push(field)
    else groups.push({ title, fields: [field] })
  }
  return groups
}

type GroupProps = {
  id: string
  group: FieldGroup
  view: FormView
  set: (name: string, value: FormField['value']) => void
}

function Group({ id, group, view, set }: GroupProps) {
  const { title, fields } = group
  const drawn = fields.map((field) => (
    <FieldView
      key={field.name}
      id={`${id}-field-${field.name}`}
      field={field}
      value={view.values[field.name] ?? null}
      error={view.errors[field.name] ?? null}
      hints={view.hints.filter((hint) => hint.field === field.name)}
      set={(value) => set(field.name, value)}
    />
  ))
  if (title === null) return <div class="form-fields">{drawn}</div>
  const titleId = `${id}-${fields[0]?.name}-group`
  return (
    <div class="form-group" role="group" aria-labelledby={titleId}>
      <h3 class="form-group-title" id={titleId}>
        {title}
      </h3>
      <div class="form-fields">{drawn}</div>
    </div>
  )
}

type FootProps = { block: BlockOf<'form'>; view: FormView; close: (() => void) | undefined }

function Foot({ block, view, close }: FootProps) {
  const { strings } = useTools()
  const words = strings.form
  const { problem, failure, sending } = view
  return (
    <div class="form-foot">
      <div role="alert">{failure && <p class="form-problem">{problem ?? saidFailure(failure, words)}</p>}</div>
      <div class="form-buttons">
        {/* Not `disabled`, which would drop the focus of who sends by keyboard. */}
        <button type="submit" class="button primary" title={words.byKeyboard} aria-disabled={sending}>
          {sending ? words.sending : failure === 'unreachable' ? strings.tryAgain : block.submit.label}
        </button>
        {close && (
          <button type="button" class="button quiet-button" onClick={close}>
            {words.cancel}
          </button>
        )}
      </div>
    </div>
  )
}

type Words = ReturnType<typeof useTools>['strings']['form']

function saidFailure(failure: NonNullable<FormView['failure']>, words: Words): string {
  const { unreachable, forbidden, gone, failed, signedOut } = words
  return { unreachable, forbidden, failed, missing: gone, 'signed-out': signedOut }[failure]
}
