import { describe, expect, test } from 'vitest'
import { extractReport } from '../../../server/intake/report/extract.ts'
import { ANSWERED, BELOW, INLINE, PASSED_ON, type TextMail, UNTOUCHED } from './text-mails.ts'

function added({ text, subject }: Pick<TextMail, 'text' | 'subject'>): string {
  return extractReport({ text, html: null, subject: subject ?? null }).added
}

describe('plain text', () => {
  test.each(ANSWERED)('answer: $name', (mail) => expect(added(mail)).toBe(mail.added))
  test.each(BELOW)('below: $name', (mail) => expect(added(mail)).toBe(mail.added))
  test.each(INLINE)('inline: $name', (mail) => expect(added(mail)).toBe(mail.added))
  test.each(PASSED_ON)('forward: $name', (mail) => expect(added(mail)).toBe(mail.added))
  test.each(UNTOUCHED)('left alone: %s', (text) => expect(added({ text })).toBe(text))

  const from = [{ name: 'Gómez Ibarra, Eva' }]
  const signed = (text: string) => extractReport({ text, html: null, from }).added
  const SAID = 'Hola, Ana:\n\nEl martes nos viene bien.'
  test.each([
    ['a full name and how to reach her', `${SAID}\n\nEva Gómez Ibarra\nResponsable de Sistemas\nTel. 944 000 111`],
    ['a full name without an empty line before it', `${SAID}\nEVA GOMEZ IBARRA\nTalleres Norte, S.L.`],
    ['a first name', `${SAID}\n\nEva.`],
    ['a name in dashes', `${SAID}\n\n-- Eva Gómez --`],
  ])('signed by the name that it comes from: %s', (_, text) => expect(signed(text)).toBe(SAID))
  test.each([
    `${SAID} Vendrán:\nJuan\nMarta\nEva`,
    `${SAID}\n\nEva Gómez Ibarra\n\n¿Lo tenéis todo listo para el martes a las diez de la mañana?`,
    `${SAID}\n\nMarta`,
    'Eva Gómez Ibarra\nTel. 944 000 111',
  ])('not signed: %s', (text) => expect(signed(text)).toBe(text))
})
