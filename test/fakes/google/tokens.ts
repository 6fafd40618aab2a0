/** Access and refresh tokens: whose, for what, how long. */
import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

export const ACCESS_TOKEN_SECONDS = 3600
/** Beyond it the oldest of an account and client stops working, without a word. */
const MOST_REFRESH_TOKENS = 100

export type AccessToken = {
  address: string
  clientId: string
  scopes: Set<string>
  expiresAt: number
  /** Given by a service account in the user's name. */
  delegated: boolean
}

export type RefreshToken = { token: string; address: string; clientId: string; scopes: Set<string>; issuedAt: number }

/** What `gmail.accessToken` of an add-on's event opens: one message. */
export type MessageToken = { address: string; messageId: string; expiresAt: number }

export type Tokens = ReturnType<typeof createTokens>

export function createTokens(clock: Clock, ids: Ids) {
  const access = new Map<string, AccessToken>()
  const messages = new Map<string, MessageToken>()
  let refresh: RefreshToken[] = []
  /** Everything that an account ever consented to, by client; until it is revoked. */
  const granted = new Map<string, Set<string>>()
  const grantKey = (address: string, clientId: string) => `${clientId} ${address}`

  function dropAll(owns: (token: { address: string; clientId: string }) => boolean): void {
    refresh = refresh.filter((each) => !owns(each))
    for (const [token, each] of access) if (owns(each)) access.delete(token)
  }

  return {
    issueAccess(grant: { address: string; clientId: string; scopes: Iterable<string>; delegated?: boolean }): string {
      const token = `ya29.fake-${ids.serial()}`
      access.set(token, {
        address: grant.address,
        clientId: grant.clientId,
        scopes: new Set(grant.scopes),
        expiresAt: clock.now() + ACCESS_TOKEN_SECONDS * 1000,
        delegated: grant.delegated ?? false,
      })
      return token
    },
    /** undefined for what was never given, was revoked, or is over: Google says the same of all three. */
    findAccess(token: string): AccessToken | undefined {
      const found = access.get(token)
      return found && found.expiresAt > clock.now() ? found : undefined
    },
    issueRefresh(grant: { address: string; clientId: string; scopes: Iterable<string> }): string {
      const token = `1//fake-${ids.serial()}`
      const mine = refresh.filter((each) => each.address === grant.address && each.clientId === grant.clientId)
      if (mine.length >= MOST_REFRESH_TOKENS) refresh = refresh.filter((each) => each !== mine[0])
      refresh.push({ ...grant, token, scopes: new Set(grant.scopes), issuedAt: clock.now() })
      return token
    },
    findRefresh: (token: string) => refresh.find((each) => each.token === token),
    refreshTokens: (address: string) => refresh.filter((each) => each.address === address).map((each) => each.token),
    issueMessage(address: string, messageId: string): string {
      const token = `fake-message-access-${ids.serial()}`
      messages.set(token, { address, messageId, expiresAt: clock.now() + ACCESS_TOKEN_SECONDS * 1000 })
      return token
    },
    findMessage(token: string): MessageToken | undefined {
      const found = messages.get(token)
      return found && found.expiresAt > clock.now() ? found : undefined
    },
    remember(address: string, clientId: string, scopes: Iterable<string>): void {
      const all = granted.get(grantKey(address, clientId)) ?? new Set()
      for (const scope of scopes) all.add(scope)
      granted.set(grantKey(address, clientId), all)
    },
    granted: (address: string, clientId: string): string[] => [...(granted.get(grantKey(address, clientId)) ?? [])],
    /** Revoking any token takes back all that the account gave this client. False: no such token. */
    revoke(token: string): boolean {
      const found = access.get(token) ?? refresh.find((each) => each.token === token)
      if (!found) return false
      dropAll((each) => each.address === found.address && each.clientId === found.clientId)
      granted.delete(grantKey(found.address, found.clientId))
      return true
    },
    revokeAccount(address: string): void {
      dropAll((each) => each.address === address)
      for (const key of granted.keys()) if (key.endsWith(` ${address}`)) granted.delete(key)
    },
  }
}
