import { useState } from 'preact/hooks'
import { LANGUAGES } from '#shared/i18n/pane.ts'
import { all, send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { useDate, useDoing, useLoaded, usePage } from '../tools.ts'

type Token = { id: string; name: string; createdAt: string }

export function MePage() {
  const { strings, me } = usePage()
  return (
    <>
      <p class="intro">{strings.signedInAs(me.email)}</p>
      <MyLanguage />
      <Tokens />
    </>
  )
}

function MyLanguage() {
  const { strings, me } = usePage()
  const { act } = useDoing()
  const [locale, setLocale] = useState(me.locale)
  const choose = async (next: (typeof LANGUAGES)[number]) => {
    setLocale(next)
    const kept = await act(
      () => send({ method: 'PATCH', href: `/api/users/${me.id}`, body: { locale: next } }),
      strings.saved,
    )
    if (!kept) setLocale(locale)
  }
  return (
    <section class="box-section">
      <label class="stacked">
        <span>{strings.myLanguage}</span>
        <select value={locale} onChange={(event) => void choose(event.currentTarget.value === 'es' ? 'es' : 'en')}>
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {strings.languages[one]}
            </option>
          ))}
        </select>
      </label>
    </section>
  )
}

function Tokens() {
  const { strings } = usePage()
  const tokens = useLoaded<Token[]>('/api/tokens', all<Token>)
  const { busy, act } = useDoing()
  const [name, setName] = useState('')
  const [made, setMade] = useState<string>()
  const make = async (event: Event) => {
    event.preventDefault()
    const work = async () => {
      const { token } = await send<{ token: string }>({
        method: 'POST',
        href: '/api/tokens',
        body: { name: name.trim() },
      })
      setMade(token)
    }
    if (!(await act(work))) return
    setName('')
    tokens.again()
  }
  const revoke = async (id: string) => {
    if (await act(() => send({ method: 'DELETE', href: `/api/tokens/${id}` }), strings.revoked)) tokens.again()
  }
  return (
    <section class="box-section" aria-labelledby="tokens-title">
      <h2 class="section-title" id="tokens-title">
        {strings.tokens}
      </h2>
      <p class="intro">{strings.tokensHint}</p>
      <ul class="lines-list">
        {tokens.value?.map((token) => (
          <TokenLine key={token.id} token={token} revoke={() => void revoke(token.id)} />
        ))}
      </ul>
      <ListState list={tokens} empty={strings.noTokens} />
      {made && (
        <p class="made" role="status">
          {strings.tokenMade} <code>{made}</code>
        </p>
      )}
      <form class="line-form" onSubmit={(event) => void make(event)}>
        <input
          class="field"
          aria-label={strings.tokenName}
          placeholder={strings.tokenName}
          required
          maxLength={100}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button class="button" disabled={busy}>
          {strings.makeToken}
        </button>
      </form>
    </section>
  )
}

function TokenLine({ token, revoke }: { token: Token; revoke: () => void }) {
  const { strings } = usePage()
  const date = useDate(token.createdAt)
  return (
    <li class="line-item">
      <div class="line-words">
        <p class="line-title">
          <bdi>{token.name}</bdi>
        </p>
        <p class="faint">{date && strings.madeOn(date.said)}</p>
      </div>
      <button type="button" class="button" aria-label={`${strings.revoke}: ${token.name}`} onClick={revoke}>
        {strings.revoke}
      </button>
    </li>
  )
}
