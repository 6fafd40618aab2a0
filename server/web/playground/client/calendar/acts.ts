/** What one does in the calendar, one after the other: each is said when it is done, and the week is read again. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CalendarAnswer, CalendarEvent, CalendarScope } from '#shared/playground-calendar.ts'
import type { Language } from '#shared/i18n/pane.ts'
import type { StandInItem } from '#shared/playground.ts'
import { Failure } from '../api.ts'
import { useLocale } from '../tools.ts'
import { Refusal, answer, cancel, change, create } from './api.ts'
import { shifted } from './days.ts'
import { type Draft, changeOf, inputOf, movedTimes } from './draft.ts'
import { type Shown, keyOf } from './layout.ts'
import { type CalendarPlace, goToCalendar } from './place.ts'
import { saidWhen } from './when.ts'
import { useWords } from './words.ts'

export type Shift = { days: number; minutes: number }

/** What stands in the drawer in place of the chosen meeting. */
export type Step =
  | { kind: 'form'; draft: Draft }
  | { kind: 'move'; event: Shown; by: Shift }
  | { kind: 'cancel'; event: Shown }

export type CalendarActs = ReturnType<typeof useCalendarActs>

type Using = {
  place: CalendarPlace & { mailbox: string }
  language: Language
  again: () => void
  loaded: unknown
}

export function useCalendarActs({ place, language, again, loaded }: Using) {
  const words = useWords()
  const locale = useLocale()
  const [step, setOnly] = useState<Step | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [said, setSaid] = useState('')
  const [ghost, setGhost] = useState<Shown | null>(null)
  const here = useRef(place)
  here.current = place
  // Where it was moved to is shown until the week that has it there is here.
  const waits = useRef(false)
  waits.current = busy || step?.kind === 'move'
  useEffect(() => {
    if (!waits.current) setGhost(null)
  }, [loaded])
  useEffect(() => setOnly(null), [place.mailbox])
  const at = { mailbox: place.mailbox, locale: language }
  const setStep = (next: Step | null) => {
    setRefused(undefined)
    setOnly(next)
  }
  const go = (chosen: CalendarPlace['chosen'], day = here.current.day) => goToCalendar({ ...here.current, day, chosen })
  const run = async (work: () => Promise<void>, done: string): Promise<void> => {
    setBusy(true)
    setRefused(undefined)
    try {
      await work()
      setOnly(null)
      setSaid(done)
      again()
    } catch (error) {
      setGhost(null)
      setRefused(wordsOf(error))
    }
    setBusy(false)
  }
  const wordsOf = (error: unknown): string =>
    error instanceof Refusal
      ? error.message
      : error instanceof Failure && error.trouble === 'missing'
        ? words.gone
        : words.refused
  const moveTo = (event: Shown, by: Shift, scope: CalendarScope) => {
    const moved = movedBy(event, by)
    setGhost({ ...moved, ghost: true })
    return run(
      async () => {
        const { originalStart } = event
        const times = event.allDay ? moved.allDay! : movedTimes(new Date(moved.startAt), new Date(moved.endAt))
        const { uid } = await change(at, event.uid, { originalStart, scope, times })
        if (here.current.chosen) go({ uid, start: scope === 'this' ? (originalStart ?? '') : '' })
      },
      words.moved(event.title || words.noTitle, saidWhen(moved, locale)),
    )
  }
  return {
    step,
    setStep,
    busy,
    refused,
    said,
    ghost,
    choose(event: CalendarEvent) {
      setStep(null)
      go({ uid: event.uid, start: event.originalStart ?? '' })
    },
    close() {
      setStep(null)
      go(null)
    },
    /** A series asks first how much of it is meant. */
    move(event: Shown, by: Shift) {
      if (by.days === 0 && by.minutes === 0) return
      if (event.originalStart === null) {
        void moveTo(event, by, 'all')
        return
      }
      setGhost({ ...movedBy(event, by), ghost: true })
      setStep({ kind: 'move', event, by })
    },
    moveTo,
    leaveAsItIs() {
      setGhost(null)
      setStep(null)
    },
    save: (draft: Draft) =>
      run(async () => {
        const { of, scope } = draft
        const { uid } = of ? await change(at, of.uid, changeOf(draft, of)) : await create(at, inputOf(draft))
        go({ uid, start: of && scope === 'this' ? (of.originalStart ?? '') : '' }, draft.day)
      }, words.saved),
    cancel: (event: Shown, scope: CalendarScope) =>
      run(
        async () => {
          await cancel(at, event.uid, { originalStart: event.originalStart, scope })
          if (!event.own || scope === 'following') go(null)
        },
        event.own ? words.wasCancelled : words.wasRemoved,
      ),
    answer: (event: Shown, reply: CalendarAnswer['answer'], scope: 'this' | 'all') =>
      run(() => answer(at, event.uid, { originalStart: event.originalStart, scope, answer: reply }), words.answered),
  }
}

export function movedBy(event: Shown, by: Shift): Shown {
  const start = shifted(new Date(event.startAt), by)
  const lasts = Date.parse(event.endAt) - Date.parse(event.startAt)
  const day = (on: string) => new Date(Date.parse(`${on}T00:00Z`) + by.days * 86_400_000).toISOString().slice(0, 10)
  const { allDay } = event
  return {
    ...event,
    startAt: start.toISOString(),
    endAt: new Date(start.getTime() + lasts).toISOString(),
    allDay: allDay && { startOn: day(allDay.startOn), endOn: day(allDay.endOn) },
  }
}

/** As the pane is told of it. */
export function appointmentOf(event: CalendarEvent): StandInItem {
  const named = (optional: boolean) =>
    event.attendees.filter((one) => one.optional === optional).map(({ name, address }) => ({ name, address }))
  return {
    kind: 'appointment',
    id: keyOf(event),
    write: false,
    organizer: event.organizer,
    required: named(false),
    optional: named(true),
    subject: event.title,
    place: event.place,
    start: event.startAt,
    end: event.endAt,
  }
}
