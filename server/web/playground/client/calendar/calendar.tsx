import { useEffect, useState } from 'preact/hooks'
import type { Language } from '#shared/i18n/pane.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { PaneFrame } from '../pane-frame.tsx'
import { useLoaded, useLocale, useRemembered } from '../tools.ts'
import { TroubleView } from '../trouble.tsx'
import { getWeek } from './api.ts'
import { Bar } from './bar.tsx'
import { DayList } from './day-list.tsx'
import { dayAfter, dayOf, startOf, weekOf } from './days.ts'
import { draftAppointment, newDraft } from './draft.ts'
import { Drawer } from './drawer.tsx'
import { appointmentOf, useCalendarActs } from './acts.ts'
import { isOn, keyOf, type Shown } from './layout.ts'
import { type CalendarPlace, goToCalendar } from './place.ts'
import { CalendarTabs } from './calendar-tabs.tsx'
import { useNarrow, useNow } from './screen.ts'
import { WeekGrid } from './week-grid.tsx'
import { useWords } from './words.ts'

type Props = { state: PlaygroundState; place: CalendarPlace; language: Language; dark: boolean }

/** A week of the mailbox's calendar, what is chosen in it, and the record of who comes. */
export function Calendar({ state, place: asked, language, dark }: Props) {
  const words = useWords()
  const locale = useLocale()
  const now = useNow()
  const narrow = useNarrow()
  const [count, setCount] = useRemembered('calendar-days', '7')
  const place = { ...asked, mailbox: mailboxOf(asked, state) }
  const days = weekOf(place.day, count === '5' ? 5 : 7)
  const week = useLoaded(`${place.mailbox} ${days[0]} ${days.length}`, (signal) => {
    const span = { from: startOf(days[0] ?? ''), to: startOf(dayAfter(days.at(-1) ?? '', 1)) }
    return getWeek({ mailbox: place.mailbox, ...span }, signal)
  })
  // The page asks for its state whenever something was committed: a colleague may have moved one of these.
  const { again } = week
  useEffect(again, [state, again])
  const acts = useCalendarActs({ place, language, again: week.again, loaded: week.value })
  const items: Shown[] = (week.value?.items ?? [])
    .map((event) => ({ ...event, key: keyOf(event) }))
    .filter((event) => days.some((day) => isOn(event, day)))
  const chosen = findChosen(items, place)
  const goTo = (day: string) => goToCalendar({ ...place, day, chosen: null })
  const choose = (event: Shown) => acts.choose(event)
  const begin = (at?: Date) => acts.setStep({ kind: 'form', draft: newDraft(at ?? nextHour(now, days)) })
  const { step } = acts
  const open = step !== null || place.chosen !== null
  const [shownTab, setTab] = useState<'list' | 'record'>('list')
  const tab = shownTab === 'record' ? 'record' : open ? 'message' : 'list'
  const body = { items, days, now, locale, chosen: chosen?.key ?? null, choose }
  return (
    <>
      <main class="rooms calendar-rooms" data-tab={tab} aria-label={words.calendar}>
        <section class="room room-list calendar" aria-label={words.calendar} aria-busy={week.loading}>
          <Bar {...{ state, place, days, count, setCount, goTo, begin }} />
          {week.trouble && !week.loading ? (
            <TroubleView trouble={week.trouble} again={week.again} />
          ) : narrow ? (
            <DayList {...body} loading={week.loading} />
          ) : (
            <WeekGrid {...body} ghost={acts.ghost} begin={begin} move={acts.move} />
          )}
          {(week.value?.unreadable ?? 0) > 0 && <p class="padded faint">{words.unreadable(week.value!.unreadable)}</p>}
          {narrow && !week.loading && items.length === 0 && !week.trouble && (
            <p class="padded faint">{words.noMeetings}</p>
          )}
        </section>
        {(open || narrow) && (
          <Drawer {...{ acts, chosen, locale, state }} loading={week.loading} left={standsRight(chosen, step, days)} />
        )}
        <PaneFrame
          key={`${language} ${state.me?.id}`}
          {...{ language, dark, self: place.mailbox }}
          waiting={place.chosen !== null && week.loading}
          meeting={(step?.kind === 'form' ? step.draft.of : chosen) ?? null}
          item={
            step?.kind === 'form' ? draftAppointment(step.draft, place.mailbox) : chosen ? appointmentOf(chosen) : null
          }
        />
      </main>
      <CalendarTabs tab={tab} setTab={setTab} open={open} close={acts.close} />
      <p class="sr-only" role="status">
        {acts.said}
      </p>
    </>
  )
}

/** The link may name a mailbox that this user has not got, or none at all: then the first one. */
const mailboxOf = ({ mailbox }: CalendarPlace, { mailboxes }: PlaygroundState): string =>
  (mailboxes.find(({ address }) => address === mailbox) ?? mailboxes[0])?.address ?? ''

const findChosen = (items: Shown[], { chosen }: CalendarPlace): Shown | undefined =>
  chosen
    ? items.find(({ uid, originalStart }) => uid === chosen.uid && (!chosen.start || originalStart === chosen.start))
    : undefined

/** The drawer stands over the other half of the week. */
function standsRight(
  chosen: Shown | undefined,
  step: { kind: string; draft?: { day: string } } | null,
  days: string[],
) {
  const day = step?.draft?.day ?? (chosen && dayOf(new Date(chosen.startAt)))
  return day !== undefined && days.indexOf(day) >= days.length / 2
}

function nextHour(now: Date, days: string[]): Date {
  const first = startOf(days[0] ?? '', 10 * 60)
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 1)
  return days.includes(dayOf(next)) ? next : first
}
