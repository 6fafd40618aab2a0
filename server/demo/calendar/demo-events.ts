/** All appointments of the demo company, from four months before `now` to two weeks after. Pure: the same `now` gives the same bytes. */
import { createClock } from '../mails/clock.ts'
import { holdersOf } from '../mails/talk.ts'
import type { DemoEvent } from './event.ts'
import { uidOf, writeCalendar } from './event.ts'
import { ofOurOwn } from './of-our-own.ts'
import { withCustomers } from './with-customers.ts'
import { withHarbourFinch } from './with-harbour-finch.ts'

/** `in`: the mailboxes whose calendars hold it. */
export type WrittenEvent = { event: DemoEvent; uid: string; text: string; in: string[] }

export function demoEvents(now: Date): WrittenEvent[] {
  const clock = createClock(now)
  return [...withHarbourFinch(clock), ...withCustomers(clock), ...ofOurOwn(clock)].map((event) => ({
    event,
    uid: uidOf(event),
    text: writeCalendar(event),
    in: [event.organiser, ...event.guests.map(({ who }) => who)].flatMap(({ address }) =>
      holdersOf(address).map((holder) => holder.address),
    ),
  }))
}
