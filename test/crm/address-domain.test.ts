import { describe, expect, it } from 'vitest'
import { companyDomain, isDisposable, isFreeMail, registrableDomain } from '#server/crm/address-domain.ts'

describe('registrableDomain', () => {
  it.each([
    ['eva@mail.talleres.test', 'talleres.test'],
    ['eva@talleres.example', 'talleres.example'],
    ['eva@x.y.talleres.invalid', 'talleres.invalid'],
    ['eva@talleres.localhost', 'talleres.localhost'],
    ['eva@news.bbc.co.uk', 'bbc.co.uk'],
    ['eva@acme.com.ar', 'acme.com.ar'],
    ['eva@acme.uk.com', 'acme.uk.com'],
    ['eva@contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    ['eva@mail.contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    ['eva@xn--mnchen-3ya.test', 'xn--mnchen-3ya.test'],
    ['eva@[192.0.2.1]', null],
    ['eva@192.0.2.1', null],
    ['root@localhost', null],
    ['eva@co.uk', null],
    ['eva@Talleres.Test', 'talleres.test'],
  ])('of %s is %s', (address, expected) => {
    expect(registrableDomain(address)).toBe(expected)
  })
})

describe('companyDomain', () => {
  it.each(['gmail.com', 'hotmail.es', 'yahoo.com.pe', 'outlook.com', 'icloud.com', 'movistar.es', 'telefonica.net',
    'ono.com', 'gmx.es', 'proton.me', 'orange.fr', 'libero.it', 'mail.ru', 'qq.com', 'tuta.com', 'terra.com.br'])(
    'is null at %s, where anybody may have mail',
    (domain) => {
      expect(isFreeMail(`a@${domain}`)).toBe(true)
      expect(companyDomain(`a@${domain}`)).toBeNull()
    },
  ) // prettier-ignore

  it.each(['mailinator.com', 'yopmail.com', 'guerrillamail.com', 'x.mailinator.com'])('is null at %s', (domain) => {
    expect(companyDomain(`a@${domain}`)).toBeNull()
  })

  it('knows disposable addresses', () => {
    expect(isDisposable('a@mailinator.com')).toBe(true)
    expect(isDisposable('a@talleres.test')).toBe(false)
  })

  it.each(['telefonica.com', 'orange.com', 'bbva.es', 'iberdrola.com', 'inditex.com', 'seat.es', 'google.com',
    'microsoft.com', 'facebook.com', 'alibaba.com', 'bt.com', 'unican.es', 'discovery.com', 'talleres.test',
    'acme.example', 'example.com', 'siemens.com', 'aver.com', 'swissinfo.org'])('is the domain at %s', (domain) => {
    expect(companyDomain(`a@mail.${domain}`)).toBe(domain)
  }) // prettier-ignore
})
