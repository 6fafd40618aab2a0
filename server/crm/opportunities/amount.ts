/** Amounts as people type them and as they are kept: a decimal number as text, so that no cent is lost. Pure. */
import { ProblemError } from '../../errors.ts'

/**
 * "12500", "12.500", "1,234.50", "1.234,5 €": with two kinds of separator the last one is the decimal's; one alone is, unless
 * three digits follow, because money has two decimals.
 *
 * @throws ProblemError 422 for anything else
 */
export function readAmount(text: string): string {
  const plain = text.replace(/[\s\u00a0\u202f'’]|€|\$|£/g, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  const tail = last === -1 ? '' : plain.slice(last + 1)
  const both = plain.includes('.') && plain.includes(',')
  const decimal = last !== -1 && tail.length !== 3 && (both || plain.indexOf(plain[last]!) === last)
  const grouped = decimal ? plain.slice(0, last) : plain
  const whole = /^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(grouped) ? grouped.replace(/[.,]/g, '') : ''
  const cents = decimal ? tail : ''
  if (!/^\d{1,13}$/.test(whole) || !/^\d{0,2}$/.test(cents) || (decimal && cents === ''))
    throw new ProblemError(422, 'invalid', 'amount: is not an amount')
  return `${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`
}

/** With its currency where it is known, as the language writes it. */
export function sayAmount(amount: string, currency: string | null, locale: 'en' | 'es'): string {
  const options = currency === null ? {} : { style: 'currency' as const, currency }
  // Intl takes decimal text as it is: nothing is rounded on the way.
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'es-ES', options).format(amount as `${number}`)
}
