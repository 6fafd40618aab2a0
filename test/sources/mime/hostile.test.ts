/** What is sent to break a reader: everything ends, in bounded memory, with a message or a code. */
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UnreadableMessage, parseMessage, readAttachment } from '#server/sources/mime/parse.ts'
import { compose, crlf, mixed, multipart, read, text } from '../support/compose.ts'

const codeOf = async (raw: Buffer | Readable) =>
  parseMessage(raw).then(
    () => 'read',
    (error: unknown) => (error instanceof UnreadableMessage ? error.code : error),
  )

/** `count` chunks made while they are read. */
const stream = (count: number, chunk: (index: number) => string) =>
  Readable.from(
    (function* () {
      for (let index = 0; index < count; index++) yield Buffer.from(chunk(index), 'latin1')
    })(),
  )

describe('bombs', () => {
  const root = 'From: a@a.test\nContent-Type: multipart/mixed; boundary=b\n\n'

  it('10,000 levels of multiparts', async () => {
    const level = (index: number) =>
      `${index === 0 ? 'From: a@a.test\n' : `--b${index - 1}\n`}Content-Type: multipart/mixed; boundary=b${index}\n\n`
    expect(await codeOf(stream(10_000, level))).toBe('too-many-parts')
  })

  it('10,000 messages within messages', async () => {
    expect(await codeOf(stream(10_000, () => 'From: a@a.test\nContent-Type: message/rfc822\n\n'))).toBe(
      'too-many-parts',
    )
  })

  it('100,000 parts', async () => {
    expect(await codeOf(stream(100_000, (index) => (index === 0 ? root : '--b\n\nx\n')))).toBe('too-many-parts')
  })

  it('900 parts full of text', async () => {
    const message = (
      await parseMessage(stream(900, (index) => (index === 0 ? root : `--b\n\n${'x '.repeat(10_000)}\n`)))
    ).message
    expect(message.text?.length).toBe(1024 * 1024)
    expect(message.notes).toContain('text-truncated')
  })

  it('a header of 50 MB, in one field, in many, and without any end', async () => {
    expect(await codeOf(stream(50, (index) => (index === 0 ? 'Subject: ' : 'x'.repeat(1_000_000))))).toBe(
      'header-too-large',
    )
    expect(await codeOf(stream(50_000, () => `X-A: ${'x'.repeat(1000)}\n`))).toBe('header-too-large')
    expect(await codeOf(Buffer.from('Subject: x\nFrom: a@a.test'))).toBe('read')
  })

  it('lines of boundaries under a thousand levels', async () => {
    const level = (index: number) =>
      `${index === 0 ? 'From: a@a.test\n' : `--b${index - 1}\n`}Content-Type: multipart/mixed; boundary=b${index}\n\n`
    const raw = stream(990 + 200, (index) => (index < 990 ? level(index) : '--b\n'.repeat(5000)))
    expect(await codeOf(raw)).toBe('read')
  })

  it('base64 that is none, and a line without end', async () => {
    const part = 'Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n'
    const raw = stream(100, (index) => (index === 0 ? `${root}--b\n${part}` : '!$%=\0\xff'.repeat(20_000)))
    const { attachments } = (await parseMessage(raw)).message
    expect(attachments).toHaveLength(1)
  })

  it('values made to be slow', async () => {
    const many = (piece: string) => piece.repeat(Math.floor(200_000 / piece.length))
    const fields = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'References', 'In-Reply-To', 'List-Id', 'Content-Type',
      'Content-Disposition', 'Received', 'Sensitivity', 'Content-ID'] // prettier-ignore
    for (const piece of [
      '(',
      '"',
      '<',
      '@',
      '=?',
      '=?a?q?',
      '=?a?q?b?= ',
      ' ',
      ';a=',
      'a*0=b;',
      ',',
      'a@b.test,',
      ':',
      '\\',
      'xn--.',
    ])
      await codeOf(Buffer.from(fields.map((name) => `${name}: ${many(piece)}`).join('\n') + '\n\n'))
    for (const piece of [
      '<',
      '<meta charset',
      'cid:',
      'data:,',
      '-----BEGIN PGP MESSAGE-----\n',
      '> ',
      '--\n',
      '\r',
      '\t ',
    ])
      for (const type of ['text/plain; format=flowed', 'text/html'])
        await codeOf(Buffer.from(compose({ 'Content-Type': type }, many(piece))))
  })
})

describe('a stream that breaks', () => {
  it('gives its error, once', async () => {
    const raw = Readable.from(
      (async function* () {
        yield Buffer.from('From: a@a.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhola')
        await new Promise(setImmediate)
        throw new Error('disk')
      })(),
    )
    await expect(parseMessage(raw)).rejects.toThrow('disk')
  })

  it('is let go of at a limit', async () => {
    const raw = stream(1_000_000, () => 'From: a@a.test\nContent-Type: message/rfc822\n\n')
    expect(await codeOf(raw)).toBe('too-many-parts')
    await new Promise(setImmediate)
    expect(raw.destroyed).toBe(true)
  })

  it('ended before it began', async () => {
    expect(await codeOf(Buffer.alloc(0))).toBe('not-a-message')
    expect(await codeOf(Readable.from([]))).toBe('not-a-message')
    const destroyed = Readable.from(['x'])
    destroyed.destroy()
    expect(await codeOf(destroyed)).toBeInstanceOf(Error)
  })
})

it('header injection: no value ever holds a line end or another control character', async () => {
  const evil = '=?utf-8?Q?x=0D=0ABcc:_spy@b.test=0D=0A=0D=0Abody=00=1B=85=E2=80=A8?='
  const raw = mixed(
    {
      From: `${evil} <a@a.test>`,
      Subject: evil,
      'Message-ID': `<a${evil}@b.test>`,
      References: `<${evil}>`,
      'In-Reply-To': `<${evil}>`,
      'List-Id': `<${evil}>`,
    },
    [text('x'), `Content-Type: application/pdf\nContent-Disposition: attachment; filename="${evil}"\n\nx`],
  )
  const { text: _text, html: _html, ...values } = await read(raw)
  expect(values.bcc).toEqual([])
  expect(JSON.stringify(values)).not.toMatch(/\\[nrtbf]|\\u00|\u2028|\u0085/)
})

it('what is no mail is refused', async () => {
  expect(await codeOf(Buffer.from('GIF89a\0\0\xff\n\nx', 'latin1'))).toBe('not-a-message')
  expect(await codeOf(Buffer.from('just a note\n'))).toBe('not-a-message')
  expect(await codeOf(Buffer.from('\n\nSubject: in the body'))).toBe('not-a-message')
})

describe('random mail', () => {
  const token = fc.constantFrom(
    'Content-Type: ', 'multipart/mixed; boundary=a', 'multipart/alternative; boundary="b"', 'text/plain; charset=', 'utf-8',
      'iso-2022-jp', 'utf-7', 'x-odd', '\r\n', '\n', '\r\n\r\n', '\n\n', '--a', '--b', '--a--', 'message/rfc822', 'From: ',
      'Content-Transfer-Encoding: base64\n', 'Content-Transfer-Encoding: quoted-printable\n', '=?utf-8?Q?=C3=A9?=', '=?x?B???',
      'Subject: ', 'To: ', '<', '>', '@', '"', '(', ')', ',', ';', ':', 'a@b.test', 'Date: Mon, 2 Mar 2026 10:00:00 +0100',
      '\0', '\xff', '\r', '=', '=3D', '=\n', 'aGVsbG8=', ' ', "filename*0*=utf-8''%C3", 'Content-Disposition: inline; ',
      '__proto__: 1\n', '; __proto__=1', 'format=flowed', 'text/html', '; charset=utf-16', '-----BEGIN PGP SIGNED MESSAGE-----',
      '-----BEGIN PGP SIGNATURE-----', 'cid:x', 'Content-ID: <x>\n', 'Received: x; ', 'References: <a@b>',
  ) // prettier-ignore
  const raw = fc
    .array(fc.oneof({ weight: 6, arbitrary: token }, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 80 })
    .map((parts) => Buffer.from(`From: a@a.test\n${parts.join('')}`, 'latin1'))

  it('is always read, into values that a database accepts', async () => {
    await fc.assert(
      fc.asyncProperty(raw, async (content) => {
        const message = await read(content)
        expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f][0-9a-f]{2}/)
        for (const { index, size } of message.attachments) {
          let streamed = 0
          for await (const chunk of readAttachment(content, index)) streamed += (chunk as Buffer).length
          expect(streamed).toBe(size)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('made of good mail by changing bytes is read or refused with a code', async () => {
    const alternative = multipart('alternative', [
      text('Hola =C3=A9'),
      text('<p>Hola</p>', 'text/html; charset=utf-8'),
    ]).part
    const good = Buffer.from(
      crlf(mixed({ Received: 'x by y; Mon, 2 Mar 2026 10:00:00 +0100' }, [alternative, text('x', 'text/csv')])),
    )
    const change = fc.tuple(fc.nat(good.length - 1), fc.constantFrom('set', 'drop', 'cut', 'double'), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        let content = good
        for (const [at, how, byte] of changes) {
          const before = content.subarray(0, at)
          if (how === 'set') content = Buffer.concat([before, Buffer.from([byte]), content.subarray(at + 1)])
          else if (how === 'drop') content = Buffer.concat([before, content.subarray(at + byte)])
          else if (how === 'cut') content = before.length > 0 ? before : content
          else content = Buffer.concat([content, content.subarray(at)])
        }
        expect(['read', 'not-a-message', 'too-many-parts']).toContain(await codeOf(content))
      }),
      { numRuns: 500 },
    )
  })
})
