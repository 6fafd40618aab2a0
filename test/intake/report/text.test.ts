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
})
