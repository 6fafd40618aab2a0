import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HTML_LIMIT, TEXT_LIMIT } from '../../../server/intake/report/clean.ts'
import { extractReport } from '../../../server/intake/report/extract.ts'
import { ANSWERED } from './text-mails.ts'

/** What must hold whatever came in: storable text, bounded, and nothing lost for nothing. */
function expectSound(input: { text: string | null; html: string | null; subject?: string | null }) {
  const { added, full } = extractReport(input)
  for (const text of [added, full]) {
    expect(text.isWellFormed()).toBe(true)
    // oxlint-disable-next-line no-control-regex -- these are what must not come out
    expect(text).not.toMatch(/[\u0000-\u0008\u000E-\u001F\u007F\uFDD0-\uFDEF\r]/)
    expect(text.length).toBeLessThanOrEqual(TEXT_LIMIT + 10)
  }
  if (full === '') expect(added).toBe('')
  return { added, full }
}

const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((codes) => String.fromCharCode(...codes))
/** Pieces that the patterns are made for, in any order. */
const fragment = fc.constantFrom(
  '> ',
  '>',
  '\n',
  '\n\n',
  'On 12 Nov 2026, ',
  'El mié, 11 nov 2026 a las 10:03, ',
  'Eva <eva@x.test> ',
  'wrote:',
  'escribió:',
  'De: ',
  'Para: a@b.test',
  '\nAsunto: x',
  '\nEnviado: ',
  '-- ',
  '---- ',
  '________',
  'Un saludo,',
  'Eva Gómez',
  'Sent from my iPhone',
  'Begin forwarded message:',
  '-----Original Message-----',
  'AVISO LEGAL',
  'este mensaje confidencial ',
  'PD: ',
  '\uFDD0',
  '\uFDD1',
  '\uFDD2',
  '\uFDD3',
  '\u0000',
  '\uD800',
  '+34 944 000 111',
  'www.x.test',
  'palabra ',
)
const tag = fc.constantFrom(
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<b>',
  '</i>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</table>',
  '<ul>',
  '<li>',
  '</ul>',
  '<ol type=i start=99999>',
  '<br>',
  '<hr>',
  '<blockquote type=cite>',
  '<blockquote>',
  '</blockquote>',
  '<div class=gmail_quote>',
  '<div class=gmail_attr>',
  '<div id=divRplyFwdMsg>',
  '<div class="yahoo_quoted x">',
  '<div style="display:none">',
  '<a href="https://x.test/">',
  '</a>',
  '<img alt=x>',
  '<pre>',
  '</pre>',
  '<style>',
  '</style>',
  '<!--',
  '-->',
  '<',
  '>',
  '&lt;',
  '&#0;',
  '&#xD800;',
  '&#xFDD2;',
  '<h1>',
  '<span hidden>',
)
const markup = fc.array(fc.oneof(tag, fragment), { maxLength: 60 }).map((parts) => parts.join(''))

describe('any input', () => {
  test('arbitrary code units, as text and as HTML', () => {
    fc.assert(fc.property(units, units, (text, html) => void expectSound({ text, html })))
    fc.assert(fc.property(units, (text) => void expectSound({ text, html: null })))
  })

  test('fragments of mails in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fragment, { maxLength: 40 }),
        fc.option(fc.constantFrom('RE: x', 'RV: x')),
        (parts, subject) => {
          expectSound({ text: parts.join(''), html: null, subject })
        },
      ),
      { numRuns: 500 },
    )
  })

  test('markup in any order', () => {
    fc.assert(
      fc.property(markup, (html) => void expectSound({ text: null, html })),
      { numRuns: 500 },
    )
  })

  test('NULs and lone surrogates go, pairs stay', () => {
    expect(extractReport({ text: 'a\u0000b\uD800c\uDC00d 😀', html: null }).full).toBe('abcd 😀')
    expect(extractReport({ text: null, html: '<p>a\u0000b\uD800c 😀' }).full).toBe('abc 😀')
  })
})

describe('nothing is eaten', () => {
  const word = fc.constantFrom(
    'plazo',
    'Precio',
    'nave',
    'el',
    'martes',
    'we',
    'agree',
    'Ana',
    'tres',
    '12',
    'oferta.',
    'sí,',
    '¿cuándo?',
  )
  const line = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
  const body = fc.array(
    fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
    { minLength: 1, maxLength: 5 },
  )
  const own = body.map((paragraphs) => paragraphs.join('\n\n'))

  test('a text without history, signature or notice comes back whole', () => {
    fc.assert(
      fc.property(own, (text) => {
        expect(extractReport({ text, html: null }).added).toBe(text)
      }),
    )
  })

  test('whatever was written above a history of any client stays, and only that', () => {
    const tails = ANSWERED.flatMap(({ text, added }) => (text.startsWith(added) ? [text.slice(added.length)] : []))
    expect(tails.length).toBeGreaterThan(10)
    fc.assert(
      fc.property(own, fc.constantFrom(...tails), (text, tail) => {
        expect(extractReport({ text: `${text}.${tail}`, html: null, subject: 'RE: x' }).added).toBe(`${text}.`)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['only a signature', 'Un saludo,\nEva Gómez\nTel. 944 000 111'],
    ['only a notice', 'AVISO LEGAL: Este mensaje es confidencial.'],
    ['only a device line', 'Enviado desde mi iPhone'],
    ['only rules', '----------'],
    ['only quoted lines', '> Hola\n> Eva'],
    ['an attribution and text below it', 'On 12 Nov 2026, Eva <eva@x.test> wrote:\n\nHello'],
  ])('%s is what the message says', (_, text) => {
    expect(extractReport({ text, html: null }).added).toBe(text)
  })

  test.each([
    ['a quotation', 'El 11/11/26 a las 10:03, Ana Ruiz escribió:\n> Hola\n> Eva'],
    [
      'a quotation and a device line',
      'Enviado desde mi iPhone\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n> Hola\n> Eva',
    ],
    ['an Outlook history', 'De: Ana <ana@x.test>\nEnviado: lunes\nPara: Eva\nAsunto: x\n\nHola'],
  ])('nothing but %s adds nothing', (_, text) => {
    const { added, full } = extractReport({ text, html: null, subject: 'RE: x' })
    expect(added).toBe('')
    expect(full).toBe(text)
  })
})

/** Each took seconds to minutes, or threw, without its guard. */
const MEGABYTE = 1_000_000
const fill = (part: string): string => part.repeat(Math.ceil(MEGABYTE / part.length))

describe('a megabyte of', () => {
  test.each([
    '>',
    '>\n',
    ' ',
    `${' '.repeat(5000)}x\n`,
    'On 12 Nov 2026 Eva wrote:\n',
    'On 12 ',
    'On 12 Nov 2026, at <\n',
    'am 12 foo bar 2026:\n',
    'From: a@b.c\n',
    '\n',
  ])('text: %j', (part) => void expectSound({ text: fill(part), html: null }))
  test.each([
    `${'-'.repeat(298)}1:\n`,
    `${'Am 1 Op 1 '.repeat(29)}1:\n`,
    `${'A'.repeat(79)}!\n`,
    `${'A '.repeat(39)}!\n`,
    'Saludos\n',
    `${'con '.repeat(19)}\n`,
    'x\n',
    '-',
    'a@',
    '1 ',
    'este mensaje confidencial\n\n',
    '> a\n\nb\n\n',
    '\u0000',
    '\uD800',
  ])('text: %j', (part) => void expectSound({ text: fill(part), html: null }))
  test.each([
    '<b>',
    '<p><li>',
    '<blockquote>x',
    '<ul><li>x',
    '<table><tr><td>x',
    '<',
    '&',
    '<!--',
    '<a ',
    '<a href=http://x.test/y>z',
    '<td>x',
    '<br>x',
  ])('HTML: %j', (part) => void expectSound({ text: null, html: fill(part) }))

  test('closing tags below 390 levels', () => void expectSound({ text: null, html: '<b>'.repeat(390) + fill('</i>') }))
  test('lines below 390 quotations', () =>
    void expectSound({ text: null, html: '<blockquote>'.repeat(390) + fill('x<br>') }))
  test('lines below 190 lists', () => void expectSound({ text: null, html: '<ul><li>'.repeat(190) + fill('x<br>') }))
  test('lines below 130 tables', () =>
    void expectSound({ text: null, html: '<table><tr><td>'.repeat(130) + fill('x<br>') }))
})

describe('too long', () => {
  test('text ends at a line, and says so', () => {
    const { added, full } = extractReport({ text: 'una línea de texto\n'.repeat(50_000), html: null })
    expect(full.endsWith('una línea de texto\n[…]')).toBe(true)
    expect(added).toBe(full)
  })
  test('what was cut off the history is not missed in what was added', () => {
    const history = `\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n${'> una línea\n'.repeat(50_000)}`
    const { added, full } = extractReport({ text: `De acuerdo.${history}`, html: null })
    expect(added).toBe('De acuerdo.')
    expect(full.endsWith('[…]')).toBe(true)
  })
  test('a picture within the HTML does not count', () => {
    const html = `<img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(100_000)}"><p>De acuerdo.</p>`
    expect(html.length).toBeGreaterThan(HTML_LIMIT)
    expect(extractReport({ text: null, html }).added).toBe('De acuerdo.')
  })
  test('HTML that is nested too deeply keeps its text and its lines', () => {
    const html = `${'<div><b>'.repeat(5000)}uno<p>dos</p>${'</b></div>'.repeat(5000)}tres &amp; cuatro`
    expect(extractReport({ text: null, html }).full).toBe('uno\ndos\n\ntres & cuatro')
  })
})
