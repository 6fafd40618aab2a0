import type { GoogleSetup, SetupCheck } from '#shared/api/setup.ts'
import { CONNECT, problemText } from '#shared/i18n/connect.ts'
import { SETUP } from '#shared/i18n/setup.ts'
import { get, send } from '../api.ts'
import { TroubleView } from '../shell/trouble.tsx'
import { useDoing, useLoaded, usePage } from '../tools.ts'
import { AddOnForm, DelegatedForm, KeyForm } from './google-forms.tsx'

/** Set up once: each step with what Ficha has seen of it, the values to paste, and what to do in Google's console. */
export function GooglePage() {
  const { strings, language, me } = usePage()
  const { busy, act } = useDoing()
  const words = SETUP[language]
  const { value, failure, again } = useLoaded<GoogleSetup>(me.demo ? null : '/api/setup/google', get<GoogleSetup>)
  if (me.demo) return <p class="empty">{CONNECT[language].failures.demo.text()}</p>
  if (failure) return <TroubleView strings={strings} kind={failure} again={again} />
  if (!value) return <p role="status">{strings.loading}</p>
  const retry = async () => {
    await act(() => send({ method: 'POST', href: '/api/setup/google/again' }))
    again()
  }
  return (
    <>
      <p class="intro">{words.intro}</p>
      <button type="button" class="button" disabled={busy} onClick={() => void retry()}>
        {words.again}
      </button>
      {value.checks.map((check, index) => (
        <Step key={check.step} check={check} number={index + 1}>
          {check.step === 'addon' && <AddOnForm setup={value} again={again} />}
          {check.step === 'delegation' && <KeyForm setup={value} again={again} />}
          {check.step === 'delegation' && value.serviceAccount && <DelegatedForm again={again} />}
        </Step>
      ))}
      <Mailboxes mailboxes={value.mailboxes} />
    </>
  )
}

type StepProps = { check: SetupCheck; number: number; children: preact.ComponentChildren }

function Step({ check, number, children }: StepProps) {
  const { language } = usePage()
  const words = SETUP[language]
  const { step, state, values } = check
  const { title, why, how } = words.steps[step]
  return (
    <section class="box-section" aria-labelledby={`step-${step}`}>
      <div class="step-head">
        <h2 class="section-title" id={`step-${step}`}>
          {number}. {title}
        </h2>
        <span class={`step-state is-${state}`}>{words.states[state]}</span>
      </div>
      <p class="faint">{why}</p>
      <dl class="step-values">
        {values.map(({ name, value }) => (
          <Value key={name} name={name} value={value} />
        ))}
      </dl>
      <details class="how" open={state === 'missing' || state === 'wrong'}>
        <summary>{words.how}</summary>
        <ol>
          {how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </details>
      {children}
    </section>
  )
}

function Value({ name, value }: { name: string; value: string }) {
  const { language, toasts } = usePage()
  const words = SETUP[language]
  const leads = value.startsWith('https://console.cloud.google.com/')
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    toasts.show({ text: words.copied, bad: false, button: null })
  }
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {leads ? (
          <a href={value} target="_blank" rel="noopener noreferrer">
            {value}
          </a>
        ) : (
          <code translate={false}>{value}</code>
        )}
        {!leads && 'clipboard' in navigator && (
          <button type="button" class="button" aria-label={words.copyOf(name)} onClick={() => void copy()}>
            {words.copy}
          </button>
        )}
      </dd>
    </div>
  )
}

function Mailboxes({ mailboxes }: Pick<GoogleSetup, 'mailboxes'>) {
  const { strings, language } = usePage()
  const words = SETUP[language]
  return (
    <section class="box-section" aria-labelledby="connected-title">
      <h2 class="section-title" id="connected-title">
        {words.mailboxes}
      </h2>
      {mailboxes.length === 0 && <p class="empty">{words.noMailboxes}</p>}
      <ul class="lines-list">
        {mailboxes.map(({ id, address, state, way, problem, missing }) => (
          <li key={id} class="line-item">
            <div class="line-words">
              <p class="line-title">
                <bdi>{address}</bdi>
              </p>
              <p class={problem === null ? 'faint' : 'is-late'}>
                {problem === null
                  ? [
                      words.readable,
                      words.ways[way],
                      strings.mailboxStates[state],
                      missing.length > 0 &&
                        words.notGranted(missing.map((part) => CONNECT[language].parts[part]).join(', ')),
                    ]
                      .filter(Boolean)
                      .join(' · ')
                  : (words.problems[problem] ?? problemText(language, problem))}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
