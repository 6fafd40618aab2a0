import { beforeAll, describe, expect, test } from 'vitest'
import { demoCompany } from '#server/demo/company.ts'
import { ANA, INFO, JUAN, addressesOf, header, mailOf, mails, parsedOf, withHeader, parseAll } from './read-mail.ts'

beforeAll(parseAll)

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
      'bf-newsletter-2',
      'hf-complaint',
      'tn-cut-windows',
      'un-newsletter',
      'un-newsletter-2',
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
    expect(withHeader('List-Unsubscribe', /./).toSorted()).toEqual([
      'bf-newsletter',
      'bf-newsletter-2',
      'hf-ticket',
      'un-newsletter',
      'un-newsletter-2',
    ])
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

  test('one mail in three mailboxes, one in all, one that came twice, one that is spam in one of them', () => {
    for (const key of ['tn-cut-windows', 'hf-cause']) {
      expect(new Set(mailOf(key).in.map((copy) => copy.mailbox)), key).toEqual(new Set([ANA, JUAN, INFO]))
    }
    expect(new Set(mailOf('in-lunch').in.map((copy) => copy.mailbox)).size).toBe(demoCompany.mailboxes.length)
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
