import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanName, cleanText, decodeBytes } from '#server/sources/mime/charset.ts'
import { transferDecoder } from '#server/sources/mime/transfer.ts'

/** Decodes `input` cut into pieces of `size`. */
function decode(encoding: string, input: Buffer, size = 7, textual = false): Buffer {
  const decoder = transferDecoder(encoding, textual)
  const out: Buffer[] = []
  for (let at = 0; at < input.length; at += size) out.push(decoder.push(input.subarray(at, at + size)))
  return Buffer.concat([...out, decoder.end()])
}

const anyBytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const anySize = fc.integer({ min: 1, max: 40 })

/** As mailers write it: everything that needs it encoded, lines of at most 76. */
function quotedPrintable(content: Buffer): string {
  const units = [...content].map((byte) =>
    byte > 32 && byte < 127 && byte !== 61
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return units.map((unit, index) => (index > 0 && index % 20 === 0 ? `=\r\n${unit}` : unit)).join('')
}

describe('base64', () => {
  it('gives back any content, however it is cut', () => {
    fc.assert(
      fc.property(anyBytes, anySize, (content, size) => {
        const wrapped = content.toString('base64').replace(/.{20}/g, '$&\r\n')
        expect(decode('base64', Buffer.from(wrapped), size)).toEqual(content)
      }),
    )
  })

  it('reads runs that are padded each, and passes over rubbish', () => {
    expect(decode('base64', Buffer.from('aG9s\nYQ==\naG9s\nYQ==')).toString()).toBe('holahola')
    expect(decode('base64', Buffer.from('a!G*9\x00s Y~Q==')).toString()).toBe('hola')
    expect(decode('base64', Buffer.from('=====')).length).toBe(0)
  })
})

describe('quoted-printable', () => {
  it('gives back any content, however it is cut', () => {
    fc.assert(
      fc.property(anyBytes, anySize, (content, size) => {
        expect(decode('quoted-printable', Buffer.from(quotedPrintable(content)), size)).toEqual(content)
      }),
    )
  })

  it('joins soft breaks, drops white space at line ends, keeps what is no code', () => {
    const read = (text: string, size: number) => decode('quoted-printable', Buffer.from(text), size).toString('latin1')
    for (const size of [1, 2, 3, 100]) {
      expect(read('uno=\r\ndos=  \r\ntres =\n cuatro', size)).toBe('unodostres  cuatro')
      expect(read('uno  \t\r\ndos \n', size)).toBe('uno\r\ndos\n')
      expect(read('=zz=4=e9=E9==3D', size)).toBe('=zz=4\xe9\xe9==')
      expect(read('fin=', size)).toBe('fin')
      expect(read('fin=\r\n', size)).toBe('fin')
    }
  })

  it('reads spaces without end in linear time and little memory', () => {
    const line = Buffer.from(`${' '.repeat(3_000_000)}x`)
    expect(decode('quoted-printable', line, 65_536).length).toBe(line.length)
  })
})

it('text has CRLF line ends, whatever it had, unless it was encoded as bytes', () => {
  for (const size of [1, 2, 5]) {
    expect(decode('7bit', Buffer.from('a\nb\r\nc\rd\n'), size, true).toString()).toBe('a\r\nb\r\nc\rd\r\n')
    expect(decode('8bit', Buffer.from('a\nb'), size, false).toString()).toBe('a\nb')
    expect(decode('base64', Buffer.from('YQpi'), size, true).toString()).toBe('a\nb')
    expect(decode('x-unknown', Buffer.from('a=20b'), size, false).toString()).toBe('a=20b')
  }
})

describe('charsets', () => {
  it.each([
    ['iso-8859-1', 'se\xf1or \x80 \x93x\x94', 'señor € “x”'],
    ['ISO-8859-15', '\xa4', '€'],
    ['windows-1252', '\x80 a\xf1o', '€ año'],
    ['cp1252', '\x80', '€'],
    ['koi8-r', '\xe9\xd7\xc1\xce', 'Иван'],
    ['iso-2022-jp', '\x1b$B;3ED\x1b(B', '山田'],
    ['gb18030', '\xd5\xc5\xc8\xfd', '张三'],
    ['gb2312', '\xd5\xc5\xc8\xfd', '张三'],
    ['ks_c_5601-1987', '\xb1\xe8', '김'],
    ['big5', '\xa4\xa4', '中'],
    ['utf-7', '+AOk-', 'é'],
    ['cp850', '\xa4', 'ñ'],
    ['utf-8', 'a\xc3\xb1o \xff!', 'año \ufffd!'],
    ['utf-8*es', 'a\xc3\xb1o', 'año'],
    ['utf-16le', 'a\x00\xf1\x00', 'añ'],
    ['', 'a\xc3\xb1o', 'año'],
    ['', 'a\xf1o', 'año'],
    ['us-ascii', 'a\xf1o', 'año'],
    ['x-no-such-thing', 'a\xf1o', 'año'],
    ['unknown-8bit', 'a\xc3\xb1o', 'año'],
  ])('%s', (label, raw, expected) => {
    expect(decodeBytes(Buffer.from(raw, 'latin1'), label)).toBe(expected)
  })

  it('never throws, whatever the label and the bytes', () => {
    fc.assert(
      fc.property(fc.string(), anyBytes, (label, content) => {
        expect(cleanText(decodeBytes(content, label)).isWellFormed()).toBe(true)
      }),
    )
  })
})

it('text and lines are free of what a database refuses', () => {
  expect(cleanText('a\0b\r\nc\rd\ud800e\x07\x9f\tf \n\n')).toBe('ab\nc\nd\ufffde\tf')
  expect(cleanLine(' a\r\n b\0c\u2028d\ud800 \t e ')).toBe('a b c d\ufffd e')
  expect(cleanName('x\u202egpj.exe\u2066')).toBe('xgpj.exe')
})
