/** `/o/oauth2/v2/auth`: what is asked is checked, somebody consents (or a switch does), and back it goes with a code. */
import type { Context, Hono } from 'hono'
import { isKnownScope, longScope, SIGN_IN } from '../scopes.ts'
import type { World } from '../world.ts'
import { consentPage, errorPage } from './consent-page.ts'

const CODE_SECONDS = 600

export type Asked = {
  clientId: string
  redirectUri: string
  scopes: string[]
  state: string | null
  nonce: string | null
  challenge: { method: string; value: string } | null
  offline: boolean
  prompt: string[]
  includeGranted: boolean
  hint: string | null
}

export type Code = Asked & { address: string; expiresAt: number }

/** Codes are taken out when they are exchanged: each works once. */
export type Codes = Map<string, Code>

class Blocked extends Error {
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

export function mountAuthorize(app: Hono, world: World): void {
  const pending = new Map<string, Asked>()

  app.get('/o/oauth2/v2/auth', (context) => {
    const asked = checked(world, context)
    if (asked instanceof Blocked) return context.html(errorPage(asked.error, asked.message), 400)
    const { mode, as } = world.consent
    const chosen = as ?? asked.hint ?? [...world.accounts.keys()][0]
    if (mode === 'deny') return context.redirect(back(asked, { error: 'access_denied' }))
    if (mode !== 'page') {
      if (chosen === undefined) throw new Error('the fake has no account that could consent')
      return context.redirect(allow(world, asked, chosen, mode === 'auto' ? asked.scopes : mode.scopes))
    }
    const request = String(world.ids.serial())
    pending.set(request, asked)
    return context.html(
      consentPage({
        request,
        people: [...world.accounts.values()],
        hint: asked.hint,
        scopes: asked.scopes.filter((scope) => !SIGN_IN.includes(scope)),
        granted: asked.includeGranted && asked.hint ? world.tokens.granted(asked.hint, asked.clientId) : [],
      }),
    )
  })

  app.post('/o/oauth2/v2/auth/consent', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const asked = pending.get(form.get('request') ?? '')
    if (!asked) return context.html(errorPage('invalid_request', 'This page has expired.'), 400)
    pending.delete(form.get('request') ?? '')
    if (form.get('answer') !== 'allow') return context.redirect(back(asked, { error: 'access_denied' }))
    const account = world.accounts.get(form.get('account') ?? '')
    if (!account) return context.html(errorPage('invalid_request', 'Choose an account.'), 400)
    return context.redirect(allow(world, asked, account.address, form.getAll('scope')))
  })
}

function checked(world: World, context: Context): Asked | Blocked {
  const query = (name: string) => context.req.query(name) ?? null
  const redirectUri = query('redirect_uri')
  if (query('client_id') !== world.client.id) return new Blocked('invalid_client', 'The OAuth client was not found.')
  if (redirectUri === null || !world.client.redirectUris.includes(redirectUri)) {
    return new Blocked('redirect_uri_mismatch', `The redirect URI is not registered: redirect_uri=${redirectUri}`)
  }
  if (query('response_type') !== 'code') return new Blocked('unsupported_response_type', 'Only the code flow is known.')
  const scopes = [...new Set((query('scope') ?? '').split(' ').filter(Boolean).map(longScope))]
  if (scopes.length === 0) return new Blocked('invalid_request', 'Missing required parameter: scope')
  const unknown = scopes.filter((scope) => !isKnownScope(scope))
  if (unknown.length > 0)
    return new Blocked('invalid_scope', `Some requested scopes were invalid: ${unknown.join(', ')}`)
  const method = query('code_challenge_method') ?? 'plain'
  const value = query('code_challenge')
  if (!['S256', 'plain'].includes(method)) return new Blocked('invalid_request', 'Invalid code_challenge_method')
  return {
    clientId: world.client.id,
    redirectUri,
    scopes,
    state: query('state'),
    nonce: query('nonce'),
    challenge: value === null ? null : { method, value },
    offline: query('access_type') === 'offline',
    prompt: (query('prompt') ?? '').split(' ').filter(Boolean),
    includeGranted: query('include_granted_scopes') === 'true',
    hint: query('login_hint')?.toLowerCase() ?? null,
  }
}

/** Whatever was ticked of what was asked, and what signing in brings. */
function allow(world: World, asked: Asked, address: string, ticked: string[]): string {
  const account = world.accounts.get(address.toLowerCase())
  if (!account) throw new Error(`the fake has no account ${address}`)
  const scopes = asked.scopes.filter((scope) => SIGN_IN.includes(scope) || ticked.includes(scope))
  if (scopes.length === 0) return back(asked, { error: 'access_denied' })
  const code = `4/0fake-${world.ids.serial()}`
  world.codes.set(code, {
    ...asked,
    scopes,
    address: account.address,
    expiresAt: world.clock.now() + CODE_SECONDS * 1000,
  })
  return back(asked, {
    code,
    scope: scopes.join(' '),
    authuser: '0',
    ...(account.hostedDomain ? { hd: account.hostedDomain } : {}),
    prompt: asked.prompt.join(' ') || 'none',
  })
}

function back(asked: Asked, answer: Record<string, string>): string {
  const url = new URL(asked.redirectUri)
  if (asked.state !== null) url.searchParams.set('state', asked.state)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return url.toString()
}
