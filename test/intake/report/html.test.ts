import { describe, expect, test } from 'vitest'
import { extractReport } from '../../../server/intake/report/extract.ts'
import { HTML_ANSWERED, HTML_KEPT, READABLE } from './html-mails.ts'

describe('HTML', () => {
  test.each([...HTML_ANSWERED, ...HTML_KEPT])('$name', ({ html, subject = null, added }) => {
    expect(extractReport({ text: null, html, subject }).added).toBe(added)
  })

  test.each(HTML_ANSWERED)('full keeps what added leaves out: $name', ({ html }) => {
    const { added, full } = extractReport({ text: null, html })
    expect(full.length).toBeGreaterThanOrEqual(added.length)
    expect(full).toContain('El martes nos viene bien.')
    expect(full).not.toMatch(/[\uFDD0-\uFDD4]/)
  })

  test.each(READABLE)('readable: $name', ({ html, full }) => {
    expect(extractReport({ text: null, html }).full).toBe(full)
  })
})

describe('which part is read', () => {
  const html = '<div>Hola, Ana:</div><ul><li>plano</li></ul>'

  test('HTML, when both say the same', () => {
    expect(extractReport({ text: 'Hola, Ana:\n\nplano', html }).full).toBe('Hola, Ana:\n• plano')
  })
  test('HTML, when the plain part is a stub', () => {
    expect(extractReport({ text: 'This message needs an HTML reader', html }).full).toContain('plano')
  })
  test('plain, when the HTML says next to nothing', () => {
    expect(extractReport({ text: 'Hola, Ana: adjunto el plano.', html: '<img src="cid:1" alt="x.png">' }).full).toBe(
      'Hola, Ana: adjunto el plano.',
    )
  })
  test('plain, when there is no HTML', () => {
    expect(extractReport({ text: 'Hola', html: ' ' }).full).toBe('Hola')
  })
  test('nothing, when there is nothing', () => {
    expect(extractReport({ text: null, html: null })).toEqual({ added: '', full: '' })
  })
})
