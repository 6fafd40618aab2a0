import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { parseMessage, readAttachment } from '#server/sources/mime/parse.ts'
import { crlf, file, mixed, multipart, read, text, utf8 } from '../support/compose.ts'

const one = async (part: string) => (await read(mixed({}, [text('Hola'), part]))).attachments[0]

describe('names', () => {
  it.each([
    ['attachment; filename="oferta 7.pdf"', 'oferta 7.pdf'],
    ["attachment; filename*=utf-8''n%C2%BA%207.pdf", 'nº 7.pdf'],
    ["attachment; filename*0*=utf-8''presu; filename*1*=puesto%20; filename*2=7.pdf", 'presupuesto 7.pdf'],
    ['attachment; filename="=?utf-8?Q?n=C2=BA_7.pdf?="', 'nº 7.pdf'],
    ['attachment; filename="C:\\\\Users\\\\ana\\\\x.pdf"', 'x.pdf'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="fdp.\u202eexe"', 'fdp.exe'],
    ['attachment; filename="a\tb.pdf"', 'a b.pdf'],
    ['attachment; filename=""', null],
    ['attachment', null],
  ])('%s is %s', async (disposition, name) => {
    expect((await one(file('x', 'pdf', { extra: `Content-Disposition: ${disposition}` })))?.name).toBe(name)
  })

  it('may stand with the type only', async () => {
    const part = file('x', 'pdf', { type: 'application/pdf; name="a.pdf"', extra: 'X: y' })
    expect(await one(part)).toMatchObject({ name: 'a.pdf', size: 3, inline: false })
  })
})

describe('inline', () => {
  const picture = (extra: string, options: { size?: number; name?: string } = {}) =>
    file('', 'x'.repeat(options.size ?? 100), {
      type: options.name ? `image/png; name="${options.name}"` : 'image/png',
      extra,
    })
  const inlineIn = async (html: string, part: string) =>
    (await read(mixed({}, [text(html, 'text/html'), part]))).attachments[0]?.inline

  it.each([
    ['shown by cid', '<img src="cid:p1@a">', picture('Content-ID: <p1@a>', { size: 90_000, name: 'foto.png' }), true],
    ['shown by an encoded cid', '<img src="cid:p%201">', picture('Content-ID: <p 1>', { size: 90_000 }), true],
    [
      'a cid that nothing shows',
      '<p>x</p>',
      picture('Content-ID: <f_x>\nContent-Disposition: attachment', { name: 'foto.png' }),
      false,
    ],
    ['a small signature picture', '<p>x</p>', picture('Content-ID: <x>', { name: 'image001.png' }), true],
    ['a small logo, inline', '<p>x</p>', picture('Content-Disposition: inline', { name: 'Outlook-abc12.png' }), true],
    [
      'a large picture, inline',
      '<p>x</p>',
      picture('Content-Disposition: inline', { name: 'image001.png', size: 60_000 }),
      false,
    ],
    ['a photograph, inline', '<p>x</p>', picture('Content-Disposition: inline; filename="IMG_2041.jpeg"'), false],
    ['an attached picture', '<p>x</p>', picture('Content-Disposition: attachment', { name: 'image001.png' }), false],
    ['a key', '<p>x</p>', file('k.asc', 'x', { type: 'application/pgp-keys' }), true],
    ['a winmail.dat', '<p>x</p>', file('winmail.dat', 'x', { type: 'application/ms-tnef' }), false],
  ])('%s', async (_, html, part, expected) => {
    expect(await inlineIn(html, part)).toBe(expected)
  })

  it('is what belongs to a related part, but not a document in it', async () => {
    const related = multipart('related', [text('<p>x</p>', 'text/html'), picture('X: y'), file('a.pdf', 'x')]).part
    const { attachments } = await read(mixed({}, [related]))
    expect(attachments.map(({ type, inline }) => [type, inline])).toEqual([
      ['image/png', true],
      ['application/pdf', false],
    ])
  })

  it('is another form of the text', async () => {
    const amp = multipart('alternative', [text('x'), text('<b>', 'text/x-amp-html'), text('x', 'text/enriched')]).part
    const { attachments } = await read(mixed({}, [amp]))
    expect(attachments.map(({ inline }) => inline)).toEqual([true, true])
  })
})

describe('text files', () => {
  it('that are attached are not part of the text, whatever their disposition', async () => {
    const attached = text('a;b', 'text/csv').replace(
      '\n\n',
      '\nContent-Disposition: inline; filename="precios.csv"\n\n',
    )
    const inline = text('notas', 'text/plain').replace(
      '\n\n',
      '\nContent-Disposition: inline; filename="notas.txt"\n\n',
    )
    const message = await read(mixed({}, [text('Hola'), inline, attached]))
    expect(message.text).toBe('Hola')
    expect(message.attachments.map(({ name, inline: shown }) => [name, shown])).toEqual([
      ['notas.txt', false],
      ['precios.csv', false],
    ])
  })

  it('are the same document out of an LF and a CRLF copy', async () => {
    const part = text('a;b\nc;d\n', 'text/csv').replace(
      '\n\n',
      '\nContent-Disposition: attachment; filename="x.csv"\n\n',
    )
    const raw = mixed({}, [
      text('Hola'),
      part,
      part.replace('text/csv', 'text/csv\nContent-Transfer-Encoding: quoted-printable'),
    ])
    const copies = [Buffer.from(raw), Buffer.from(crlf(raw))]
    const read2 = await Promise.all(copies.map(async (copy) => (await parseMessage(copy)).message))
    expect(read2[0]).toEqual(read2[1])
    for (const { index, size } of read2[0]!.attachments) {
      const contents = await Promise.all(copies.map((copy) => buffer(readAttachment(copy, index))))
      expect(contents[0]?.toString()).toBe('a;b\r\nc;d\r\n')
      expect(contents[1]).toEqual(contents[0])
      expect(size).toBe(contents[0]?.length)
    }
  })
})

describe('readAttachment', () => {
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256))
  const raw = utf8(
    mixed({}, [text('Hola'), file('a.bin', content, { type: 'application/octet-stream' }), file('b.pdf', 'b')]),
  )

  it('streams exactly what was attached, with the announced size', async () => {
    const { attachments } = (await parseMessage(raw)).message
    expect(attachments.map(({ size }) => size)).toEqual([content.length, 1])
    expect(await buffer(readAttachment(raw, attachments[0]!.index))).toEqual(content)
    expect((await buffer(readAttachment(Readable.from([raw]), attachments[1]!.index))).toString()).toBe('b')
  })

  it('fails with a code where there is none, and when the source fails', async () => {
    await expect(buffer(readAttachment(raw, 99))).rejects.toMatchObject({ code: 'no-such-part' })
    const broken = new Readable({ read: () => broken.destroy(new Error('disk')) })
    await expect(buffer(readAttachment(broken, 2))).rejects.toThrow('disk')
  })

  it('may be left half-way', async () => {
    const source = Readable.from([raw])
    for await (const chunk of readAttachment(source, 2)) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    await new Promise(setImmediate)
    expect(source.destroyed).toBe(true)
  })
})
