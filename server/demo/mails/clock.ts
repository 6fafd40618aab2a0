/**
 * When the demo happens: working days before now in Bilbao, so that its mail is always recent and in office hours,
 * and dates within the texts agree with the dates of the mails. Pure.
 */
export const OFFICE_ZONE = 'Europe/Madrid'

export type Language = 'es' | 'en'

export type Clock = {
  now: Date
  /** The wall time on the n-th working day before today (n ≥ 1), or after it (n ≤ -1). */
  at(daysAgo: number, time: string, zone?: string): Date
  /** So many working minutes before now: for what happened "just now", also on a Monday at eight. */
  recent(minutes: number): Date
  /** "jueves 12 de noviembre", "Thursday 12 November" */
  day(daysAgo: number, language: Language): string
  /** "jueves", "Thursday" */
  weekday(daysAgo: number, language: Language): string
  /** The Saturday after that working day: "sábado 14 de noviembre". */
  saturday(daysAgo: number, language: Language): string
  /** The wall time on that Saturday. */
  saturdayAt(daysAgo: number, time: string): Date
  /** "14/11/2025", as offers and invoices write it. */
  date(daysAgo: number): string
}

const DAY = 86_400_000
const MINUTE = 60_000
const OPENS = 8 * 60 + 30
const CLOSES = 18 * 60

const WEEKDAYS = {
  es: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const MONTHS = {
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

export type Wall = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
  /** Minutes east of UTC. */
  offset: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', second: '2-digit', ...numeric })
  formats.set(zone, made)
  return made
}

/** What a clock on the wall in `zone` shows at `instant`. */
export function wallOf(instant: Date, zone: string): Wall {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = Math.round((asUtc - instant.getTime()) / MINUTE)
  return { year, month, day, hour, minute, second, weekday: new Date(asUtc).getUTCDay(), offset }
}

/** The instant at which a clock in `zone` shows `minutes` past midnight of that date (`midnight`: the date at 00:00 UTC). */
function instantOf(midnight: number, minutes: number, zone: string): Date {
  const wall = midnight + minutes * MINUTE
  const guess = new Date(wall - wallOf(new Date(wall), zone).offset * MINUTE)
  return new Date(wall - wallOf(guess, zone).offset * MINUTE)
}

const minutesOf = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const saturdayAfter = (date: Date) => new Date(date.getTime() + ((6 - date.getUTCDay() + 7) % 7) * DAY)

const isWorking = (midnight: number) => ![0, 6].includes(new Date(midnight).getUTCDay())

export function createClock(now: Date): Clock {
  const today = wallOf(now, OFFICE_ZONE)
  const midnight = Date.UTC(today.year, today.month - 1, today.day)

  const workingDay = (daysAgo: number): Date => {
    let date = midnight
    for (let left = Math.abs(daysAgo); left > 0;) {
      date -= Math.sign(daysAgo) * DAY
      if (isWorking(date)) left -= 1
    }
    return new Date(date)
  }
  const said = (date: Date, language: Language) => {
    const of = language === 'es' ? 'de ' : ''
    return `${WEEKDAYS[language][date.getUTCDay()]} ${date.getUTCDate()} ${of}${MONTHS[language][date.getUTCMonth()]}`
  }

  return {
    now,
    at: (daysAgo, time, zone = OFFICE_ZONE) => instantOf(workingDay(daysAgo).getTime(), minutesOf(time), zone),
    recent(minutes) {
      let date = midnight
      let until = Math.min(today.hour * 60 + today.minute, CLOSES)
      for (let left = minutes; ;) {
        const open = isWorking(date) ? until - OPENS : 0
        if (open >= left) return instantOf(date, until - left, OFFICE_ZONE)
        left -= Math.max(open, 0)
        date -= DAY
        until = CLOSES
      }
    },
    day: (daysAgo, language) => said(workingDay(daysAgo), language),
    weekday: (daysAgo, language) => WEEKDAYS[language][workingDay(daysAgo).getUTCDay()] ?? '',
    saturday: (daysAgo, language) => said(saturdayAfter(workingDay(daysAgo)), language),
    saturdayAt: (daysAgo, time) =>
      instantOf(saturdayAfter(workingDay(daysAgo)).getTime(), minutesOf(time), OFFICE_ZONE),
    date(daysAgo) {
      const [year, month, day] = workingDay(daysAgo).toISOString().slice(0, 10).split('-')
      return `${day}/${month}/${year}`
    },
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** "10:05" */
export const timeOf = (wall: Wall): string => `${two(wall.hour)}:${two(wall.minute)}`

/** "Thu, 12 Nov 2025 10:12:33 +0100", as a Date header says it. */
export function mailDate(instant: Date, zone: string): string {
  const wall = wallOf(instant, zone)
  const sign = wall.offset < 0 ? '-' : '+'
  const offset = `${sign}${two(Math.floor(Math.abs(wall.offset) / 60))}${two(Math.abs(wall.offset) % 60)}`
  const day = `${shortWeekday(wall, 'en')}, ${wall.day} ${shortMonth(wall, 'en')} ${wall.year}`
  return `${day} ${timeOf(wall)}:${two(wall.second)} ${offset}`
}

/** "jue", "Thu" */
export const shortWeekday = (wall: Wall, language: Language): string => longWeekday(wall, language).slice(0, 3)

/** "jueves", "Thursday" */
export const longWeekday = (wall: Wall, language: Language): string => WEEKDAYS[language][wall.weekday] ?? ''

/** "nov", "Nov"; in September Spanish clients write "sept". */
export function shortMonth(wall: Wall, language: Language): string {
  const long = longMonth(wall, language)
  return long === 'septiembre' ? 'sept' : long.slice(0, 3)
}

export const longMonth = (wall: Wall, language: Language): string => MONTHS[language][wall.month - 1] ?? ''
