/** Local times (YYYY-MM-DDTHH:MM) and instants, by Intl alone. `zone` is an IANA name; without it, that of the machine. */

export function localTime(at: Date, zone?: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone)
  return `${year}-${month}-${day}T${hour}:${minute}`
}

/** What is no time is an invalid date. An hour that a change of clocks leaves out is the one after it. */
export function instantOf(local: string, zone?: string): Date {
  const asUtc = new Date(`${local.slice(0, 16)}Z`)
  if (zone === undefined || Number.isNaN(asUtc.getTime())) return new Date(local)
  const first = asUtc.getTime() - offsetAt(asUtc, zone)
  return new Date(asUtc.getTime() - offsetAt(new Date(first), zone))
}

function offsetAt(at: Date, zone: string): number {
  const minute = Math.floor(at.getTime() / 60_000) * 60_000
  return Date.parse(`${localTime(at, zone)}Z`) - minute
}

function partsOf(at: Date, zone: string | undefined) {
  const format = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return parts as Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>
}
