import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baseAddress,
  isNoReply,
  isRoleAddress,
  normaliseAddress,
  normaliseDomain,
  parseAddressList,
} from '#shared/email-address.ts'

describe('normaliseAddress', () => {
  it.each([
    ['Ana@Talleres.TEST', 'ana@talleres.test'],
    [' <ana@talleres.test> ', 'ana@talleres.test'],
    ['mailto:ana@talleres.test', 'ana@talleres.test'],
    ['ana@talleres.test.', 'ana@talleres.test'],
    ['ana@MÜNCHEN.test', 'ana@xn--mnchen-3ya.test'],
    ['josé@ñandú.test', 'josé@xn--and-6ma2c.test'],
    ['josé@a.test', 'josé@a.test'],
    ['a@例え。テスト', 'a@xn--r8jz45g.xn--zckzah'],
    ['"ana"@a.test', 'ana@a.test'],
    ['"ana ruiz"@a.test', '"ana ruiz"@a.test'],
    ["o'hara+x=1@a.test", "o'hara+x=1@a.test"],
    ['a@[192.0.2.1]', 'a@[192.0.2.1]'],
    ['root@localhost', 'root@localhost'],
  ])('%s is %s', (raw, expected) => {
    expect(normaliseAddress(raw)).toBe(expected)
  })

  it.each([
    'ana',
    '@a.test',
    'ana@',
    'ana@a..test',
    'ana@-a.test',
    'ana@a.test-',
    'a b@a.test',
    'ana@a.test bo@b.test',
    'ana@bo@a.test',
    'ana@a.test:80',
    'ana@a.test/x',
    'ana@%61.test',
    'ana@é%41.test',
    'ana@１２７.０.０.１',
    'a\r\nb@a.test',
    'a\0@a.test',
    '""@a.test',
    '"a\nb"@a.test',
    '/O=ACME/OU=X/CN=ANA',
    `${'a'.repeat(400)}@a.test`,
    `a@${'b'.repeat(64)}.test`,
  ])('%j is none', (raw) => {
    expect(normaliseAddress(raw)).toBeNull()
  })

  it('is idempotent and never holds a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, domain) => {
        const once = normaliseAddress(`${local}@${domain}`)
        if (once === null) return
        expect(normaliseAddress(once)).toBe(once)
        expect(once).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

it('domains are lower-case ASCII', () => {
  expect(normaliseDomain('Straße.Test')).toBe('xn--strae-oqa.test')
  expect(normaliseDomain('a b')).toBeNull()
  expect(normaliseDomain('')).toBeNull()
})

describe('baseAddress', () => {
  it.each([
    ['ana+crm@talleres.test', 'ana@talleres.test', 'plus-tag'],
    ['ana@talleres.test', 'ana@talleres.test', null],
    ['a.na@talleres.test', 'a.na@talleres.test', null],
    ['a.n.a@gmail.com', 'ana@gmail.com', 'gmail-dots'],
    ['ana@googlemail.com', 'ana@gmail.com', 'gmail-dots'],
    ['a.na+x+y@googlemail.com', 'ana@gmail.com', 'plus-tag'],
    ['+34600@talleres.test', '+34600@talleres.test', null],
    ['"a+b c"@talleres.test', '"a+b c"@talleres.test', null],
  ])('%s is %s by %s', (address, base, via) => {
    expect(baseAddress(address)).toEqual({ address: base, via })
  })
})

describe('isRoleAddress', () => {
  it.each([
    'info', 'ventas', 'ventas2', 'ventas-2', 'dpto.compras', 'info-madrid', 'atencion.cliente', 'atención.cliente',
    'recursos.humanos', 'no-reply', 'hola', 'pedidos+web', 'postmaster', 'facturacion', 'comercial', 'kontakt', 'achats',
    'team-sales', 'rrhh', 'administración',
  ])('%s@ is one', (local) => {
    expect(isRoleAddress(`${local}@a.test`)).toBe(true)
  }) // prettier-ignore

  it.each([
    'ana', 'jordi.sales', 'sat.singh', 'pr.lopez', 'infantes', 'ventasnova', 'norma', 'noelia.reply', 'ola', 'marta.central',
    'adminova',
  ])('%s@ is a person', (local) => {
    expect(isRoleAddress(`${local}@a.test`)).toBe(false)
  }) // prettier-ignore
})

describe('isNoReply', () => {
  it.each([
    'noreply', 'no-reply', 'no_reply', 'donotreply', 'do-not-reply', 'no-responder', 'noresponder', 'no.contestar',
    'mailer-daemon', 'bounces+1=a', 'noreply+tag', 'ne-pas-repondre', 'alerts-noreply', 'postmaster',
  ])('%s@ is one', (local) => {
    expect(isNoReply(`${local}@a.test`)).toBe(true)
  }) // prettier-ignore

  it.each(['reply', 'noa', 'nora', 'info', 'bouncer', 'noreplica'])('%s@ is read by somebody', (local) => {
    expect(isNoReply(`${local}@a.test`)).toBe(false)
  })
})

it('parseAddressList reads what people type', () => {
  expect(parseAddressList('"Ruiz, Ana" <ANA@a.test>, bo@b.test; Cid \\"El\\" <c@c.test>, nobody, <d@d.test>')).toEqual([
    { address: 'ana@a.test', name: 'Ruiz, Ana' },
    { address: 'bo@b.test', name: null },
    { address: 'c@c.test', name: 'Cid "El"' },
    { address: 'd@d.test', name: null },
  ])
  expect(parseAddressList('')).toEqual([])
  expect(parseAddressList('"unclosed <a@a.test')).toEqual([])
})
