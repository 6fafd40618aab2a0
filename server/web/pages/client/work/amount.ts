/** "12.500,00 €". The amount is a decimal number as text: Intl reads text without losing a cent. */
export function saidAmount(amount: string | null, currency: string | null, locale: string): string {
  if (amount === null) return ''
  const value = amount as Intl.StringNumericLiteral
  if (currency === null) return new Intl.NumberFormat(locale).format(value)
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
    return format.format(value)
  } catch {
    return `${amount} ${currency}`
  }
}

/** "240 kB": in steps of a thousand, as mail programs say it. */
export function saidSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const digits = value < 10 && unit === 'megabyte' ? 1 : 0
  return value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
}
