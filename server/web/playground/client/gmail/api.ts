import type { GmailAnswer, GmailAsk } from '#shared/playground-gmail.ts'
import type { Answer } from '../../../../../addin-gmail/card-types.ts'
import { Failure, contentOf, reach } from '../api.ts'

/** Longer than Google waits for an add-on. */
const PATIENCE = 30_000

/** @throws Failure; what the add-on itself answered with is an answer */
export async function askAddOn(asked: GmailAsk): Promise<GmailAnswer<Answer>> {
  const response = await reach('/playground/api/gmail', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new Failure('unreachable')
  })
  if (response.status === 401) throw new Failure('signed-out')
  if (response.status >= 502 && response.status <= 504) throw new Failure('unreachable')
  if (!response.ok) throw new Failure('failed')
  return contentOf(response)
}
