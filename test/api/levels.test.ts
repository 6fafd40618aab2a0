/**
 * Truth 6 over random levels: whatever is set on items, conversations, people, companies and mailboxes, by whomever and in
 * whatever order, each viewer gets exactly the narrowest of what holds, in every list; and what is hidden is found by no search.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scopeOf } from '#server/access/scopes.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
/** Each mail has a word of its own in its subject, its text and its Bcc: what is found is told apart. */
const MAILS = [
  { id: 'm0@x', box: ANA, to: 'eva@client.test', subject: 'alfajor', text: 'tizona', bcc: 'zafiro@quiet.test' },
  { id: 'm1@x', box: ANA, to: 'leo@client.test', subject: 'bergante', text: 'umbral', bcc: null },
  { id: 'm2@x', box: JUAN, to: 'eva@client.test', subject: 'candil', text: 'vihuela', bcc: 'yunque@quiet.test' },
  { id: 'm3@x', box: JUAN, to: 'mia@other.test', subject: 'dolmen', text: 'wolframio', bcc: null },
]
const KINDS = ['item', 'conversation', 'contact', 'company', 'mailbox'] as const
const actSpec = fc.record({
  kind: fc.constantFrom(...KINDS),
  mail: fc.nat(MAILS.length - 1),
  by: fc.constantFrom(1, 2),
  level: fc.option(fc.nat(3), { nil: null }),
})

describeEachDatabase(
  'levels',
  ({ fresh }) => {
    let company: Company
    let scopes: Map<string, number>
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      for (const who of [ANA, JUAN, BOSS]) await company.user(who, { roles: who === BOSS ? ['admin'] : ['rep'] })
      for (const box of [ANA, JUAN]) {
        const mine = MAILS.filter((mail) => mail.box === box)
        const files = mine.map((mail, i) => {
          const headers: Record<string, string> = mail.bcc === null ? {} : { Bcc: mail.bcc }
          return [`${i}.eml`, letter({ ...mail, from: box, headers })] as const
        })
        await company.import(box, Object.fromEntries(files))
      }
      const { db } = company.engine.database
      // People with a status, first syncs reviewed: only what the acts set holds from here on.
      await sql`UPDATE contacts SET status = 'customer', kept = true`.execute(db)
      await sql`DELETE FROM restrictions`.execute(db)
      const { rows } = await sql<{
        message_id: string
        item: number
        conversation: number
        contact: number
        company: number
        mailbox: number
      }>`SELECT i.message_id, i.item_id AS item, i.conversation_id AS conversation, l.contact_id AS contact, k.company_id AS company,
        i.mailbox_ids[1] AS mailbox
      FROM interactions i JOIN participants p ON p.interaction_id = i.id AND p.role = 'to' JOIN parties y ON y.hash = p.hash
        JOIN interaction_contacts l ON l.interaction_id = i.id AND l.contact_id = y.contact_id
        JOIN interaction_companies k ON k.interaction_id = i.id AND k.company_id = y.company_id`.execute(db)
      scopes = new Map(
        rows.flatMap((row) => KINDS.map((kind) => [`${kind} ${row.message_id}`, scopeOf(kind, row[kind])])),
      )
      expect(scopes.size).toBe(MAILS.length * KINDS.length)
    })
    afterAll(() => company.close())

    const put = async (acts: { kind: (typeof KINDS)[number]; mail: number; by: number; level: number | null }[]) => {
      const { db } = company.engine.database
      await sql`DELETE FROM restrictions`.execute(db)
      const set = new Map<string, number>()
      for (const act of acts) {
        const key = `${scopes.get(`${act.kind} ${MAILS[act.mail]!.id}`)} ${act.by}`
        if (act.level === null) set.delete(key)
        else set.set(key, act.level)
      }
      for (const [key, level] of set) {
        const [scope, by] = key.split(' ')
        await db
          .insertInto('restrictions')
          .values({ scope: Number(scope), set_by: `user:${by}`, level })
          .execute()
      }
      return set
    }
    /** From the definition: whoever's mailbox holds it sees all; for others the narrowest of what hangs on it. */
    const levelOf = (who: string, mail: (typeof MAILS)[number], set: Map<string, number>) => {
      if (mail.box === who) return 3
      const hangs = new Set(KINDS.map((kind) => String(scopes.get(`${kind} ${mail.id}`))))
      return Math.min(3, ...[...set].filter(([key]) => hangs.has(key.split(' ')[0]!)).map(([, level]) => level))
    }

    it('are the narrowest that hold, in lists, timelines and searches', { timeout: 120_000 }, async () => {
      const run = fc.asyncProperty(
        fc.array(actSpec, { maxLength: 6 }),
        fc.constantFrom(ANA, JUAN, BOSS),
        async (acts, who) => {
          const set = await put(acts)
          const listed = await company.interactions(who)
          for (const mail of MAILS) {
            const level = levelOf(who, mail, set)
            const one = listed.find((entry) => mail.subject === entry.subject || entry.messageId === mail.id)
            const shown = await seen(who, mail.to)
            expect(one?.subject === mail.subject).toBe(level >= 2)
            expect(one?.report?.includes(mail.text) ?? false).toBe(level >= 3)
            expect(await found(who, mail.subject)).toBe(level >= 2)
            expect(await found(who, mail.text)).toBe(level >= 3)
            // In Bcc: shown to whoever holds the sender's copy and nobody else, whatever the levels; found by nobody.
            if (mail.bcc) {
              expect(await found(who, mail.bcc.split('@')[0]!)).toBe(false)
              expect(JSON.stringify([listed, shown]).includes(mail.bcc)).toBe(mail.box === who)
            }
            for (const word of [level < 2 ? mail.subject : null, level < 3 ? mail.text : null])
              if (word) expect(JSON.stringify([listed, shown])).not.toContain(word)
          }
          const known = MAILS.filter((mail) => levelOf(who, mail, set) >= 1).length
          expect(listed.length).toBe(known)
        },
      )
      await fc.assert(run, { numRuns: 25, seed: Number(process.env['FICHA_SEED'] ?? 20261122) })
    })

    const found = async (who: string, q: string) => (await company.interactions(who, `q=${q}`)).length > 0
    const seen = (who: string, address: string) => company.sidebar(who, { address })
  },
  availableKinds(),
)
