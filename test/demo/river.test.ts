/** The invented company through the real river: each mail must come to what its author meant. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFolderStore } from '#server/crm/documents/store.ts'
import { createHasher } from '#server/db/hasher.ts'
import { foundDemo } from '#server/demo/found.ts'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import { createLog } from '#server/log.ts'
import { parseMessage } from '#server/sources/mime/parse.ts'
import type { Engine } from '#server/sync/engine.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { expected } from './expected.ts'

const NOW = new Date('2026-11-20T12:00:00Z')

describeEachDatabase('the demo company', ({ fresh }) => {
  let engine: Engine
  beforeAll(async () => {
    const made = await fresh()
    const documents = createFolderStore(`${made.dataDir}/documents`)
    engine = {
      database: await made.open(),
      hasher: createHasher(Buffer.alloc(32, 1)),
      documents,
      uploads: `${made.dataDir}/uploads`,
      now: () => new Date(),
      log: createLog(),
    }
    await foundDemo(engine, `${made.dataDir}/demo`, NOW, () => {})
  })
  afterAll(() => engine.database.close())

  it('decides every mail as expected, in every mailbox', async () => {
    const rows = await engine.database.db
      .selectFrom('occurrences as o')
      .innerJoin('items as i', 'i.id', 'o.item_id')
      .innerJoin('mailboxes as m', 'm.id', 'o.mailbox_id')
      .select(['i.message_hash', 'm.address', 'o.outcome', 'o.reason'])
      .execute()
    const found: Record<string, Record<string, string>> = {}
    for (const mail of demoMails(NOW)) {
      const { message } = await parseMessage(Buffer.from(mail.raw))
      const mine = rows.filter((row) => row.message_hash === engine.hasher.messageId(message.messageId))
      found[mail.key] = Object.fromEntries(
        mine.map((row) => [row.address, row.outcome === 'skipped' ? row.reason! : row.outcome]),
      )
    }
    expect(found).toEqual(expected)
  })

  it('leaves nothing pending, and stores the documents', async () => {
    const { db } = engine.database
    expect(
      await db.selectFrom('occurrences').select('provider_id').where('pending_at', 'is not', null).execute(),
    ).toEqual([])
    const documents = await db.selectFrom('document_uses').select('name').execute()
    expect(documents.some(({ name }) => name.endsWith('.pdf'))).toBe(true)
  })
})
