import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { parseEnvelope, parseMessage } from '#server/sources/mime/parse.ts'
import { bytes, compose, crlf, file, mixed, multipart, read, text, utf8 } from '../support/compose.ts'

describe('a plain message', () => {
  it('is read whole', async () => {
    const raw = compose({
      Cc: 'cy@acme.example',
      Bcc: 'di@acme.example',
      'Reply-To': 'pedidos@talleres.test',
      'In-Reply-To': '<0@acme.example>',
      References: '<a@acme.example>\n <0@acme.example> <a@acme.example>',
    })
    expect(await read(raw)).toEqual({
      messageId: '1@talleres.test',
      from: [{ address: 'ana@talleres.test', name: 'Ana Ruiz' }],
      sender: null,
      replyTo: [{ address: 'pedidos@talleres.test', name: null }],
      to: [{ address: 'bo@acme.example', name: 'Bo Lind' }],
      cc: [{ address: 'cy@acme.example', name: null }],
      bcc: [{ address: 'di@acme.example', name: null }],
      subject: 'Pedido 7',
      sentAt: new Date('2026-03-02T09:00:00Z'),
      zone: '+01:00',
      inReplyTo: '0@acme.example',
      references: ['a@acme.example', '0@acme.example'],
      text: 'Hola, Bo.',
      html: null,
      attachments: [],
      signals: { private: false, bounce: false, autoReply: false, calendarMail: false, bulk: false, listId: null },
      notes: [],
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('reads the same with LF, CRLF, a final line end or none, at once or byte by byte', async () => {
    const raw = compose({}, 'Hola, Bo.\n\nAna\n')
    const expected = await read(raw)
    const variants = [raw, crlf(raw), raw.trimEnd(), `${crlf(raw)}\r\n\r\n`]
    for (const variant of variants) {
      expect((await parseMessage(Buffer.from(variant))).message).toEqual(expected)
      const single = Readable.from([...Buffer.from(variant)].map((byte) => Buffer.from([byte])))
      expect((await parseMessage(single)).message).toEqual(expected)
    }
  })

  it('gives its header as it came, unfolded, by lower-case name', async () => {
    const { headers } = await parseMessage(
      bytes(compose({ 'X-Long': 'a\n b\n\tc', 'X-Old': 'a\xf1o', Received: ['x', 'y'] })),
    )
    expect(headers.get('x-long')).toEqual(['a b c'])
    expect(headers.get('x-old')).toEqual(['año'])
    expect(headers.get('received')).toEqual(['x', 'y'])
  })

  it.each([
    ['=?utf-8?Q?Presupuesto_n=C2=BA_7?=', 'Presupuesto nº 7'],
    ['Re: =?iso-8859-1?Q?Reuni=F3n?= =?iso-8859-1?Q?_ma=F1ana?=', 'Re: Reunión mañana'],
    ['=?utf-8?B?cHJlc8O?= =?utf-8?B?zdXBhZG8=?=', 'presóupado'],
    ['  spaced   out  ', 'spaced out'],
    ['=?utf-8?Q?a=0D=0ABcc:_spy@b.test=00?=', 'a Bcc: spy@b.test'],
    ['=?x-none?Q?a=F1o?=', 'a\ufffdo'],
    ['', null],
  ])('has the subject %j as %j', async (raw, subject) => {
    expect((await read(compose({ Subject: raw }))).subject).toBe(subject)
  })
})

describe('ids', () => {
  it.each([
    ['<a@b.test>', 'a@b.test'],
    ['  <a\n @b.test> (x)', 'a@b.test'],
    ['a@b.test', 'a@b.test'],
    ['<no-at-sign>', 'no-at-sign'],
  ])('%j is %j', async (raw, id) => {
    const message = await read(compose({ 'Message-ID': raw }))
    expect(message.messageId).toBe(id)
    expect(message.notes).toEqual([])
  })

  it('are made of the content when missing: the same in every copy, and for no other message', async () => {
    const copy = (fields: Record<string, string | null>, body?: string) =>
      read(compose({ 'Message-ID': null, ...fields }, body))
    const one = await copy({})
    const other = await copy({
      Received: 'from a by b; Mon, 2 Mar 2026 10:00:09 +0100',
      Bcc: 'x@a.test',
      'X-Spam': 'no',
    })
    expect(one.notes).toEqual(['id-from-content'])
    expect(one.messageId).toMatch(/^[0-9a-f]{64}@no-message-id\.invalid$/)
    expect(other.messageId).toBe(one.messageId)
    expect((await copy({}, 'Hola, Eva.')).messageId).not.toBe(one.messageId)
    expect((await copy({ Subject: 'Pedido 8' })).messageId).not.toBe(one.messageId)
  })

  it('do not depend on a date that only the receiver knows', async () => {
    const fields = { 'Message-ID': null, Date: null }
    const sent = await read(compose(fields))
    const received = await read(compose({ ...fields, Received: 'from a by b; Mon, 2 Mar 2026 10:00:09 +0100' }))
    expect(sent).toMatchObject({ sentAt: null, notes: ['date-missing', 'id-from-content'] })
    expect(received).toMatchObject({
      sentAt: new Date('2026-03-02T09:00:09Z'),
      notes: ['date-from-received', 'id-from-content'],
    })
    expect(received.messageId).toBe(sent.messageId)
  })

  it('of long chains keep the first and the last', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `<${index}@a.test>`)
    const { references } = await read(compose({ References: ids.join('\n ') }))
    expect(references).toHaveLength(100)
    expect([references[0], references[1], references.at(-1)]).toEqual(['0@a.test', '401@a.test', '499@a.test'])
  })

  it('leave the message itself out of its references, and words that are none', async () => {
    const fields = {
      References: 'your mail of Monday <1@talleres.test> <2@a.test>',
      'In-Reply-To': 'Message of Monday',
    }
    expect(await read(compose(fields))).toMatchObject({ references: ['2@a.test'], inReplyTo: null })
  })

  it('are cut when no header could hold them, and stay different', async () => {
    const id = async (end: string) => (await read(compose({ 'Message-ID': `<${'x'.repeat(5000)}${end}>` }))).messageId
    expect((await id('a')).length).toBeLessThan(1000)
    expect(await id('a')).not.toBe(await id('b'))
  })
})

describe('text and HTML', () => {
  it('are both there when the sender wrote both', async () => {
    const { type, body } = multipart('alternative', [text('Hola'), text('<p>Hola</p>', 'text/html; charset=utf-8')])
    expect(await read(compose({ 'Content-Type': type }, body))).toMatchObject({ text: 'Hola', html: '<p>Hola</p>' })
  })

  it('are joined in order; text without an equivalent becomes part of the HTML', async () => {
    const message = await read(mixed({}, [text('<p>Hola</p>', 'text/html'), text('Pie de la lista <x> & más')]))
    expect(message.text).toBeNull()
    expect(message.html).toBe('<p>Hola</p><br>\n<div>Pie de la lista &lt;x&gt; &amp; más</div>')
  })

  it('are read out of nested multiparts, related and signed', async () => {
    const alternative = multipart('alternative', [text('Hola'), text('<b>Hola</b>', 'text/html')]).part
    const related = multipart('related', [
      alternative,
      file('', 'x', { type: 'image/png; name="image001.png"', extra: 'Content-ID: <x>' }),
    ]).part
    const signed = multipart('signed', [related, file('smime.p7s', 'x', { type: 'application/pkcs7-signature' })])
    const message = await read(compose({ 'Content-Type': signed.type }, signed.body))
    expect(message).toMatchObject({ text: 'Hola', html: '<b>Hola</b>', notes: ['signed'] })
    expect(message.attachments.map(({ name, inline }) => [name, inline])).toEqual([
      ['image001.png', true],
      ['smime.p7s', true],
    ])
  })

  it('survive an inner multipart that is never closed', async () => {
    const alternative = multipart('alternative', [text('Hola'), text('<b>Hola</b>', 'text/html')])
    const open = alternative.part.replace('--b-alternative--\n', '')
    const message = await read(mixed({}, [open, file('oferta.pdf', 'pdf!')]))
    expect(message).toMatchObject({ text: 'Hola', html: '<b>Hola</b>' })
    expect(message.attachments).toMatchObject([{ name: 'oferta.pdf', size: 4, inline: false }])
  })

  it('of a multipart without a single part are what is there, and said to be damaged', async () => {
    const message = await read(compose({ 'Content-Type': 'multipart/mixed; boundary=x' }, 'Se perdió algo\n'))
    expect(message).toMatchObject({ text: 'Se perdió algo', notes: ['damaged'] })
  })

  it('are found in parts of what is no multipart', async () => {
    const { body } = multipart('mixed', [text('<p>Hola</p>', 'text/html')])
    expect((await read(compose({ 'Content-Type': 'text/html; boundary="b-mixed"' }, body))).html).toBe('<p>Hola</p>')
  })

  it('take a type that is none for plain text', async () => {
    expect((await read(compose({ 'Content-Type': 'text' }))).text).toBe('Hola, Bo.')
    expect((await read(compose({ 'Content-Type': 'text/plain charset=utf-8' }))).text).toBe('Hola, Bo.')
    expect((await read(compose({ 'Content-Type': '\0' }))).text).toBe('Hola, Bo.')
  })

  it('use the charset that only the HTML names', async () => {
    const html = '<html><meta charset="koi8-r"><p>\xe9\xd7\xc1\xce</p>'
    const { message } = await parseMessage(bytes(compose({ 'Content-Type': 'text/html' }, html)))
    expect(message.html).toContain('Иван')
  })

  it('lose pictures that are written into the HTML, and keep what stands after them', async () => {
    const html = `<img src="data:image/png;base64,${'A'.repeat(2_000_000)}"><p>fin</p>`
    const message = await read(compose({ 'Content-Type': 'text/html' }, html))
    expect(message).toMatchObject({ html: '<img src="data:,"><p>fin</p>', notes: [] })
  })

  it('beyond 1 MB are cut, and it is said', async () => {
    const message = await read(compose({}, 'línea de texto\n'.repeat(200_000)))
    expect(message.text?.length).toBe(1024 * 1024)
    expect(message.notes).toEqual(['text-truncated'])
  })
})

describe('format=flowed (RFC 3676)', () => {
  const flowed = async (body: string, type = 'text/plain; charset=utf-8; format=flowed') =>
    (await read(compose({ 'Content-Type': type }, body))).text

  it('joins soft lines, but never across levels of quoting nor the signature line', async () => {
    expect(await flowed('una \nfrase\n> uno \n> dos\n>> tres \n> cuatro\nfin \n-- \nAna')).toBe(
      'una frase\n> uno dos\n>> tres \n> cuatro\nfin \n-- \nAna',
    )
  })

  it('unstuffs spaces and honours DelSp', async () => {
    expect(await flowed(' From a\n >b\n  c')).toBe('From a\n>b\n c')
    expect(await flowed('日本 \n語', 'text/plain; charset=utf-8; format=flowed; delsp=yes')).toBe('日本語')
  })
})

describe('people', () => {
  it('may be several senders, in one field or two', async () => {
    const one = await read(compose({ From: 'Ana <ana@a.test>, Bo <bo@b.test>', Sender: 'ana@a.test' }))
    const two = await read(compose({ From: ['Ana <ana@a.test>', 'Bo <bo@b.test>'] }))
    expect(one.from).toEqual([
      { address: 'ana@a.test', name: 'Ana' },
      { address: 'bo@b.test', name: 'Bo' },
    ])
    expect(two.from).toEqual(one.from)
  })

  it('are written in raw UTF-8 or Latin-1 by some', async () => {
    expect((await read(utf8(compose({ From: 'José <j@ñandú.test>' })))).from).toEqual([
      { address: 'j@xn--and-6ma2c.test', name: 'José' },
    ])
    expect((await read(bytes(compose({ From: 'Jos\xe9 <j@a.test>' })))).from[0]?.name).toBe('José')
  })
})

it('parseEnvelope reads a list line from the beginning of a message, also a cut one', async () => {
  const raw = utf8(compose({}, 'x'.repeat(1000)))
  const expected = { messageId: '1@talleres.test', subject: 'Pedido 7', sentAt: new Date('2026-03-02T09:00:00Z') }
  expect(await parseEnvelope(raw)).toMatchObject(expected)
  expect(await parseEnvelope(raw.subarray(0, 230))).toMatchObject(expected)
})
