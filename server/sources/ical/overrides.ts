/** What overrides instances of a series (RECURRENCE-ID): one alone, or one and all after it. Pure. */
import type { CalendarEvent, Moment } from './event.ts'
import type { Instance } from './instances.ts'
import { instantOf, lengthOf, nameOf } from './moment.ts'

const DAY = 86_400_000

export type OverrideSet = {
  /** By the name of the instance. */
  single: Map<string, CalendarEvent>
  /** The instance as something overrides it; null when nothing does. */
  apply(original: Moment): Instance | null
}

export function overrideSet(overrides: CalendarEvent[], master: CalendarEvent): OverrideSet {
  const single = new Map<string, CalendarEvent>()
  // Some name the instance of a timed event by its day.
  const byDay = new Map<number, CalendarEvent>()
  for (const one of overrides) {
    const { instance, following } = one.overrides!
    if (following) continue
    if (instance.date && !master.start.date) byDay.set(dayOf(instance), one)
    else single.set(nameOf({ ...instance, date: master.start.date }), one)
  }
  const following = overrides
    .filter((one) => one.overrides!.following)
    .map((one) => ({ one, from: instantOf(one.overrides!.instance) }))
    .toSorted((a, b) => b.from - a.from)
  return {
    single,
    apply(original) {
      const one = single.get(nameOf(original)) ?? byDay.get(dayOf(original))
      if (one) return { original, shown: one, start: one.start, length: lengthOf(one.start, one.end) }
      const instant = following.length > 0 ? instantOf(original) : 0
      const from = following.find((each) => each.from <= instant)
      return from ? shifted(from.one, original) : null
    },
  }
}

const dayOf = ({ wall }: Moment) => Math.floor(wall / DAY)

/** This and following: each as much later or earlier as the first of them, by the clock of the place that it moved to. */
function shifted(change: CalendarEvent, original: Moment): Instance {
  const { start } = change
  const local = (moment: Moment) => {
    const wall = moment.date ? moment.wall : start.zone.toWall(instantOf(moment))
    return start.date ? Math.floor(wall / DAY) * DAY : wall
  }
  const wall = start.wall + local(original) - local(change.overrides!.instance)
  return { original, shown: change, start: { ...start, wall }, length: lengthOf(start, change.end) }
}
