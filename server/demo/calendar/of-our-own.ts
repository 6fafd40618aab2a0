/** Appointments that are nobody's customer record: among colleagues, alone, private. */
import { ANA, GORKA, JUAN, MARTA } from '../mails/cast.ts'
import type { Clock } from '../mails/clock.ts'
import type { DemoEvent } from './event.ts'

export const ofOurOwn = (d: Clock): DemoEvent[] => [
  {
    key: 'in-rota',
    organiser: MARTA,
    guests: [
      { who: JUAN, answer: 'ACCEPTED' },
      { who: ANA, answer: 'ACCEPTED' },
      { who: GORKA, answer: 'DECLINED', optional: true },
    ],
    title: 'Repaso de la guardia',
    place: 'Cocina',
    madeAt: d.at(22, '17:10'),
    startAt: d.at(20, '08:30'),
    minutes: 30,
    weeks: 6,
  },
  {
    key: 'in-on-call',
    organiser: JUAN,
    guests: [],
    title: 'De guardia',
    madeAt: d.at(18, '09:00'),
    startAt: d.at(15, '09:00'),
    days: 5,
    minutes: 0,
  },
  {
    key: 'pr-notary',
    organiser: ANA,
    guests: [],
    title: 'Notaría: la firma del piso',
    madeAt: d.at(19, '14:02'),
    startAt: d.at(9, '17:00'),
    minutes: 60,
    isPrivate: true,
  },
]
