/** A company whose mailboxes are the playground's own, as the demo's are: Maildirs that one may write into. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createApp } from '#server/app.ts'
import type { PlaygroundOutgoing, PlaygroundPage } from '#shared/playground.ts'
import { createPlayground } from '#server/sync/playground.ts'
import { foundCompany, maildir } from './company.ts'
import type { FreshDatabase } from './databases.ts'

export type DemoLike = Awaited<ReturnType<typeof foundDemoLike>>
export type Mail = Partial<PlaygroundOutgoing> & { mailbox: string }

export async function foundDemoLike(fresh: FreshDatabase) {
  const company = await foundCompany(fresh)
  const playground = createPlayground(company.engine, company.mail)
  const app = createApp({ ...company.engine, demo: true, playground, wake: () => {} })
  const signed = (who: string) => ({ authorization: `Bearer ${company.tokenOf(who)}` })
  return {
    ...company,
    playground,
    /** Lays files (names below its Maildir) into a mailbox that everybody may see the mail of, and reads it. */
    async deliver(mailbox: string, files: Record<string, string> = {}): Promise<void> {
      for (const [name, content] of Object.entries({ ...maildir('', '.Sent/'), ...files })) {
        const path = join(company.mail, 'mail', mailbox, name)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, content)
      }
      await playground.sync(mailbox)
      await company.engine.database.db.updateTable('mailboxes').set({ reviewed_at: new Date() }).execute()
    },
    ask: async <T>(who: string, path: string): Promise<T> => {
      const response = await app.request(path, { headers: signed(who) })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    write(who: string, mail: Mail, files: File[] = [], at = app): Promise<Response> {
      const body = new FormData()
      body.set('mail', JSON.stringify({ ...BLANK, ...mail }))
      for (const file of files) body.append('file', file)
      return Promise.resolve(at.request('/playground/api/send', { method: 'POST', headers: signed(who), body }))
    },
    async folder(who: string, mailbox: string, folder: string) {
      const response = await app.request(`/playground/api/messages?${new URLSearchParams({ mailbox, folder })}`, {
        headers: signed(who),
      })
      return ((await response.json()) as PlaygroundPage).items
    },
  }
}

const BLANK = {
  to: [],
  cc: [],
  bcc: [],
  subject: 'Hello',
  text: 'Hello',
  original: null,
  keep: [],
  locale: 'en',
  zone: 'Europe/Madrid',
} satisfies Partial<PlaygroundOutgoing>
