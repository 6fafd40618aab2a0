/** Dates as people say them, in the viewer's zone. */
import { expect, it } from 'vitest'
import { isDark } from '../../addin-outlook/host.ts'
import { exactDate, saidDate } from '#shared/i18n/said-date.ts'

const now = new Date('2026-11-21T08:00:00Z')

it.each([
  ['2026-11-21T07:05:00Z', 'today 08:05', 'hoy 8:05'],
  ['2026-11-20T23:30:00Z', 'today 00:30', 'hoy 0:30'],
  ['2026-11-20T22:30:00Z', 'yesterday', 'ayer'],
  ['2026-11-22T22:59:00Z', 'tomorrow 23:59', 'mañana 23:59'],
  ['2026-11-22', 'tomorrow', 'mañana'],
  ['2026-12-03T09:00:00Z', '3 Dec 10:00', '3 dic 10:00'],
  ['2026-12-03', '3 Dec', '3 dic'],
  ['2026-11-12T10:00:00Z', '12 Nov', '12 nov'],
  ['2025-12-31T22:59:59Z', '31 Dec 2025', '31 dic 2025'],
  ['2025-12-31T23:00:00Z', '1 Jan', '1 ene'],
])('%s is said %s, %s', (at, en, es) => {
  const zone = 'Europe/Madrid'
  expect(saidDate(at, { locale: 'en-GB', now, zone })).toBe(en)
  expect(saidDate(at, { locale: 'es-ES', now, zone })).toBe(es)
})

it('follows the region: a day is not the same everywhere', () => {
  const at = '2026-11-20T23:30:00Z'
  expect(saidDate(at, { locale: 'en-US', now, zone: 'America/New_York' })).toBe('yesterday')
  expect(saidDate('2026-11-12T10:00:00Z', { locale: 'en-US', now, zone: 'America/New_York' })).toBe('Nov 12')
})

it('counts days, not hours, where the clocks change', () => {
  const monday = new Date('2026-10-26T00:30:00Z')
  expect(saidDate('2026-10-25T00:30:00Z', { locale: 'en-GB', now: monday, zone: 'Europe/Madrid' })).toBe('yesterday')
})

it('has the exact instant and its zone behind it', () => {
  const exact = exactDate('2026-11-12T10:00:00Z', { locale: 'en-GB', zone: 'Europe/Madrid' })
  expect(exact).toMatch(/^Thursday,? 12 November 2026 at 11:00 CET$/)
})

it('invents nothing of what is no date', () => {
  expect(saidDate('soon', { locale: 'en-GB', now })).toBeUndefined()
  expect(exactDate('', { locale: 'en-GB' })).toBeUndefined()
})

it.each([
  ['#1f1f1f', true],
  ['#ffffff', false],
  ['444444', true],
  ['#B2B2B2', false],
  [undefined, undefined],
  ['white', undefined],
])('the colour %s is dark: %s', (colour, expected) => {
  expect(isDark(colour)).toBe(expected)
})
