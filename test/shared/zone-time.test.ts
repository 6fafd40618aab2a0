/** Local times and instants, across changes of clocks. */
import { describe, expect, it } from 'vitest'
import { instantOf, localTime } from '#shared/zone-time.ts'

describe('a local time', () => {
  it.each([
    ['2026-11-22T10:00', 'Europe/Madrid', '2026-11-22T09:00:00.000Z'],
    ['2026-07-01T10:00', 'Europe/Madrid', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T00:30', 'America/Los_Angeles', '2026-07-01T07:30:00.000Z'],
    ['2026-01-01T05:45', 'Asia/Kathmandu', '2026-01-01T00:00:00.000Z'],
    ['2026-10-25T12:00', 'Europe/Madrid', '2026-10-25T11:00:00.000Z'],
  ])('%s in %s is %s, and back', (local, zone, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant)
    expect(localTime(new Date(instant), zone)).toBe(local)
  })

  it('that the clocks leave out is the one after it', () => {
    expect(localTime(instantOf('2026-03-29T02:30', 'Europe/Madrid'), 'Europe/Madrid')).toBe('2026-03-29T03:30')
  })

  it('that is none is no instant', () => {
    expect(instantOf('tomorrow', 'Europe/Madrid').getTime()).toBeNaN()
  })
})
