/**
 * Appointments with Harbour & Finch Logistics: before they sign, the call of each week (once moved, once cancelled), the
 * review that Marta promised (in three of our calendars), Rotterdam.
 */
import { ANA, JUAN, MARTA, PRIYA, TOM } from '../mails/cast.ts'
import type { Clock } from '../mails/clock.ts'
import type { DemoEvent } from './event.ts'

export const withHarbourFinch = (d: Clock): DemoEvent[] => [
  dispatchWalk(d),
  weeklyCall(d),
  serviceReview(d),
  rotterdamCall(d),
]

export const dispatchWalk = (d: Clock): DemoEvent => ({
  key: 'hf-walk',
  organiser: TOM,
  guests: [
    { who: ANA, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
  ],
  title: 'Walk round dispatch with Sirinube',
  place: 'Harbour & Finch, gate 3 (bring boots)',
  text: 'Half an hour on the floor, then a room with a whiteboard. Please do not wear anything you are fond of.',
  madeAt: d.at(68, '10:20', TOM.zone),
  startAt: d.at(61, '10:00', TOM.zone),
  minutes: 120,
})

export const weeklyCall = (d: Clock): DemoEvent => ({
  key: 'hf-weekly',
  organiser: TOM,
  guests: [
    { who: JUAN, answer: 'ACCEPTED' },
    { who: ANA, answer: 'TENTATIVE', optional: true },
  ],
  title: 'WMS: weekly call',
  joinUrl: 'https://meet.harbourfinch.example/wms',
  text: 'What broke, what is next, who does it. Fifteen minutes if we can.',
  madeAt: d.at(38, '15:02', TOM.zone),
  startAt: d.at(36, '09:30', TOM.zone),
  minutes: 30,
  weeks: 10,
  changes: [
    { week: 5, at: d.at(13, '15:31', TOM.zone), movedTo: d.at(10, '09:30', TOM.zone) },
    { week: 6, at: d.at(7, '15:58', TOM.zone), cancelled: true },
  ],
})

export const serviceReview = (d: Clock): DemoEvent => ({
  key: 'hf-review',
  organiser: MARTA,
  guests: [
    { who: PRIYA, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
    { who: ANA, answer: 'ACCEPTED', optional: true },
  ],
  title: 'Service review, and the coffee I owe you',
  place: 'Harbour & Finch, first floor',
  joinUrl: 'https://meet.sirinube.example/harbour-finch',
  text: 'Juan and I come to you; Ana joins by video. What happened, what we changed, what dispatch says of it since.',
  madeAt: d.at(24, '10:05'),
  startAt: d.at(12, '11:00'),
  minutes: 90,
})

export const rotterdamCall = (d: Clock): DemoEvent => ({
  key: 'hf-rotterdam-call',
  organiser: TOM,
  guests: [
    { who: ANA, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'NEEDS-ACTION' },
  ],
  title: 'Rotterdam: one server or two?',
  place: 'https://meet.harbourfinch.example/rotterdam',
  joinUrl: 'https://meet.harbourfinch.example/rotterdam',
  madeAt: d.at(2, '09:02', TOM.zone),
  startAt: d.at(-3, '10:00', TOM.zone),
  minutes: 30,
})
