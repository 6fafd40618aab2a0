import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_RECIPIENTS, parseAddresses } from '#server/sources/mime/addresses.ts'

const list = (value: string) =>
  parseAddresses([value]).addresses.map(({ address, name }) => (name === null ? address : `${name} <${address}>`))

describe('address fields', () => {
  it.each([
    ['ana@a.test', ['ana@a.test']],
    ['Ana Ruiz <ana@A.TEST>', ['Ana Ruiz <ana@a.test>']],
    ['Ana.Ruiz@A.test', ['Ana.Ruiz@a.test']],
    ['"Ruiz, Ana" <ana@a.test>, bo@b.test', ['Ruiz, Ana <ana@a.test>', 'bo@b.test']],
    ['Ruiz, Ana <ana@a.test>', ['Ruiz, Ana <ana@a.test>']],
    ['"Ana \\"Nita\\" Ruiz" <ana@a.test>', ['Ana "Nita" Ruiz <ana@a.test>']],
    ['ana@a.test (Ana Ruiz)', ['Ana Ruiz <ana@a.test>']],
    ['Ana (de (Talleres)) <ana@a.test>', ['Ana <ana@a.test>']],
    ["'Ana Ruiz' <ana@a.test>", ['Ana Ruiz <ana@a.test>']],
    ['"ana@a.test" <ana@a.test>', ['ana@a.test']],
    ['"ANA@A.TEST" <ana@a.test>', ['ana@a.test']],
    ['Equipo: ana@a.test, Bo <bo@b.test>;, cy@c.test', ['ana@a.test', 'Bo <bo@b.test>', 'cy@c.test']],
    ['undisclosed-recipients:;', []],
    ['ana@a.test; bo@b.test', ['ana@a.test', 'bo@b.test']],
    ['ana@a.test,, ,bo@b.test,', ['ana@a.test', 'bo@b.test']],
    ['ana@a.test, ANA@a.test, ana@a.test', ['ana@a.test', 'ANA@a.test']],
    ['Ana <ana@münchen.test>', ['Ana <ana@xn--mnchen-3ya.test>']],
    ['"john doe"@a.test', ['"john doe"@a.test']],
    ['ana@[IPv6:2001:db8::1]', ['ana@[ipv6:2001:db8::1]']],
    [
      'A: "b: c" <b@a.test>, d: e@a.test, f: g@a.test;, h@a.test',
      ['b: c <b@a.test>', 'd <e@a.test>', 'f <g@a.test>', 'h@a.test'],
    ],
    ['Ana <@relay.test,@b.test:ana@a.test>', ['Ana <ana@a.test>']],
    ['Ana(una \\) amiga) <ana(de casa)@a . test(host)>', ['Ana <ana@a.test>']],
    ['Nobody', []],
    ['MAILER-DAEMON', []],
    ['', []],
    ['=?utf-8?Q?Jos=C3=A9_Ruiz?= <j@a.test>', ['José Ruiz <j@a.test>']],
    ['=?iso-8859-1?Q?Ruiz,_Jos=E9?= <j@a.test>', ['Ruiz, José <j@a.test>']],
    ['"=?utf-8?B?UnVpeiwgSm9zw6k=?=" <j@a.test>', ['Ruiz, José <j@a.test>']],
    ['=?utf-8?Q?Jos?= =?utf-8?Q?=C3=A9?= Ruiz <j@a.test>', ['José Ruiz <j@a.test>']],
    ['=?windows-1252?Q?=93Talleres=94_=80?= <t@a.test>', ['“Talleres” € <t@a.test>']],
    ['=?iso-8859-1?Q?=93Talleres=94?= <t@a.test>', ['“Talleres” <t@a.test>']],
    ['=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <y@a.test>', ['山田 <y@a.test>']],
    ['=?koi8-r?B?6dfBzg==?= <i@a.test>', ['Иван <i@a.test>']],
    ['=?gb18030?B?1cXI/Q==?= <z@a.test>', ['张三 <z@a.test>']],
    ['=?utf-8?B?QW5hIDxhbmFAYS50ZXN0Pg==?=', ['Ana <ana@a.test>']],
  ])('%s', (value, expected) => {
    expect(list(value)).toEqual(expected)
  })

  it('lets no encoded name forge an address', () => {
    const inject = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?= <real@a.test>`
    expect(list(inject('boss@b.test, x'))).toEqual(['boss@b.test, x <real@a.test>'])
    expect(list(inject('Boss <boss@b.test>,'))).toEqual(['Boss <boss@b.test>, <real@a.test>'])
    expect(list(inject('a\r\nBcc: spy@b.test'))).toEqual(['a Bcc: spy@b.test <real@a.test>'])
    expect(list('=?utf-8?Q?spy=40b.test?=')).toEqual([])
    expect(list('=?utf-8?Q?spy?=@b.test')).toEqual([])
    expect(list(inject('\u202emoc.\u2066x\u0000'))).toEqual(['moc.x <real@a.test>'])
  })

  it('takes several fields together, each address once', () => {
    expect(parseAddresses(['ana@a.test', 'bo@b.test, Ana <ana@a.test>']).addresses).toEqual([
      { address: 'ana@a.test', name: null },
      { address: 'bo@b.test', name: null },
    ])
  })

  it('keeps 10,000 recipients and says when there were more', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `"N, ${index}" <n${index}@a.test>`).join(', ')
    expect(parseAddresses([many(MAX_RECIPIENTS)])).toMatchObject({ truncated: false })
    const more = parseAddresses([many(MAX_RECIPIENTS + 1)])
    expect(more.truncated).toBe(true)
    expect(more.addresses).toHaveLength(MAX_RECIPIENTS)
    expect(more.addresses.at(-1)).toEqual({ address: 'n9999@a.test', name: 'N, 9999' })
  })

  it('never throws, whatever the field holds', () => {
    const token = fc.constantFrom(
      '"',
      '\\',
      '<',
      '>',
      '(',
      ')',
      ',',
      ';',
      ':',
      '@',
      ' ',
      'a',
      'a.test',
      '=?utf-8?Q?',
      '?=',
      '\ue0000\ue001',
      '\0',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(token, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }),
        (parts) => {
          for (const { address, name } of parseAddresses([parts.join('')]).addresses) {
            expect(address).toMatch(/^.+@.+$/)
            expect(`${address}${name ?? ''}`).not.toMatch(/\p{Cc}/u)
          }
        },
      ),
    )
  })
})
