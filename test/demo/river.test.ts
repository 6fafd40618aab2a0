/** The invented company through the real river: each mail must come to what its author meant. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFolderStore } from '#server/crm/documents/store.ts'
import { createHasher } from '#server/db/hasher.ts'
import { foundDemo } from '#server/demo/found.ts'
import type { DemoEvent } from '#server/demo/calendar/event.ts'
import { weekOf } from '#server/demo/calendar/event.ts'
import { demoEvents } from '#server/demo/calendar/demo-events.ts'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import { wallOf } from '#server/demo/mails/clock.ts'
import { createLog } from '#server/log.ts'
import { parseMessage } from '#server/sources/mime/parse.ts'
import type { Engine } from '#server/sync/engine.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { expectedInstances, expectedMeetings } from './expected-meetings.ts'
import { expected } from './expected.ts'

const NOW = new Date('2026-11-20T12:00:00Z')

/** Where an event of whole days begins. */
function midnightOf({ startAt, organiser }: DemoEvent): Date {
  const wall = wallOf(startAt, organiser.zone)
  return new Date(startAt.getTime() - (wall.hour * 60 + wall.minute) * 60_000)
}

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

  it('decides every appointment as expected, in every calendar, each instance by itself', async () => {
    const rows = await engine.database.db
      .selectFrom('occurrences as o')
      .innerJoin('items as i', 'i.id', 'o.item_id')
      .innerJoin('mailboxes as m', 'm.id', 'o.mailbox_id')
      .where('i.kind', '=', 'meeting')
      .select(['i.message_hash', 'i.instance_at', 'm.address', 'o.outcome', 'o.reason'])
      .execute()
    const found = rows.map((row) => ({
      series: row.message_hash,
      at: row.instance_at?.toISOString(),
      mailbox: row.address,
      outcome: row.reason ?? row.outcome,
    }))
    const meant = demoEvents(NOW).flatMap(({ event, uid, in: holders }) =>
      Array.from({ length: event.weeks ?? 1 }, (_, week) => week).flatMap((week) =>
        holders.map((mailbox) => ({
          series: engine.hasher.series(uid),
          at: (event.days ? midnightOf(event) : weekOf(event, week)).toISOString(),
          mailbox,
          outcome: expectedInstances[event.key]?.[week] ?? expectedMeetings[event.key],
        })),
      ),
    )
    const order = (list: typeof found) => list.map((one) => JSON.stringify(one)).toSorted()
    expect(order(found)).toEqual(order(meant as typeof found))
  })

  it('has each meeting once, whatever number of calendars hold it, and those to come only as planned', async () => {
    const { db } = engine.database
    const meetings = await db
      .selectFrom('interactions as i')
      .innerJoin('meetings as m', 'm.interaction_id', 'i.id')
      .select(['i.id', 'm.uid', 'i.occurred_at', 'i.mailbox_ids'])
      .execute()
    const review = demoEvents(NOW).find(({ event }) => event.key === 'hf-review')
    const held = meetings.filter(({ uid }) => uid === review?.uid)
    expect(held.map(({ mailbox_ids }) => mailbox_ids.length)).toEqual([3])
    expect(meetings.filter(({ occurred_at }) => occurred_at! > NOW)).toHaveLength(5)
  })

  it('has written beside a meeting that was, and one to come', async () => {
    const rows = await engine.database.db
      .selectFrom('meeting_notes as n')
      .innerJoin('interactions as i', 'i.item_id', 'n.item_id')
      .select(['i.subject', 'i.occurred_at', 'n.objective', 'n.notes'])
      .orderBy('i.occurred_at')
      .execute()
    expect(
      rows.map((row) => [row.subject, row.objective !== null, row.notes !== null, row.occurred_at! < NOW]),
    ).toEqual([
      ['Service review, and the coffee I owe you', true, true, true],
      ['Bodegas Arriandi: revisión del trimestre', true, false, false],
    ])
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
