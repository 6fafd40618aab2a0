/** A browser that connects a mailbox: it begins at Ficha, consents at the fake Google, and comes back; cookies as browsers do. */
import type { Company } from './company.ts'

export type Browser = ReturnType<typeof openBrowser>

/** @param who signed in by a token (as programs are); null: by cookies alone */
export function openBrowser(company: Pick<Company, 'app' | 'tokenOf'>, who: string | null) {
  const cookies = new Map<string, string>()

  async function visit(path: string): Promise<Response> {
    const headers = new Headers()
    if (who !== null) headers.set('authorization', `Bearer ${company.tokenOf(who)}`)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await company.app.request(path, { headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  return {
    cookies,
    visit,
    /** @returns what Google is asked */
    async begin(query = ''): Promise<URL> {
      const response = await visit(`/connect/google${query}`)
      if (response.status !== 302) throw new Error(`${response.status}: ${await response.text()}`)
      return new URL(response.headers.get('location')!)
    },
    /** Consents as the fake is set to. @returns the path that the browser is sent back to */
    async consent(url: URL): Promise<string> {
      const response = await fetch(url, { redirect: 'manual' })
      const location = response.headers.get('location')
      if (location === null) throw new Error(`${response.status}: ${await response.text()}`)
      const back = new URL(location)
      return back.pathname + back.search
    },
    /** From begin to end. @returns the answer of the callback */
    async connect(query = ''): Promise<Response> {
      return visit(await this.consent(await this.begin(query)))
    },
  }
}

export const CALLBACK = 'http://localhost/connect/google/callback'
