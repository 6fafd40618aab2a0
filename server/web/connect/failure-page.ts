/** What somebody sees who comes back from a provider without being connected: why, and what to do. */
import { html } from 'hono/html'
import { CONNECT } from '#shared/i18n/connect.ts'
import type { ConnectFailure } from '#shared/i18n/connect.ts'
import type { Locale } from '#shared/i18n/record.ts'

export type Failed = {
  locale: Locale
  code: ConnectFailure
  address: string
  other: string
  /** Where to begin again; null: that would change nothing. */
  again: string | null
  /** Whoever can do something about the set-up. */
  admin: boolean
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 'Segoe UI', system-ui, sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#faf9f8, #1f1f1f); color: light-dark(#242424, #f2f2f2) }
  main { width: min(440px, calc(100vw - 32px)); padding: 24px 0; display: grid; gap: 16px }
  h1 { font-size: 22px; line-height: 1.3; font-weight: 600; margin: 0 }
  p { margin: 0; overflow-wrap: anywhere }
  nav { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 8px }
  a { display: inline-flex; align-items: center; min-height: 40px; padding: 0 16px; border-radius: 4px; border: 1px solid light-dark(#8a8886, #8a8886); color: inherit; text-decoration: none; font-weight: 600 }
  a.primary { background: #0f6cbd; border-color: #0f6cbd; color: #fff }
  a:focus-visible { outline: 2px solid light-dark(#0f6cbd, #62abf5); outline-offset: 2px }`

export function failurePage({ locale, code, address, other, again, admin }: Failed) {
  const words = CONNECT[locale]
  const { title, text } = words.failures[code]
  const settable = admin && (code === 'not-set-up' || code === 'refused')
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p role="alert">${text({ address, other })}</p>
          <nav>
            ${settable ? html`<a class="primary" href="/settings/google">${words.setUp}</a>` : ''}
            ${again && !settable ? html`<a class="primary" href="${again}">${words.tryAgain}</a>` : ''}
            <a href="/settings/mailboxes">${words.toMailboxes}</a>
          </nav>
        </main>
      </body>
    </html>`
}
