import { useState } from 'preact/hooks'
import type { DelegatedMailbox, GoogleSetup } from '#shared/api/setup.ts'
import { problemText } from '#shared/i18n/connect.ts'
import { SETUP } from '#shared/i18n/setup.ts'
import { type List, send } from '../api.ts'
import { useDate, useDoing, usePage } from '../tools.ts'

type Props = { setup: GoogleSetup; again: () => void }

/** Who the add-on is: without both nothing that calls as the add-on is believed. */
export function AddOnForm({ setup, again }: Props) {
  const { language } = usePage()
  const { busy, act } = useDoing()
  const words = SETUP[language]
  const [email, setEmail] = useState(setup.addOn?.serviceAccountEmail ?? '')
  const [client, setClient] = useState(setup.addOn?.oauthClientId ?? '')
  const save = async (event: Event) => {
    event.preventDefault()
    const body = { serviceAccountEmail: email.trim(), oauthClientId: client.trim() }
    if (await act(() => send({ method: 'PUT', href: '/api/setup/google/addon', body }), words.saved)) again()
  }
  return (
    <form class="box-form" onSubmit={(event) => void save(event)}>
      <label class="stacked">
        <span>{words.serviceAccountEmail}</span>
        <input
          class="field"
          type="email"
          required
          maxLength={320}
          placeholder="service-123@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <label class="stacked">
        <span>{words.oauthClientId}</span>
        <input
          class="field"
          required
          minLength={10}
          maxLength={200}
          placeholder="123-abc.apps.googleusercontent.com"
          value={client}
          onInput={(event) => setClient(event.currentTarget.value)}
        />
      </label>
      <div class="line-acts">
        <button class="button primary" disabled={busy}>
          {words.save}
        </button>
      </div>
    </form>
  )
}

/** The key goes in and is shown to nobody again. */
export function KeyForm({ setup, again }: Props) {
  const { language } = usePage()
  const { busy, act } = useDoing()
  const words = SETUP[language]
  const [key, setKey] = useState('')
  const { serviceAccount } = setup
  const since = useDate(serviceAccount?.setAt ?? null)
  const href = '/api/setup/google/service-account'
  const store = async (event: Event) => {
    event.preventDefault()
    if (!(await act(() => send({ method: 'PUT', href, body: { key } }), words.keyStored))) return
    setKey('')
    again()
  }
  const drop = async () => {
    await act(() => send({ method: 'DELETE', href }), words.keyDropped)
    again()
  }
  return (
    <form class="box-form" onSubmit={(event) => void store(event)}>
      {serviceAccount && <p>{words.keyOf(serviceAccount.email, since?.said ?? '')}</p>}
      <label class="stacked">
        <span>{words.key}</span>
        <textarea
          class="field"
          required
          rows={4}
          maxLength={20_000}
          autocomplete="off"
          spellcheck={false}
          placeholder={'{ "type": "service_account", … }'}
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <div class="line-acts">
        <button class="button primary" disabled={busy}>
          {serviceAccount ? words.replaceKey : words.storeKey}
        </button>
        {serviceAccount && (
          <button type="button" class="button danger" disabled={busy} onClick={() => void drop()}>
            {words.dropKey}
          </button>
        )}
      </div>
    </form>
  )
}

/** Whose mailboxes: each is tried before it counts, and says what is in its way. */
export function DelegatedForm({ again }: { again: () => void }) {
  const { language } = usePage()
  const { busy, act } = useDoing()
  const words = SETUP[language]
  const [text, setText] = useState('')
  const [results, setResults] = useState<DelegatedMailbox[]>([])
  const connect = async (event: Event) => {
    event.preventDefault()
    const addresses = text.split(/[\s,;]+/).filter(Boolean)
    const request = { method: 'POST' as const, href: '/api/setup/google/mailboxes', body: { addresses } }
    await act(async () => setResults((await send<List<DelegatedMailbox>>(request)).items))
    again()
  }
  return (
    <form class="box-form" onSubmit={(event) => void connect(event)}>
      <label class="stacked">
        <span>{words.addresses}</span>
        <textarea
          class="field"
          required
          rows={4}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="line-acts">
        <button class="button primary" disabled={busy}>
          {words.connect}
        </button>
      </div>
      <div role="status">
        <ul class="results">
          {results.map(({ address, connected, problem }) => (
            <li key={address} class={connected ? '' : 'is-late'}>
              <bdi>{address}</bdi>:{' '}
              {connected ? words.connected : (words.problems[problem ?? ''] ?? problemText(language, problem ?? ''))}
            </li>
          ))}
        </ul>
      </div>
    </form>
  )
}
