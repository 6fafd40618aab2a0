/** Days (YYYY-MM-DD) and wall-clock times (YYYY-MM-DDTHH:MM) as the viewer's own clock has them. */

export const viewersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const two = (n: number) => String(n).padStart(2, '0')

export const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`

export const timeOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`

export const wallOf = (at: Date): string => `${dayOf(at)}T${timeOf(at)}`

export const today = (): string => dayOf(new Date())

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(startOf(text).getTime()) && dayOf(startOf(text)) === text

/** Midnight of a day; of a wall time, that time. */
export function startOf(day: string, minutes = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 0, minutes)
}

export const dayAfter = (day: string, days: number): string => {
  const at = startOf(day)
  return dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() + days))
}

/** From Monday on, as work weeks are counted in all of our languages. */
export function weekOf(day: string, count: 5 | 7): string[] {
  const monday = dayAfter(day, -((startOf(day).getDay() + 6) % 7))
  return Array.from({ length: count }, (_, index) => dayAfter(monday, index))
}

export const minutesOf = (at: Date): number => at.getHours() * 60 + at.getMinutes()

/** By the clock on the wall: ten stays ten on the day when the clocks change. */
export const shifted = (at: Date, { days, minutes }: { days: number; minutes: number }): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, at.getHours(), at.getMinutes() + minutes)

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000)
