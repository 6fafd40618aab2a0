/** Why is this (not) logged? Every reason of the contract, through an import and the API. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, foundCompany, letter, maildir } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const ANA = 'ana@ours.test'

/** Mail with Eva, whom we know because Ana wrote to her: whatever is skipped here is skipped for its own reason. */
const CASES: Record<string, { expected: string; mail: string; name?: string }> = {
  plain: { expected: 'logged', mail: letter({ id: 'plain@x' }) },
  private: { expected: 'private', mail: letter({ id: 'private@x', headers: { Sensitivity: 'Company-Confidential' } }) },
  'auto-reply': {
    expected: 'auto-reply',
    mail: letter({ id: 'auto-reply@x', headers: { 'Auto-Submitted': 'auto-replied' } }),
  },
  'auto-no': { expected: 'logged', mail: letter({ id: 'auto-no@x', headers: { 'Auto-Submitted': 'no' } }) },
  'subject-alone': { expected: 'logged', mail: letter({ id: 'subject-alone@x', subject: 'Out of office: Re: hello' }) },
  bulk: {
    expected: 'bulk',
    mail: letter({ id: 'bulk@x', headers: { 'List-Unsubscribe': '<mailto:off@client.test>' } }),
  },
  'own-list': {
    expected: 'logged',
    mail: letter({ id: 'own-list@x', headers: { 'List-Id': 'Info <info.ours.test>', Precedence: 'list' } }),
  },
  'answer-in-list': {
    expected: 'logged',
    mail: letter({
      id: 'answer-in-list@x',
      headers: { 'List-Id': '<l.elsewhere.test>', 'In-Reply-To': '<we-wrote@ours.test>' },
    }),
  },
  bounce: {
    expected: 'bounce',
    mail: letter({
      id: 'bounce@x',
      from: 'Mail Delivery System <mailer-daemon@client.test>',
      headers: { 'Return-Path': '<>', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
      text: '--b\r\nContent-Type: text/plain\r\n\r\nNot delivered\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n--b--',
    }),
  },
  'calendar-mail': {
    expected: 'calendar-mail',
    mail: letter({
      id: 'calendar-mail@x',
      headers: { 'Content-Type': 'multipart/alternative; boundary=b' },
      text: '--b\r\nContent-Type: text/plain\r\n\r\nCome\r\n--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n--b--',
    }),
  },
  internal: {
    expected: 'internal',
    mail: letter({ id: 'internal@x', from: 'juan@ours.test', to: 'ana@mail.ours.test' }),
  },
  nobody: { expected: 'nobody', mail: letter({ id: 'nobody@x', from: 'stranger@elsewhere.test' }) },
  'role-address': { expected: 'nobody', mail: letter({ id: 'role-address@x', from: 'info@never-met.test' }) },
  colleague: { expected: 'logged', mail: letter({ id: 'colleague@x', from: 'pedro@client.test' }) },
  'no-reply-form': {
    expected: 'logged',
    mail: letter({ id: 'no-reply-form@x', from: 'web@ours.test', headers: { 'Reply-To': 'Eva <eva@client.test>' } }),
  },
  draft: {
    expected: 'draft',
    mail: letter({ id: 'draft@x', from: ANA, to: 'eva@client.test' }),
    name: '.Drafts/cur/1.a.b:2,D',
  },
  bin: { expected: 'spam', mail: letter({ id: 'bin@x' }), name: '.Trash/cur/2.a.b:2,S' },
}

describeEachDatabase(
  'decisions',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      await company.user(ANA)
      const files = Object.entries(CASES).map(([key, { mail, name }]) => [name ?? `cur/${key}.a.b:2,S`, mail] as const)
      const sent = letter({ id: 'we-wrote@ours.test', from: `Ana <${ANA}>`, to: 'Eva Gómez <eva@client.test>' })
      await company.import(ANA, {
        ...Object.fromEntries(files),
        '.Sent/cur/0.a.b:2,S': sent,
        ...maildir('', '.Sent/', '.Drafts/', '.Trash/'),
      })
    })
    afterAll(() => company.close())

    it.each(Object.entries(CASES))('%s', async (key, { expected }) => {
      const [decision, ...more] = await company.decisions(ANA, `<${key}@x>`)
      expect(more).toEqual([])
      expect(decision).toMatchObject({
        mailbox: ANA,
        outcome: expected === 'logged' ? 'logged' : 'skipped',
        reason: expected === 'logged' ? null : expected,
      })
      expect(decision?.interactionId === null).toBe(expected !== 'logged')
      expect(decision?.explanation).not.toBe('')
    })

    it('says in Spanish why', async () => {
      const { items } = await company.get<{ items: { explanation: string }[] }>(
        ANA,
        '/api/decisions?messageId=internal@x&locale=es',
      )
      expect(items[0]?.explanation).toBe('No registrado: solo hay compañeros.')
    })

    it('counts every occurrence once', async () => {
      const [mailbox] = await company.mailboxes(ANA)
      expect(mailbox?.seen).toBe(Object.keys(CASES).length + 1)
      expect(mailbox!.logged + mailbox!.skipped + mailbox!.failed).toBe(mailbox!.seen)
      expect(mailbox?.state).toBe('ok')
    })

    it('lists a whole mailbox, page by page', async () => {
      const seen: unknown[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { items: unknown[]; nextCursor: string | null } = await company.get(
          ANA,
          `/api/decisions?mailbox=${ANA}&limit=5${cursor && `&cursor=${cursor}`}`,
        )
        seen.push(...page.items)
        cursor = page.nextCursor
      }
      expect(seen).toHaveLength(Object.keys(CASES).length + 1)
    })

    it('keeps nothing of what was skipped but hashes', async () => {
      const { rows } = await import('kysely').then(({ sql }) =>
        sql<{
          text: string
        }>`SELECT (SELECT string_agg(o::text, ' ') FROM occurrences o WHERE o.outcome = 'skipped') || (SELECT string_agg(h::text, ' ') FROM occurrence_hashes h) AS text`.execute(
          company.engine.database.db,
        ),
      )
      expect(rows[0]?.text).not.toMatch(/stranger|elsewhere|never-met|Hello/)
    })

    it('shows a stranger nothing of a mailbox that is not theirs', async () => {
      await company.user('juan@ours.test')
      expect(await company.decisions('juan@ours.test', 'plain@x')).toEqual([])
      expect(
        (await company.get<{ items: unknown[] }>('juan@ours.test', `/api/decisions?mailbox=${ANA}`)).items,
      ).toEqual([])
    })
  },
  availableKinds(),
)
