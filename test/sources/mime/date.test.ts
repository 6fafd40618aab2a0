import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideSentAt, parseDate } from '#server/sources/mime/date.ts'

const iso = (value: string) => {
  const date = parseDate(value)
  return date && `${date.at.toISOString().replace('.000Z', 'Z')} ${date.zone}`
}

describe('a date that names an instant', () => {
  it.each([
    ['Mon, 2 Mar 2026 10:00:00 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['2 Mar 2026 10:00 +0530', '2026-03-02T04:30:00Z +05:30'],
    ['Mon, 02 Mar 2026 10:00:00 -0000', '2026-03-02T10:00:00Z null'],
    ['Mon, 2 Mar 2026 10:00:00 GMT', '2026-03-02T10:00:00Z +00:00'],
    ['Mon, 2 Mar 2026 10:00:00 EST', '2026-03-02T15:00:00Z -05:00'],
    ['Mon, 2 Mar 2026 10:00:00 CEST', '2026-03-02T08:00:00Z +02:00'],
    ['Mon, 2 Mar 2026 10:00:00 +0100 (CET)', '2026-03-02T09:00:00Z +01:00'],
    ['(a (nested\\) ) one) Mon, 2 (x) Mar 2026 10:00:00 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['Mon, 2 Mar 2026 10(comment):   00  :  00 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['Mon,  2 Mar 26 10:00:00 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['Sat, 2 Mar 96 10:00:00 +0100', '1996-03-02T09:00:00Z +01:00'],
    ['Sat, 2 Mar 126 10:00:00 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['lun, 2 ene 2026 10:00:00 +0100', '2026-01-02T09:00:00Z +01:00'],
    ['mié., 2 sept. 2026 10:00:00 +0200', '2026-09-02T08:00:00Z +02:00'],
    ['Mon Mar  2 10:00:00 2026 +0100', '2026-03-02T09:00:00Z +01:00'],
    ['Mon Mar 2 10:00:00 CET 2026', '2026-03-02T09:00:00Z +01:00'],
    ['2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00Z +01:00'],
    ['2026-03-02 10:00:00Z', '2026-03-02T10:00:00Z +00:00'],
    ['Wed, 29 Feb 2024 23:59:60 +0000', '2024-03-01T00:00:00Z +00:00'],
  ])('%s', (value, expected) => {
    expect(iso(value)).toBe(expected)
  })
})

describe('a date that does not', () => {
  it.each([
    '', '3', 'tomorrow', 'Mon, 2 Mar 2026', 'Mon, 2 Mar 2026 10:00:00', 'Mon Mar  2 10:00:00 2026',
    'Mon, 2 Mar 2026 10:00:00 IST', 'Mon, 2 Mar 2026 10:00:00 J', 'Mon, 2 Mar 2026 10:00:00 +2500',
    'Mon, 2 Mar 2026 10:00:00 +0160', 'Mon, 30 Feb 2026 10:00:00 +0100', 'Mon, 2 Foo 2026 10:00:00 +0100',
    'Mon, 2 Mar 2026 25:00:00 +0100', 'Mon, 2 Mar 2026 10:61:00 +0100', 'Mon, 0 Mar 2026 10:00:00 +0100',
    '2026-03-02', '2026-03-02T10:00:00', '2026-13-02T10:00:00Z', '02/03/2026 10:00:00 +0100', `${' '.repeat(500)}2026`,
    '(Mon, 2 Mar 2026 10:00:00 +0100',
  ])('%j is null, never a guess', (value) => {
    expect(parseDate(value)).toBeNull()
  }) // prettier-ignore

  it('never throws and never gives an invalid date', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
        const date = parseDate(value)
        expect(date === null || !Number.isNaN(date.at.getTime())).toBe(true)
      }),
    )
  })

  it('reads back every instant in every zone', () => {
    const at = fc.date({ min: new Date('1980-01-02'), max: new Date('2100-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(at, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
        const [day, month, year, time] = new Date(whole.getTime() + offset * 60_000)
          .toUTCString()
          .replace(/^\w+, | GMT$/g, '')
          .split(' ')
        const size = Math.abs(offset)
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60) * 100 + (size % 60)).padStart(4, '0')}`
        expect(parseDate(`${day} ${month} ${year} ${time} ${zone}`)?.at).toEqual(whole)
      }),
    )
  })
})

describe('decideSentAt', () => {
  const received = (date: string) => `from a.test by b.test with ESMTPS id x; ${date}`
  const stamps = [received('Mon, 2 Mar 2026 10:00:09 +0100'), received('Mon, 2 Mar 2026 10:00:03 +0100')]
  const decide = (dates: string[], chain = stamps) => {
    const { at, zone, from } = decideSentAt(dates, chain)
    return [at?.toISOString() ?? null, zone, from]
  }

  it('takes the Date field', () => {
    expect(decide(['Mon, 2 Mar 2026 10:00:00 +0100'])).toEqual(['2026-03-02T09:00:00.000Z', '+01:00', 'date'])
  })

  it('takes the first stamp when the date is missing, unreadable or absurd', () => {
    const first = ['2026-03-02T09:00:03.000Z', null, 'received']
    expect(decide([])).toEqual(first)
    expect(decide(['yesterday'])).toEqual(first)
    expect(decide(['Mon, 2 Mar 1970 10:00:00 +0100'])).toEqual(first)
    expect(decide(['Mon, 2 Mar 9999 10:00:00 +0100'])).toEqual(first)
    expect(decide(['Mon, 2 Mar 0000 10:00:00 +0100'])).toEqual(first)
    expect(decide(['Fri, 6 Mar 2026 10:00:00 +0100'])).toEqual(first)
  })

  it('believes a clock that is two days off, and any date that is older', () => {
    expect(decide(['Wed, 4 Mar 2026 09:00:00 +0100'])[2]).toBe('date')
    expect(decide(['Thu, 2 Mar 2006 10:00:00 +0100'])[2]).toBe('date')
  })

  it('passes over absurd stamps, and gives nothing where nothing is believable', () => {
    expect(decide([], [received('Mon, 2 Mar 1901 10:00:00 +0100'), stamps[0]!, received('x')])[0]).toBe(
      '2026-03-02T09:00:09.000Z',
    )
    expect(decide(['x'], [])).toEqual([null, null, null])
    expect(decide([], ['from a.test by b.test'])).toEqual([null, null, null])
  })

  it('takes the second Date field when the first is none', () => {
    expect(decide(['x', 'Mon, 2 Mar 2026 10:00:00 +0100'])[2]).toBe('date')
  })
})
