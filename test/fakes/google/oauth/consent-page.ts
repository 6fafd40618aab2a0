/** The pages that people see at Google: choosing an account, ticking scopes, and errors that never redirect. */
import { html } from 'hono/html'
import { describeScope } from '../scopes.ts'

type Person = { address: string; name: string }
type Ask = { request: string; people: Person[]; hint: string | null; scopes: string[]; granted: string[] }

const STYLE = `
  body { font: 16px/1.5 Roboto, Arial, sans-serif; color: #1f1f1f; background: #f0f4f9; margin: 0; padding: 24px 16px }
  main { max-width: 480px; margin: 0 auto; background: #fff; border-radius: 28px; padding: 32px }
  h1 { font-size: 24px; font-weight: 400 }
  fieldset { border: 0; padding: 0; margin: 0 0 24px } legend { font-weight: 500; padding: 0; margin-bottom: 8px }
  label { display: flex; gap: 12px; padding: 8px 0; align-items: start } small { color: #5f6368; display: block }
  button { font: inherit; padding: 8px 24px; border-radius: 20px; border: 1px solid #747775; background: #fff; color: #0b57d0 }
  button[value=allow] { background: #0b57d0; color: #fff; border-color: #0b57d0 } p.buttons { display: flex; gap: 12px; justify-content: end }`

const page = (title: string, body: unknown) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`

/** Boxes are empty at first, as Google has them: whoever only presses Allow has given nothing. */
export function consentPage({ request, people, hint, scopes, granted }: Ask) {
  const chosen = people.some(({ address }) => address === hint) ? hint : people[0]?.address
  return page(
    'Sign in - Google Accounts',
    html`<h1>Ficha wants access to your Google Account</h1>
      <form method="post" action="/o/oauth2/v2/auth/consent">
        <input type="hidden" name="request" value="${request}" />
        <fieldset>
          <legend>Choose an account</legend>
          ${people.map(
            ({ address, name }) =>
              html`<label
                ><input type="radio" name="account" value="${address}" ${address === chosen ? 'checked' : ''} />
                <span>${name}<small>${address}</small></span></label
              >`,
          )}
        </fieldset>
        ${
          scopes.length === 0
            ? ''
            : html`<fieldset>
                <legend>Select what Ficha can access</legend>
                <label><input type="checkbox" id="all" /> <span>Select all</span></label>
                ${scopes.map(
                  (scope) =>
                    html`<label
                      ><input
                        type="checkbox"
                        name="scope"
                        value="${scope}"
                        ${granted.includes(scope) ? 'checked' : ''}
                      />
                      <span>${describeScope(scope)}</span></label
                    >`,
                )}
              </fieldset>`
        }
        <p class="buttons">
          <button name="answer" value="cancel">Cancel</button> <button name="answer" value="allow">Allow</button>
        </p>
      </form>
      <script>
        document.getElementById('all')?.addEventListener('change', (event) => {
          for (const box of document.querySelectorAll('input[name=scope]')) box.checked = event.target.checked
        })
      </script>`,
  )
}

export function errorPage(error: string, description: string) {
  return page(
    `Error - ${error}`,
    html`<h1>Access blocked: authorization error</h1>
      <p>${description}</p>
      <p>Error: <code>${error}</code></p>`,
  )
}
