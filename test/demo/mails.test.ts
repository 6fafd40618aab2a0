import { beforeAll, describe, expect, test } from 'vitest'
import { demoCompany } from '#server/demo/company.ts'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import { REASONS } from '#shared/api.ts'
import type { DemoMail } from '#server/demo/mails/letter.ts'
import { expected } from './expected.ts'
import {
  ANA,
  DAY,
  GORKA,
  INFO,
  JUAN,
  MARTA,
  NOW,
  addressesOf,
  header,
  idsIn,
  mails,
  parsedOf,
  parseAll,
} from './read-mail.ts'

beforeAll(parseAll)

describe('as a whole', () => {
  test('about a hundred and fifty messages, half Spanish and half English, over all mailboxes and folders', () => {
    expect(mails.length).toBeGreaterThanOrEqual(145)
    expect(mails.length).toBeLessThanOrEqual(160)
    const spanish = mails.filter((mail) => mail.language === 'es').length / mails.length
    expect(spanish).toBeGreaterThan(0.42)
    expect(spanish).toBeLessThan(0.58)
    expect(new Set(mails.map((mail) => mail.key)).size).toBe(mails.length)
    const copies = mails.flatMap((mail) => mail.in)
    expect(new Set(copies.map((copy) => copy.mailbox))).toEqual(
      new Set(demoCompany.mailboxes.map((mailbox) => mailbox.address)),
    )
    expect(new Set(copies.map((copy) => copy.folder))).toEqual(new Set(['Inbox', 'Sent', 'Drafts', 'Spam', 'Archive']))
  })

  test.each([
    '2025-11-21T11:30:00Z',
    '2025-11-22T23:10:00Z',
    '2025-11-23T04:00:00Z',
    '2025-11-24T07:01:00Z',
    '2026-03-30T06:45:00Z',
    '2026-10-26T17:59:00Z',
    '2024-02-29T12:00:00Z',
    '2027-01-01T00:00:00Z',
  ])('before %s everything happened, in office hours and in its order', (iso) => {
    const now = new Date(iso)
    const all = demoMails(now)
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Madrid',
      hourCycle: 'h23',
      weekday: 'short',
      hour: '2-digit',
    })
    const atOf = new Map(all.map((mail) => [mail.messageId, mail.at]))
    for (const mail of all) {
      expect(mail.at.getTime()).toBeLessThan(now.getTime())
      expect(mail.at.getTime()).toBeGreaterThan(now.getTime() - 120 * DAY)
      const parts = Object.fromEntries(clock.formatToParts(mail.at).map((part) => [part.type, part.value]))
      expect(['Sat', 'Sun'], mail.key).not.toContain(parts.weekday)
      expect(Number(parts.hour), mail.key).toBeGreaterThanOrEqual(8)
      expect(Number(parts.hour), mail.key).toBeLessThan(18)
      if (mail.inReplyTo !== null) {
        expect(mail.at.getTime(), mail.key).toBeGreaterThan(atOf.get(mail.inReplyTo)?.getTime() ?? Infinity)
      }
    }
  })

  test('the same now gives the same bytes; another now the same ids', () => {
    expect(demoMails(new Date(NOW))).toEqual(mails)
    const later = demoMails(new Date(NOW.getTime() + 30 * DAY))
    const ids = (list: DemoMail[]) => list.map((mail) => `${mail.key} ${mail.messageId}`).toSorted()
    expect(ids(later)).toEqual(ids(mails))
  })

  test('names nobody outside the domains kept for examples', () => {
    for (const { key, raw } of mails) {
      for (const part of [
        raw.toString('latin1').replaceAll('=\r\n', ''),
        parsedOf(key).text ?? '',
        parsedOf(key).html || '',
      ]) {
        const found = [...part.matchAll(/[\w.+-]+@([\w.-]+\.[a-z]{2,})|https?:\/\/([\w.-]+)/gi)]
        const domains = found.map((match) => match[1] ?? match[2] ?? '')
        expect(
          domains.filter((domain) => !/\.(example|test)\.?$/.test(domain)),
          key,
        ).toEqual([])
      }
    }
  })

  test('expectations cover every copy, and use every reason that mail can have here', () => {
    const mailboxes = (list: DemoMail['in']) => [...new Set(list.map((copy) => copy.mailbox))].toSorted()
    expect(Object.keys(expected).toSorted()).toEqual(mails.map((mail) => mail.key).toSorted())
    for (const mail of mails)
      expect(Object.keys(expected[mail.key] ?? {}).toSorted(), mail.key).toEqual(mailboxes(mail.in))
    const used = new Set(Object.values(expected).flatMap((outcome) => Object.values(outcome)))
    const elsewhere = ['erased', 'cancelled']
    expect([...used].toSorted()).toEqual(
      ['logged', ...REASONS.filter((reason) => !elsewhere.includes(reason))].toSorted(),
    )
  })
})

describe('as mail', () => {
  test('every mail parses, ends its lines with CRLF, and says who, when, what', () => {
    for (const mail of mails) {
      const read = parsedOf(mail.key)
      const lines = mail.raw.toString('latin1').split('\r\n')
      expect(
        lines.some((line) => /[\r\n]/.test(line)),
        mail.key,
      ).toBe(false)
      expect(Math.max(...lines.map((line) => line.length)), mail.key).toBeLessThanOrEqual(998)
      expect(read.from?.value[0]?.address, mail.key).toMatch(/@/)
      expect(read.subject?.length ?? 0, mail.key).toBeGreaterThan(3)
      expect((read.text ?? '').length + (read.html || '').length, mail.key).toBeGreaterThan(30)
      expect(`${read.subject} ${read.text ?? read.html}`, mail.key).not.toMatch(/\ufffd|Ã|undefined|\bNaN\b|\[object/)
      expect(idsIn(header(mail.key, 'Message-ID'))[0] ?? null, mail.key).toBe(mail.messageId)
      if (mail.key !== 'bf-invoice') expect(read.date?.getTime(), mail.key).toBe(mail.at.getTime())
    }
  })

  test('answers name what they answer, and the whole chain before it', () => {
    const byId = new Map(mails.map((mail) => [mail.messageId, mail]))
    for (const mail of mails.filter((candidate) => candidate.inReplyTo !== null)) {
      const parent = byId.get(mail.inReplyTo)
      if (!parent) throw new Error(`${mail.key} answers nothing`)
      expect(idsIn(header(mail.key, 'In-Reply-To'))).toEqual([mail.inReplyTo])
      expect(idsIn(header(mail.key, 'References'))).toEqual([
        ...idsIn(header(parent.key, 'References')),
        mail.inReplyTo,
      ])
    }
  })

  test('ours are in the mailbox of who sent them, others where they were sent to', () => {
    const aliases: Record<string, string[]> = { 'ana@sirinube.example': [ANA], 'soporte@sirinube.example': [ANA, JUAN] }
    const holders = (address: string) => aliases[address] ?? [address]
    for (const mail of mails) {
      const read = parsedOf(mail.key)
      const to = [read.to, read.cc, read.bcc].flatMap(addressesOf).flatMap(holders)
      const from = addressesOf(read.from).flatMap(holders)
      for (const copy of mail.in) {
        const mine = ['Sent', 'Drafts', 'Archive'].includes(copy.folder)
        expect(mine ? from : to, `${mail.key} in ${copy.mailbox}`).toContain(copy.mailbox)
      }
      const absent = [ANA, JUAN, MARTA, GORKA, INFO].filter(
        (address) => to.includes(address) && !mail.in.some((copy) => copy.mailbox === address),
      )
      expect(
        absent.filter(() => mail.key !== 'tn-draft'),
        mail.key,
      ).toEqual([])
    }
  })

  test('attachments are what they say', () => {
    const found = mails.flatMap(({ key }) => parsedOf(key).attachments.map((attachment) => ({ key, attachment })))
    const starts: Record<string, string> = { pdf: '%PDF-1.4', png: '\x89PNG\r\n', docx: 'PK\x03\x04' }
    for (const { key, attachment } of found) {
      const extension = attachment.filename?.split('.').at(-1) ?? ''
      const start = starts[extension]
      if (start)
        expect(attachment.content.toString('latin1').startsWith(start), `${key} ${attachment.filename}`).toBe(true)
    }
    const documents = found.filter(({ attachment }) => !attachment.related).map(({ attachment }) => attachment.filename)
    for (const extension of ['.pdf', '.png', '.csv', '.docx']) {
      expect(
        documents.some((name) => name?.endsWith(extension)),
        extension,
      ).toBe(true)
    }
  })
})

describe('the company', () => {
  test('names users, mailboxes and people that there are', () => {
    const users = demoCompany.users.map((user) => user.email)
    const written = mails.flatMap(({ key }) => {
      const { from, to, cc, replyTo } = parsedOf(key)
      return [from, to, cc, replyTo].flatMap(addressesOf)
    })
    for (const mailbox of demoCompany.mailboxes) expect(users).toEqual(expect.arrayContaining(mailbox.sharedWith))
    for (const person of demoCompany.people) {
      expect(written).toEqual(expect.arrayContaining([person.address, ...(person.aliases ?? [])]))
      if (person.owner) expect(users).toContain(person.owner)
    }
    for (const company of demoCompany.companies)
      expect(written.some((address) => address.endsWith(`@${company.domain}`))).toBe(true)
    for (const { messageId, by } of demoCompany.levels) {
      const mail = mails.find((candidate) => candidate.messageId === messageId)
      expect(mail?.in.map((copy) => copy.mailbox)).toEqual([by])
    }
    for (const address of demoCompany.excluded) expect(written).toContain(address)
  })

  test('says of people what their signatures say', () => {
    for (const person of demoCompany.people.filter(({ role }) => role)) {
      const signed = mails.filter(({ key }) => parsedOf(key).from?.value[0]?.address === person.address)
      expect(
        signed.some(({ key }) => parsedOf(key).text?.includes(person.role ?? '')),
        person.address,
      ).toBe(true)
    }
  })
})
