/** Mail written in the playground: where it lies afterwards, what the river makes of it, and who may. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundDraft, PlaygroundMessage, PlaygroundSent } from '#shared/playground.ts'
import { letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { type DemoLike, foundDemoLike } from '#test/support/demo-like.ts'

const [ANA, JUAN, INFO] = ['ana@ours.test', 'juan@ours.test', 'info@ours.test']
const EVA = { name: 'Eva Gómez', address: 'eva@client.test' }
const PDF = Buffer.from('%PDF-1.4 an offer').toString('base64')

const WITH_FILE = [
  'From: Eva =?utf-8?q?G=C3=B3mez?= <eva@client.test>',
  'To: Ana <ana@ours.test>, Juan <juan@ours.test>',
  'Cc: Leo <leo@client.test>',
  'Subject: The plan',
  'Date: Mon, 2 Nov 2026 10:00:00 +0100',
  'Message-ID: <plan@client.test>',
  'References: <first@client.test> <second@client.test>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Here is the <b>plan</b>.</p><script>alert(1)</script>',
  '--b',
  'Content-Type: application/pdf; name=plan.pdf',
  'Content-Disposition: attachment; filename=plan.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  PDF,
  '--b--',
  '',
].join('\r\n')

describeEachDatabase('mail written in the playground', ({ fresh }) => {
  let company: DemoLike
  beforeAll(async () => {
    company = await foundDemoLike(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz', aliases: ['a.ruiz@ours.test'] })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.deliver(JUAN)
    await company.deliver(INFO)
    await company.share(INFO, JUAN)
    await company.deliver(ANA, {
      'cur/1:2,S': WITH_FILE,
      '.Sent/cur/2:2,S': letter({ from: ANA, to: 'eva@client.test', id: 'first@client.test', subject: 'The plan' }),
    })
  })
  afterAll(() => company.close())

  const sendAs = async (
    who: string,
    ...rest: Parameters<DemoLike['write']> extends [string, ...infer R] ? R : never
  ) => {
    const response = await company.write(who, ...rest)
    expect(response.status).toBe(201)
    return (await response.json()) as PlaygroundSent
  }
  const read = (who: string, mailbox: string, id: string | null) =>
    company.ask<PlaygroundMessage>(who, `/playground/api/messages/${id}?mailbox=${mailbox}`)
  const logged = async (messageId: string, who = ANA) =>
    (await company.interactions(who)).filter((one) => one.messageId === messageId)
  const thePlan = async () => (await company.folder(ANA, ANA, 'Inbox')).find(({ subject }) => subject === 'The plan')!
  const draft = async (how: string, locale = 'en') =>
    company.ask<PlaygroundDraft>(
      ANA,
      `/playground/api/draft?${new URLSearchParams({ mailbox: ANA, id: (await thePlan()).id, how, locale, zone: 'Europe/Madrid' })}`,
    )

  it('lies in Sent, in the inbox of each of ours, and is one interaction', async () => {
    const { messageId, id } = await sendAs(ANA, {
      mailbox: ANA,
      to: [EVA, { name: null, address: 'JUAN@ours.test' }],
      cc: [{ name: null, address: INFO }],
      subject: 'Visit on Thursday',
      text: 'Dear Eva,\n\nThursday at ten?',
    })
    expect((await read(ANA, ANA, id)).text).toContain('Thursday at ten?')
    expect((await company.folder(ANA, ANA, 'Sent')).map(({ subject }) => subject)).toContain('Visit on Thursday')
    for (const mailbox of [JUAN, INFO])
      expect((await company.folder(JUAN, mailbox, 'Inbox')).map(({ subject }) => subject)).toEqual([
        'Visit on Thursday',
      ])
    const [one, ...more] = await logged(messageId)
    expect(more).toEqual([])
    expect(one).toMatchObject({ kind: 'mail_sent', subject: 'Visit on Thursday' })
    expect(one!.occurrences.map(({ mailbox }) => mailbox).toSorted()).toEqual([ANA, INFO, JUAN].toSorted())
    expect(await logged(messageId, JUAN)).toHaveLength(1)
  })

  it('reaches a colleague at another address of theirs, and oneself', async () => {
    await sendAs(JUAN, { mailbox: JUAN, to: [{ name: null, address: 'a.ruiz@ours.test' }], subject: 'For the alias' })
    expect((await company.folder(ANA, ANA, 'Inbox')).map(({ subject }) => subject)).toContain('For the alias')
    await sendAs(JUAN, { mailbox: JUAN, to: [{ name: null, address: JUAN }], subject: 'Note to self' })
    expect((await company.folder(JUAN, JUAN, 'Inbox')).map(({ subject }) => subject)).toContain('Note to self')
    expect((await company.folder(JUAN, JUAN, 'Sent')).map(({ subject }) => subject)).toContain('Note to self')
  })

  it('names who was in Bcc in the sender’s own copy alone', async () => {
    const { messageId } = await sendAs(ANA, {
      mailbox: ANA,
      to: [EVA],
      bcc: [{ name: null, address: JUAN }],
      subject: 'Between us',
    })
    const rawOf = async (folder: string) => {
      const names = await readdir(join(company.mail, 'mail', folder))
      const all = await Promise.all(names.map((name) => readFile(join(company.mail, 'mail', folder, name), 'utf8')))
      return all.find((raw) => raw.includes(messageId))!
    }
    expect(await rawOf(`${ANA}/.Sent/cur`)).toMatch(/^Bcc: juan@ours\.test/m)
    expect(await rawOf(`${JUAN}/new`)).not.toMatch(/^Bcc/m)
    expect(await logged(messageId)).toHaveLength(1)
  })

  it('answers everybody but oneself, with the whole chain and the original below, and joins its conversation', async () => {
    expect(await draft('reply')).toMatchObject({ to: [EVA], cc: [], subject: 'Re: The plan', attachments: [] })
    const all = await draft('reply-all', 'es')
    expect(all.to.map(({ address }) => address)).toEqual(['eva@client.test', JUAN])
    expect(all.cc.map(({ address }) => address)).toEqual(['leo@client.test'])
    expect(all.quoted).toMatch(/^El lun, 2 nov 2026 a las 10:00, Eva Gómez <eva@client\.test> escribió:\n\n> Here is/)
    const original = { id: (await thePlan()).id, how: 'reply-all' as const }
    const { messageId, id } = await sendAs(ANA, { mailbox: ANA, ...all, text: 'Gracias, Eva.', original, locale: 'es' })
    const copy = (await readdir(join(company.mail, 'mail', ANA, '.Sent/cur'))).map((name) =>
      readFile(join(company.mail, 'mail', ANA, '.Sent/cur', name), 'utf8'),
    )
    const raw = (await Promise.all(copy)).find((one) => one.includes(messageId))!
    expect(raw.replaceAll(/\r\n\s+/g, ' ')).toMatch(
      /References: <first@client\.test> <second@client\.test> <plan@client\.test>/,
    )
    expect(raw).toMatch(/^In-Reply-To: <plan@client\.test>/m)
    const { html } = await read(ANA, ANA, id)
    expect(html).toContain('<b>plan</b>')
    expect(html).not.toContain('alert(1)')
    const [answer] = await logged(messageId)
    const [before] = await logged('plan@client.test')
    expect(answer!.conversationId).toBe(before!.conversationId)
    // What is quoted is history, not what she wrote.
    expect(answer!.report).toContain('Gracias, Eva.')
    expect(answer!.report).not.toContain('Here is')
  })

  it('passes a mail on with its attachment, and with files of one’s own', async () => {
    const { attachments, quoted, ...forward } = await draft('forward')
    expect(attachments.map(({ name }) => name)).toEqual(['plan.pdf'])
    expect(forward).toMatchObject({ to: [], cc: [], subject: 'Fwd: The plan' })
    expect(quoted).toMatch(
      /^-+ Forwarded message -+\nFrom: Eva Gómez <eva@client\.test>\nDate: Mon, 2 Nov 2026 at 10:00/,
    )
    const { messageId, id } = await sendAs(
      ANA,
      {
        mailbox: ANA,
        to: [{ name: null, address: 'leo@client.test' }],
        subject: 'Fwd: The plan',
        original: { id: (await thePlan()).id, how: 'forward' },
        keep: attachments.map(({ index }) => index),
      },
      [new File(['día;hora'], 'horario ñ.csv', { type: 'text/csv' })],
    )
    expect((await read(ANA, ANA, id)).attachments.map(({ name }) => name)).toEqual(['plan.pdf', 'horario ñ.csv'])
    const [one] = await logged(messageId)
    expect(one!.documents).toMatchObject([
      { name: 'plan.pdf', size: Buffer.from(PDF, 'base64').length },
      { name: 'horario ñ.csv' },
    ])
  })

  describe('refused', () => {
    const problem = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) })

    it('names what is no address, and nobody', async () => {
      const wrong = { mailbox: ANA, to: [EVA, { name: null, address: 'eva at client' }] }
      expect(await problem(await company.write(ANA, wrong))).toMatchObject({
        status: 422,
        code: 'wrong-address',
        detail: 'to: “eva at client” is not a mail address',
      })
      expect(await problem(await company.write(ANA, { mailbox: ANA }))).toMatchObject({ code: 'no-recipient' })
    })

    it('too large together', async () => {
      const half = new File([Buffer.alloc(11 * 1024 * 1024)], 'half.bin')
      const response = await company.write(ANA, { mailbox: ANA, to: [EVA] }, [half, half])
      expect(await problem(response)).toMatchObject({ status: 413, code: 'too-large' })
    })

    it('from somebody else’s mailbox, and in a company of one’s own', async () => {
      const before = (await company.folder(JUAN, JUAN, 'Sent')).length
      expect((await company.write(ANA, { mailbox: JUAN, to: [EVA] })).status).toBe(404)
      const own = await company.write(JUAN, { mailbox: JUAN, to: [EVA] }, [], company.app)
      expect(await problem(own)).toMatchObject({ status: 403, code: 'not-the-demo' })
      expect(await company.folder(JUAN, JUAN, 'Sent')).toHaveLength(before)
    })
  })
})
