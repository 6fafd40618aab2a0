/** The fake server's words in both languages, and instants relative to now. */
export type Say = (en: string, es: string) => string

export const sayIn =
  (locale: string): Say =>
  (en, es) =>
    locale === 'es' ? es : en

/** Instants in UTC; the hour keeps them on the same day in Europe. */
export function daysAgo(days: number, hour = 10): string {
  const at = new Date()
  at.setUTCDate(at.getUTCDate() - days)
  at.setUTCHours(hour, 32, 0, 0)
  return at.toISOString()
}
