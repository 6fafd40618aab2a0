/** The generated calendar: weekly events of Ana with one to three customers, a file for every twenty; some moved, some called off, some private. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { makePeople } from './people.ts'
import type { People, Writer } from './people.ts'

const WEEKS = 13
const EVENTS_A_FILE = 20
const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR

/** @returns how many instances the folder holds; `meetings` rounded up to whole events */
export async function writeCalendar(folder: string, meetings: number): Promise<number> {
  await mkdir(folder, { recursive: true })
  const random = createRandom(7)
  const people = makePeople(random)
  const events = Array.from({ length: Math.ceil(meetings / WEEKS) }, (_, n) => eventOf(n, random, people))
  for (let at = 0; at < events.length; at += EVENTS_A_FILE) {
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//bench//EN',
      ...events.slice(at, at + EVENTS_A_FILE).flat(),
    ]
    await writeFile(join(folder, `calendar-${at}.ics`), [...lines, 'END:VCALENDAR', ''].join('\r\n'))
  }
  return events.length * WEEKS
}

const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
const local = (at: number) => stamp(at).replace('Z', '')

function eventOf(n: number, random: Random, { ana, customers }: People): string[] {
  const start = Date.UTC(2026, 1, 2, 8 + (n % 9)) + (n % 5) * 24 * HOUR
  const guests = Array.from({ length: 1 + random.below(3) }, () => random.pick(customers))
  const common = [
    `UID:bench-${n}@nuestra.example`,
    `DTSTAMP:${stamp(start - WEEK)}`,
    `SUMMARY:Seguimiento ${n} con ${guests[0]!.name}`,
    'LOCATION:Sala 2',
    String.raw`DESCRIPTION:Orden del día:\n- Estado de las entregas\n- Próximos pasos\nhttps://meet.jit.si/sala-${n}`,
    `ORGANIZER;CN=${ana.name}:mailto:${ana.address}`,
    ...guests.map((guest: Writer) => `ATTENDEE;CN=${guest.name};PARTSTAT=ACCEPTED:mailto:${guest.address}`),
    ...(n % 25 === 0 ? ['CLASS:PRIVATE'] : []),
  ]
  const one = (lines: string[]) => ['BEGIN:VEVENT', ...common, ...lines, 'END:VEVENT']
  const at = (weeks: number) => `;TZID=Europe/Madrid:${local(start + weeks * WEEK)}`
  return [
    ...one([`DTSTART${at(0)}`, 'DURATION:PT1H', `RRULE:FREQ=WEEKLY;COUNT=${WEEKS}`]),
    ...one([
      `RECURRENCE-ID${at(3)}`,
      `DTSTART;TZID=Europe/Madrid:${local(start + 3 * WEEK + 2 * HOUR)}`,
      'DURATION:PT30M',
    ]),
    ...one([`RECURRENCE-ID${at(7)}`, `DTSTART${at(7)}`, 'DURATION:PT1H', 'STATUS:CANCELLED']),
  ]
}
