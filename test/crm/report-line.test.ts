import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Person, type ReportFacts, type ReportKind, reportLine } from '#server/crm/interactions/report-line.ts'

function person(name: string | null, role: string | null = null, company: string | null = null): Person {
  const address = `${(name ?? 'nobody').toLowerCase().replaceAll(' ', '.')}@x.test`
  return { name, address, role, company }
}

const EVA = person('Eva Gómez', 'Head of IT', 'Talleres Norte')
const ANA = person('Ana Ruiz')
const JUAN = person('Juan Pérez')
const FACTS: ReportFacts = {
  kind: 'mail_received',
  occurredAt: new Date('2026-11-12T22:30:00Z'),
  from: [EVA],
  to: [ANA],
  others: [JUAN],
}

describe('the line above a report', () => {
  test('English', () => {
    expect(reportLine(FACTS, 'en', 'Europe/Madrid')).toBe(
      '12 November 2026, mail received: Eva Gómez (Head of IT, Talleres Norte) to Ana Ruiz; also: Juan Pérez.',
    )
  })

  test('Spanish', () => {
    expect(reportLine(FACTS, 'es', 'Europe/Madrid')).toBe(
      '12 de noviembre de 2026, correo recibido: Eva Gómez (Head of IT, Talleres Norte) a Ana Ruiz; también: Juan Pérez.',
    )
  })

  test.each([
    ['Europe/Madrid', '12 November 2026'],
    ['Asia/Tokyo', '13 November 2026'],
    ['+02:00', '13 November 2026'],
    ['Nowhere/Land', '12 November 2026'],
    ['', '12 November 2026'],
  ])('the date is the one of zone %j', (zone, date) => {
    expect(reportLine(FACTS, 'en', zone)).toMatch(new RegExp(`^${date}, `))
  })

  test.each([null, new Date(Number.NaN)])('no date: %s', (occurredAt) => {
    expect(reportLine({ ...FACTS, occurredAt }, 'en', 'UTC')).toMatch(/^Undated, mail received: /)
    expect(reportLine({ ...FACTS, occurredAt }, 'es', 'UTC')).toMatch(/^Sin fecha, correo recibido: /)
  })

  test.each<[ReportKind, string, string]>([
    ['mail_sent', 'mail sent: Eva to Ana', 'correo enviado: Eva a Ana'],
    ['mail_received', 'mail received: Eva to Ana', 'correo recibido: Eva a Ana'],
    ['meeting', 'meeting: Eva with Ana', 'reunión: Eva con Ana'],
    ['call', 'call: Eva with Ana', 'llamada: Eva con Ana'],
    ['visit', 'visit: Eva with Ana', 'visita: Eva con Ana'],
    ['chat', 'chat: Eva with Ana', 'chat: Eva con Ana'],
    ['note', 'note: Eva about Ana', 'nota: Eva sobre Ana'],
  ])('%s', (kind, en, es) => {
    const facts = { ...FACTS, kind, from: [person('Eva')], to: [person('Ana')], others: [] }
    expect(reportLine(facts, 'en', 'UTC')).toBe(`12 November 2026, ${en}.`)
    expect(reportLine(facts, 'es', 'UTC')).toBe(`12 de noviembre de 2026, ${es}.`)
  })

  test.each([
    [{ from: [], to: [ANA], others: [] }, 'mail received: to Ana Ruiz.', 'correo recibido: para Ana Ruiz.'],
    [{ from: [ANA], to: [], others: [] }, 'mail received: from Ana Ruiz.', 'correo recibido: de Ana Ruiz.'],
    [{ from: [], to: [], others: [ANA] }, 'mail received: also: Ana Ruiz.', 'correo recibido: también: Ana Ruiz.'],
    [{ from: [], to: [], others: [] }, 'mail received.', 'correo recibido.'],
  ])('who is not known is left out, not made up (%#)', (people, en, es) => {
    expect(reportLine({ ...FACTS, ...people }, 'en', 'UTC')).toBe(`12 November 2026, ${en}`)
    expect(reportLine({ ...FACTS, ...people }, 'es', 'UTC')).toBe(`12 de noviembre de 2026, ${es}`)
  })

  test('a person without a name goes by the address; details by what is known', () => {
    const facts = {
      ...FACTS,
      from: [person(null), person('Luis', null, 'Acme'), person('Inés', 'Buyer')],
      to: [],
      others: [],
    }
    expect(reportLine(facts, 'en', 'UTC')).toContain('from nobody@x.test, Luis (Acme) and Inés (Buyer).')
    expect(reportLine(facts, 'es', 'UTC')).toContain('de nobody@x.test, Luis (Acme) e Inés (Buyer).')
  })

  test('more than six are counted, nobody twice', () => {
    const crowd = Array.from({ length: 18 }, (_, i) => person(`P${i + 1}`))
    const facts = { ...FACTS, others: [...crowd, ANA, { ...JUAN, address: 'P1@X.TEST' }] }
    expect(reportLine(facts, 'en', 'UTC')).toContain('; also: Juan Pérez, P2, P3, P4, P5, P6 and 12 more.')
    expect(reportLine(facts, 'es', 'UTC')).toContain('; también: Juan Pérez, P2, P3, P4, P5, P6 y 12 más.')
  })

  test('whatever the names hold, it is one readable line', () => {
    const text = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 })
      .map((codes) => String.fromCharCode(...codes))
    const anyone = fc.record({ name: fc.option(text), address: text, role: fc.option(text), company: fc.option(text) })
    const people = fc.array(anyone, { maxLength: 9 })
    const facts = fc.record({
      from: people,
      others: people,
      occurredAt: fc.option(fc.date()),
      locale: fc.constantFrom('en' as const, 'es' as const),
      zone: text,
    })
    fc.assert(
      fc.property(facts, ({ from, others, occurredAt, locale, zone }) => {
        const line = reportLine({ kind: 'meeting', occurredAt, from, to: [], others }, locale, zone)
        expect(line.isWellFormed()).toBe(true)
        expect(line).toMatch(/^[^\n\r\0\u2028\u2029]+\.$/)
        expect(line.length).toBeLessThan(6000)
      }),
    )
  })
})
