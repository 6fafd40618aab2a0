import { simpleParser, type ParsedMail } from 'mailparser'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoCompany } from '#server/demo/company.ts'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import type { DemoMail } from '#server/demo/mails/letter.ts'
import { REASONS } from '#shared/api.ts'
import { expected } from './expected.ts'

const NOW = new Date('2025-11-21T11:30:00Z')
const DAY = 86_400_000
const ANA = 'ana.ruiz@sirinube.example'
const JUAN = 'juan.perez@sirinube.example'
const INFO = 'info@sirinube.example'

const mails = demoMails(NOW)
const parsed = new Map<string, ParsedMail>()

beforeAll(async () => {
  for (const mail of mails) parsed.set(mail.key, await simpleParser(mail.raw))
})

function mailOf(key: string): DemoMail {
  const mail = mails.find((candidate) => candidate.key === key)
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}

function parsedOf(key: string): ParsedMail {
  const mail = parsed.get(key)
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}

/** The raw value of a header, unfolded. */
function header(key: string, name: string): string | undefined {
  const line = parsedOf(key).headerLines.find((candidate) => candidate.key === name.toLowerCase())?.line
  return line
    ?.slice(name.length + 1)
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const addressesOf = (list: ParsedMail['to']) =>
  [list ?? []].flat().flatMap((entry) => entry.value.map((value) => value.address ?? ''))
const idsIn = (value: string | undefined) => (value?.match(/<[^>]+>/g) ?? []).map((id) => id.slice(1, -1))
const withHeader = (name: string, value: RegExp) =>
  mails.filter(({ key }) => value.test(header(key, name) ?? '')).map((mail) => mail.key)

describe('as a whole', () => {
  test('about sixty messages, half Spanish and half English, over all mailboxes and folders', () => {
    expect(mails.length).toBeGreaterThanOrEqual(55)
    expect(mails.length).toBeLessThanOrEqual(70)
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
      expect(mail.at.getTime()).toBeGreaterThan(now.getTime() - 60 * DAY)
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
    const aliases: Record<string, string> = { 'ana@sirinube.example': ANA, 'soporte@sirinube.example': ANA }
    for (const mail of mails) {
      const read = parsedOf(mail.key)
      const to = [...addressesOf(read.to), ...addressesOf(read.cc)].map((address) => aliases[address] ?? address)
      const from = addressesOf(read.from).map((address) => aliases[address] ?? address)
      for (const copy of mail.in) {
        const mine = ['Sent', 'Drafts', 'Archive'].includes(copy.folder)
        expect(mine ? from : to, `${mail.key} in ${copy.mailbox}`).toContain(copy.mailbox)
      }
      const absent = [ANA, JUAN, INFO].filter(
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

describe('the kinds that one meets', () => {
  test('quotations of Gmail, Outlook, Apple Mail and Thunderbird, in both languages', () => {
    const texts = mails.map(({ key }) => parsedOf(key).text ?? '')
    const shapes = [
      /^El \w+, \d+ \w+ \d{4} a las \d\d:\d\d, [^>]+\(<[^>]+>\)\s+escribió:$/m,
      /^On \w+, \d+ \w+ \d{4} at \d\d:\d\d, [^<]+<[^>]+>\s+wrote:$/m,
      /^De: .+\nEnviado el: .+\nPara: .+\n(CC: .+\n)?Asunto: /m,
      /^From: .+\nSent: .+\nTo: .+\n(Cc: .+\n)?Subject: /m,
      /^El \d+ \w+ \d{4}, a las \d\d:\d\d, [^<]+ <[^>]+> escribió:$/m,
      /^On \d+ \w+ \d{4}, at \d\d:\d\d, [^<]+ <[^>]+> wrote:$/m,
      /^El \d+\/\d+\/\d\d a las \d\d:\d\d, [^<]+ escribió:$/m,
      /^---------- Forwarded message ---------$/m,
      /^Enviado desde mi iPhone$/m,
      /^Sent from my iPhone$/m,
      /^Enviado desde mi Android$/m,
    ]
    for (const shape of shapes)
      expect(
        texts.some((text) => shape.test(text)),
        String(shape),
      ).toBe(true)
  })

  test('answers between the lines of what is quoted', () => {
    for (const key of ['tn-answers', 'hf-inline']) {
      expect((parsedOf(key).text ?? '').match(/^> .+$(\n^> .+$)*\n\n[^>]+/gm)?.length, key).toBeGreaterThanOrEqual(3)
    }
  })

  test('HTML only, with a table, a list, links, a tracking pixel; a logo by cid', () => {
    const only = mails.filter(
      ({ key }) => header(key, 'Content-Type')?.startsWith('text/html') || key === 'hf-complaint',
    )
    expect(only.map((mail) => mail.key).toSorted()).toEqual([
      'bf-newsletter',
      'hf-complaint',
      'tn-cut-windows',
      'un-newsletter',
    ])
    expect(parsedOf('tn-cut-windows').html).toMatch(/<table.*<td>.*<\/table>/s)
    expect(parsedOf('hf-complaint').html).toMatch(/<ul.*<li/s)
    expect(parsedOf('bf-invoice').html).toMatch(/<a href=.*<img [^>]*width="1" height="1"/s)
    for (const key of ['tn-offer', 'hf-complaint', 'ma-estimate']) {
      const logo = parsedOf(key).attachments.find((attachment) => attachment.related)
      expect(logo?.contentType, key).toBe('image/png')
      expect(mailOf(key).raw.toString('latin1'), key).toContain(`Content-ID: <${logo?.cid}>`)
    }
  })

  test('what is never logged for what it is', () => {
    expect(withHeader('Auto-Submitted', /auto-replied/).toSorted()).toEqual(['lk-bounce', 'tn-away'])
    expect(header('lk-bounce', 'Content-Type')).toContain('multipart/report; report-type=delivery-status')
    expect(withHeader('Sensitivity', /./).toSorted()).toEqual(['pr-dinner-answer', 'tn-leaving'])
    expect(withHeader('List-Unsubscribe', /./).toSorted()).toEqual(['bf-newsletter', 'hf-ticket', 'un-newsletter'])
    for (const key of ['tn-visit-invitation', 'hf-call-invitation']) {
      expect(mailOf(key).raw.toString(), key).toContain('text/calendar; charset=utf-8; method=REQUEST')
    }
    expect(mailOf('tn-draft').in).toEqual([{ mailbox: ANA, folder: 'Drafts', flags: 'DS' }])
    expect(mailOf('un-spam').in).toEqual([{ mailbox: INFO, folder: 'Spam', flags: '' }])
    for (const key of ['in-lunch', 'tn-no-discount']) {
      const read = parsedOf(key)
      const people = [read.from, read.to, read.cc].flatMap(addressesOf)
      expect(
        people.every((address) => address.endsWith('@sirinube.example')),
        key,
      ).toBe(true)
    }
  })

  test('lists: one of our own, and a ticket system that answers us', () => {
    expect(header('hf-restore-ask', 'List-Id')).toContain('<soporte.sirinube.example>')
    expect(mailOf('hf-ticket').inReplyTo).toBe(mailOf('hf-cause').messageId)
  })

  test('one mail in three mailboxes, one that came twice, one that is spam in one of them', () => {
    for (const key of ['tn-cut-windows', 'hf-cause', 'in-lunch']) {
      expect(new Set(mailOf(key).in.map((copy) => copy.mailbox)), key).toEqual(new Set([ANA, JUAN, INFO]))
    }
    expect(mailOf('hf-restore-ask').in.filter((copy) => copy.mailbox === JUAN)).toHaveLength(2)
    expect(mailOf('qa-hello').in.map((copy) => copy.folder)).toEqual(['Inbox', 'Spam'])
  })

  test('addresses: a form, a +tag, an alias, a second address, a stranger at a customer, a name with a comma, one from the right', () => {
    expect(parsedOf('ma-form').from?.value[0]?.address).toBe('web@sirinube.example')
    expect(parsedOf('ma-form').replyTo?.value[0]?.address).toBe('nerea.lasa@conservas-mareta.example')
    expect(parsedOf('hf-credit-ask').from?.value[0]?.address).toBe('tom.ashworth+invoices@harbourfinch.example')
    expect(addressesOf(parsedOf('hf-credit-ask').to)).toEqual(['ana@sirinube.example'])
    expect(parsedOf('tn-from-home').from?.value[0]?.address).toBe(demoCompany.people[0]?.aliases?.[0])
    const writtenTo = mails.flatMap(({ key }) => [parsedOf(key).to, parsedOf(key).cc].flatMap(addressesOf))
    expect(writtenTo).not.toContain(parsedOf('tn-labels').from?.value[0]?.address)
    expect(parsedOf('hf-angry').from?.value[0]?.name).toBe('Nair, Priya')
    expect(parsedOf('qa-hello').from?.value[0]?.name).toBe('ليلى الحداد')
    expect(addressesOf(parsedOf('bf-works').to)).toHaveLength(25)
    expect(addressesOf(parsedOf('tn-offer').bcc)).toEqual(['marta.ibarra@sirinube.example'])
  })

  test('what is missing or broken: no Message-ID, a date that is none but a Received that is', () => {
    expect(mails.filter((mail) => mail.messageId === null).map((mail) => mail.key)).toEqual(['pa-again'])
    expect(header('bf-invoice', 'Date')).toBe('{{invoice.sent_at}}')
    const received = header('bf-invoice', 'Received')?.split(';').at(-1) ?? ''
    expect(new Date(received).getTime()).toBe(mailOf('bf-invoice').at.getTime())
  })

  test('a subject with emoji, longer than any line', () => {
    expect(parsedOf('hf-weekend').subject).toMatch(/^🚚📦 .{120,}/u)
  })

  test('a conversation whose middle is only in another mailbox', () => {
    const chain = ['tn-visit-notes', 'tn-answers', 'tn-ready'].map(mailOf)
    const inAna = chain.map((mail) => mail.in.some((copy) => copy.mailbox === ANA))
    expect(inAna).toEqual([true, false, true])
    expect(chain[2]?.inReplyTo).toBe(chain[1]?.messageId)
  })

  test('a customer nobody has answered for days', () => {
    const ids = mails.filter((mail) => mail.key.startsWith('pa-')).map((mail) => mail.messageId)
    expect(ids).toHaveLength(3)
    expect(
      mails.filter((mail) => mail.inReplyTo !== null && ids.includes(mail.inReplyTo)).map((mail) => mail.key),
    ).toEqual(['pa-third'])
    expect(
      mails.filter((mail) => mail.key.startsWith('pa-')).flatMap((mail) => mail.in.map((copy) => copy.flags)),
    ).toEqual(['', '', ''])
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
