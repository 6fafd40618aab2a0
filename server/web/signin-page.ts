/** The page on which somebody signs in with a token of `ficha token`, until their organisation's own sign-in is connected. */
import { html } from 'hono/html'
import type { Locale } from '#shared/i18n/record.ts'

const WORDS = {
  en: {
    title: 'Sign in to Ficha',
    label: 'Your token',
    hint: 'Whoever runs Ficha makes one with: ficha token you@company',
    button: 'Sign in',
    failed: 'That token is not valid, or it has been revoked. Ask for a new one.',
  },
  es: {
    title: 'Entrar en Ficha',
    label: 'Tu token',
    hint: 'Quien administra Ficha lo crea con: ficha token tu@empresa',
    button: 'Entrar',
    failed: 'Ese token no es válido o se ha revocado. Pide uno nuevo.',
  },
}

/** `to`: where one was going. */
export function signInPage({ locale, failed, to }: { locale: Locale; failed: boolean; to: string }) {
  const words = WORDS[locale]
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words.title}</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              14px/1.45 'Segoe UI',
              system-ui,
              sans-serif;
          }
          body {
            margin: 0;
            min-height: 100vh;
            display: grid;
            place-items: center;
            background: light-dark(#faf9f8, #1f1f1f);
            color: light-dark(#242424, #f2f2f2);
          }
          form {
            width: min(320px, calc(100vw - 32px));
            display: grid;
            gap: 12px;
          }
          h1 {
            font-size: 20px;
            font-weight: 600;
            margin: 0 0 4px;
          }
          label {
            font-weight: 600;
          }
          input,
          button {
            font: inherit;
            min-height: 36px;
            border-radius: 4px;
            padding: 4px 10px;
            box-sizing: border-box;
            width: 100%;
          }
          input {
            border: 1px solid light-dark(#8a8886, #8a8886);
            background: light-dark(#fff, #292929);
            color: inherit;
          }
          button {
            border: 0;
            background: #0f6cbd;
            color: #fff;
            font-weight: 600;
            cursor: pointer;
          }
          input:focus-visible,
          button:focus-visible {
            outline: 2px solid light-dark(#0f6cbd, #62abf5);
            outline-offset: 2px;
          }
          p {
            margin: 0;
            color: light-dark(#5c5c5c, #adadad);
            font-size: 13px;
            overflow-wrap: anywhere;
          }
          .failed {
            color: light-dark(#b10e1c, #f1707b);
          }
        </style>
      </head>
      <body>
        <main>
          <form method="post" action="/signin">
            <h1>${words.title}</h1>
            ${failed ? html`<p class="failed" role="alert">${words.failed}</p>` : ''}
            <label for="token">${words.label}</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required autofocus />
            <p>${words.hint}</p>
            <input type="hidden" name="to" value="${to}" />
            <button>${words.button}</button>
          </form>
        </main>
      </body>
    </html>`
}
