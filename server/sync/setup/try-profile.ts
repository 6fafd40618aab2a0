/** Whether a token really opens a mailbox: asked, not assumed. */
import type { Connections } from '../../connections.ts'
import { SourceError } from '../../errors.ts'
import { createGoogleClient } from '../../sources/google/client.ts'
import { Allowance, GMAIL_UNITS, createQuota } from '../../sources/google/quota.ts'

const FEW = 600

/** @throws SourceError `auth` when Google does not open it, with the code of why */
export async function tryProfile({ google }: Connections, token: string): Promise<void> {
  const quota = () => createQuota(new Allowance(FEW), new Allowance(FEW))
  const client = createGoogleClient({
    token: async (refused) => {
      if (refused !== undefined) throw new SourceError('auth', 'unknown')
      return token
    },
    apiUrl: google.apiUrl,
    mail: quota(),
    calendar: quota(),
  })
  const units = GMAIL_UNITS.getProfile
  await client.call({ of: 'mail', units, urgency: 'now' }, (options) =>
    client.gmail.users.getProfile({ userId: 'me' }, options),
  )
}
