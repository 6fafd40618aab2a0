/** Meetings made in the playground: what stands in whose calendar afterwards, and what the river makes of it. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { createPlayground } from '#server/sync/playground.ts'
import type { Interaction } from '#shared/api.ts'
import type { CalendarEvent, CalendarInput, CalendarWeek } from '#shared/playground-calendar.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, MARTA] = ['ana@ours.test', 'juan@ours.test', 'marta@ours.test']
const EVA = 'eva@client.test'
const ZONE = 'Europe/Madrid'

const people = (...addresses: string[]) => addresses.map((address) => ({ address, optional: false }))

const plain: CalendarInput = {
  times: { start: '2026-11-24T10:00', end: '2026-11-24T11:00', zone: ZONE },
  title: 'Offer 118',
  place: 'Their office',
  text: 'The DMZ',
  attendees: people(EVA, JUAN),
  repeats: { every: 'never', until: null },
  private: false,
}

/** On 10, 17 and 24 November, 1 and 8 December, at nine in UTC. */
const series: Partial<CalendarInput> = {
  times: { start: '2026-11-10T10:00', end: '2026-11-10T11:00', zone: ZONE },
  repeats: { every: 'weekly', until: '2026-12-08' },
}
const at = (day: string) => `2026-${day}T09:00:00.000Z`

describeEachDatabase('the calendar of the playground', ({ fresh }) => {
  let company: Company
  let app: ReturnType<typeof createApp>
  const morning = new Date('2026-11-20T08:00:00Z')
  const clock = { at: morning }
  const later = () => (clock.at = new Date(clock.at.getTime() + 60_000))

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    company.engine.now = () => clock.at
    const playground = createPlayground(company.engine, company.mail)
    app = createApp({ ...company.engine, demo: true, playground, wake: () => {} })
    for (const one of [ANA, JUAN, MARTA]) {
      await company.user(one, { name: one.split('@')[0]! })
      await company.import(one, { 'to-eva.eml': letter({ from: one, to: EVA, id: `to-eva-${one}` }) })
    }
    await company.engine.database.db.updateTable('mailboxes').set({ reviewed_at: clock.at }).execute()
  })
  beforeEach(() => (clock.at = morning))
  afterAll(() => company.close())

  const path = (mailbox: string, more = '') => `/playground/api/calendar${more}?mailbox=${mailbox}`
  const call = async (who: string, method: string, href: string, body?: unknown): Promise<Response> =>
    app.request(href, {
      method,
      headers: { authorization: `Bearer ${company.tokenOf(who)}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const done = async <T>(response: Promise<Response>): Promise<T> => {
    const answered = await response
    const text = await answered.text()
    if (!answered.ok) throw new Error(`${answered.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
  const make = async (input: Partial<CalendarInput> = {}, who = ANA): Promise<string> =>
    (await done<{ uid: string }>(call(who, 'POST', path(who), { ...plain, ...input }))).uid
  const change = (uid: string, body: object, who = ANA) =>
    done<{ uid: string }>(call(who, 'PATCH', path(who, `/${uid}`), { originalStart: null, scope: 'all', ...body }))
  const cancel = (uid: string, query: Record<string, string>, who = ANA) =>
    done<void>(call(who, 'DELETE', `${path(who, `/${uid}`)}&${new URLSearchParams(query)}`))
  /** Of November and December 2026. */
  const shown = async (who: string, uid: string): Promise<CalendarEvent[]> => {
    const span = '&from=2026-11-01T00:00:00Z&to=2027-01-01T00:00:00Z'
    const { items } = await done<CalendarWeek>(call(who, 'GET', path(who) + span))
    return items.filter((event) => event.uid === uid)
  }
  const starts = async (who: string, uid: string) => (await shown(who, uid)).map(({ startAt }) => startAt.slice(0, 16))
  const states = async (who: string, uid: string) =>
    (await shown(who, uid)).map(({ state }) => (state.reason ? `${state.outcome} ${state.reason}` : state.outcome))
  const meetings = async (who: string, uid: string): Promise<Interaction[]> => {
    const { items } = await done<List<Interaction>>(call(who, 'GET', '/api/interactions?kind=meeting&limit=200'))
    return items.filter(({ meeting }) => meeting?.uid === uid)
  }
  const fileOf = async (who: string, uid: string): Promise<string | undefined> => {
    const home = join(company.mail, 'calendar', who)
    for (const name of await readdir(home)) {
      const text = await readFile(join(home, name), 'utf8')
      if (text.includes(`UID:${uid}`)) return text.replaceAll('\r\n ', '')
    }
    return undefined
  }

  it('puts a meeting into the calendars of the organizer and of whoever of ours is invited; it is planned, then logged', async () => {
    const uid = await make()
    const [event] = await shown(JUAN, uid)
    expect(event).toMatchObject({
      title: 'Offer 118',
      place: 'Their office',
      startAt: '2026-11-24T09:00:00.000Z',
      zone: ZONE,
      own: false,
      answer: 'none',
      organizer: { address: ANA, name: 'ana' },
      state: { outcome: 'planned' },
    })
    expect(await states(ANA, uid)).toEqual(['planned'])
    expect(await fileOf(MARTA, uid).catch(() => undefined)).toBeUndefined()
    expect(await meetings(ANA, uid)).toEqual([])
    clock.at = new Date('2026-11-24T09:05:00Z')
    const [met, ...more] = await meetings(JUAN, uid)
    expect(more).toEqual([])
    expect(met?.subject).toBe('Offer 118')
    expect(met?.occurrences.map(({ mailbox }) => mailbox).toSorted()).toEqual([ANA, JUAN])
    expect(await states(ANA, uid)).toEqual(['logged'])
  })

  it('moves one of a series, and says so to everybody', async () => {
    const uid = await make(series)
    const times = { start: '2026-11-25T16:00', end: '2026-11-25T16:30', zone: ZONE }
    later()
    await change(uid, { originalStart: at('11-24'), scope: 'this', times })
    for (const who of [ANA, JUAN]) {
      expect(await starts(who, uid)).toEqual([
        '2026-11-10T09:00',
        '2026-11-17T09:00',
        '2026-11-25T15:00',
        '2026-12-01T09:00',
        '2026-12-08T09:00',
      ])
      expect(await states(who, uid)).toEqual(['logged', 'logged', 'planned', 'planned', 'planned'])
    }
    const moved = (await shown(JUAN, uid)).find(({ originalStart }) => originalStart === at('11-24'))
    expect(moved).toMatchObject({ endAt: '2026-11-25T15:30:00.000Z', title: 'Offer 118' })
    const text = (await fileOf(JUAN, uid)) ?? ''
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Madrid:20261124T100000')
    expect(text).toContain('SEQUENCE:1')
  })

  it('moves all of a series: what has been keeps its meeting, what comes moves', async () => {
    const uid = await make(series)
    later()
    const times = { start: '2026-11-25T12:30', end: '2026-11-25T13:30', zone: ZONE }
    const before = await meetings(ANA, uid)
    expect(before.map(({ occurredAt }) => occurredAt?.slice(0, 10))).toEqual(['2026-11-17', '2026-11-10'])
    await change(uid, { originalStart: at('11-24'), scope: 'all', times })
    expect(await starts(JUAN, uid)).toEqual([
      '2026-11-11T11:30',
      '2026-11-18T11:30',
      '2026-11-25T11:30',
      '2026-12-02T11:30',
      '2026-12-09T11:30',
    ])
    // Where the past ones stand now, nothing was.
    expect(await states(ANA, uid)).toEqual(['skipped cancelled', 'skipped cancelled', 'planned', 'planned', 'planned'])
    expect((await meetings(ANA, uid)).map(({ id, occurredAt }) => ({ id, occurredAt }))).toEqual(
      before.map(({ id, occurredAt }) => ({ id, occurredAt })),
    )
  })

  it('ends a series and begins another for this one and all after it', async () => {
    const uid = await make(series)
    later()
    const times = { start: '2026-12-01T18:00', end: '2026-12-01T19:00', zone: ZONE }
    const { uid: next } = await change(uid, { originalStart: at('12-01'), scope: 'following', times, title: 'Later' })
    expect(next).not.toBe(uid)
    expect(await starts(JUAN, uid)).toEqual(['2026-11-10T09:00', '2026-11-17T09:00', '2026-11-24T09:00'])
    expect(await starts(JUAN, next)).toEqual(['2026-12-01T17:00', '2026-12-08T17:00'])
    expect((await shown(JUAN, next)).map(({ title }) => title)).toEqual(['Later', 'Later'])
    clock.at = new Date('2026-12-31T00:00:00Z')
    expect((await meetings(ANA, uid)).length + (await meetings(ANA, next)).length).toBe(5)
  })

  it('cancels one, this one and all after it, or all; before it began it is not logged', async () => {
    const uid = await make(series)
    later()
    await cancel(uid, { originalStart: at('11-24'), scope: 'this' })
    expect(await states(JUAN, uid)).toEqual(['logged', 'logged', 'skipped cancelled', 'planned', 'planned'])
    later()
    await cancel(uid, { originalStart: at('12-08'), scope: 'following' })
    expect(await starts(JUAN, uid)).toHaveLength(4)
    later()
    await cancel(uid, { originalStart: at('12-01'), scope: 'all' })
    const events = await shown(JUAN, uid)
    expect(events.map(({ cancelled }) => cancelled)).toEqual([true, true, true, true])
    expect((await states(JUAN, uid)).slice(2)).toEqual(['skipped cancelled', 'skipped cancelled'])
    expect(await fileOf(ANA, uid)).toContain('STATUS:CANCELLED')
    clock.at = new Date('2026-12-31T00:00:00Z')
    expect((await meetings(ANA, uid)).map(({ occurredAt }) => occurredAt?.slice(0, 10))).toEqual([
      '2026-11-17',
      '2026-11-10',
    ])
  })

  it('takes an answer to the organizer, and removes a meeting from one calendar alone', async () => {
    const uid = await make({ attendees: people(EVA, JUAN, MARTA) })
    later()
    const body = { originalStart: null, scope: 'all', answer: 'accepted' }
    await done(call(JUAN, 'PUT', path(JUAN, `/${uid}/answer`), body))
    const answerIn = async (who: string, of: string) =>
      (await shown(who, uid))[0]?.attendees.find(({ address }) => address === of)?.answer
    expect(await answerIn(ANA, JUAN)).toBe('accepted')
    expect((await shown(JUAN, uid))[0]?.answer).toBe('accepted')
    later()
    await cancel(uid, { scope: 'all' }, MARTA)
    expect(await shown(MARTA, uid)).toEqual([])
    expect(await answerIn(ANA, MARTA)).toBe('declined')
    expect(await states(ANA, uid)).toEqual(['planned'])
    // Another time is another question.
    later()
    await change(uid, { times: { start: '2026-11-26T10:00', end: '2026-11-26T11:00', zone: ZONE } })
    expect(await answerIn(JUAN, JUAN)).toBe('none')
  })

  it('says why a meeting is not logged: private, among colleagues', async () => {
    expect(await states(ANA, await make({ private: true }))).toEqual(['skipped private'])
    expect(await states(JUAN, await make({ attendees: people(JUAN) }))).toEqual(['skipped internal'])
  })

  it('keeps whole days, and the hour of a series over the change of clocks', async () => {
    const fair = await make({ times: { startOn: '2026-11-26', endOn: '2026-11-27' } })
    expect((await shown(ANA, fair))[0]?.allDay).toEqual({ startOn: '2026-11-26', endOn: '2026-11-27' })
    await change(fair, { times: { startOn: '2026-11-27', endOn: '2026-11-27' } })
    expect((await shown(JUAN, fair))[0]?.allDay).toEqual({ startOn: '2026-11-27', endOn: '2026-11-27' })
    const uid = await make({
      times: { start: '2026-10-20T10:00', end: '2026-10-20T11:00', zone: ZONE },
      repeats: { every: 'weekly', until: '2026-11-03' },
    })
    const span = '&from=2026-10-01T00:00:00Z&to=2026-11-10T00:00:00Z'
    const { items } = await done<CalendarWeek>(call(ANA, 'GET', path(ANA) + span))
    expect(items.filter((event) => event.uid === uid).map(({ startAt }) => startAt)).toEqual([
      '2026-10-20T08:00:00.000Z',
      '2026-10-27T09:00:00.000Z',
      '2026-11-03T09:00:00.000Z',
    ])
  })

  it('takes out whoever is no longer invited', async () => {
    const uid = await make({ attendees: people(EVA, JUAN) })
    later()
    await change(uid, { attendees: people(EVA, MARTA) })
    expect((await shown(JUAN, uid)).map(({ cancelled }) => cancelled)).toEqual([true])
    expect(await states(MARTA, uid)).toEqual(['planned'])
    expect(await states(ANA, uid)).toEqual(['planned'])
  })

  describe('refuses', () => {
    const refusal = async (response: Promise<Response>) => {
      const answered = await response
      return [answered.status, ((await answered.json()) as { detail: string }).detail]
    }
    it('what is wrong, and names it in the language of whoever asks', async () => {
      const post = (input: object, locale = 'en') =>
        refusal(call(ANA, 'POST', `${path(ANA)}&locale=${locale}`, { ...plain, ...input }))
      const backwards = { times: { start: '2026-11-24T10:00', end: '2026-11-24T09:00', zone: ZONE } }
      expect(await post(backwards)).toEqual([422, 'It ends before it begins.'])
      expect(await post(backwards, 'es')).toEqual([422, 'Termina antes de empezar.'])
      expect(await post({ attendees: people('nobody') })).toEqual([422, '"nobody" is not a mail address.'])
      expect(await post({ times: { startOn: '2026-02-31', endOn: '2026-03-01' } })).toEqual([
        422,
        '"2026-02-31" is no date or time.',
      ])
      expect(await post({ repeats: { every: 'daily', until: '2026-01-01' } })).toEqual([
        422,
        'The last repetition is before the first.',
      ])
      expect(await post({ times: { start: '2026-11-24T10:00', end: '2026-11-24T11:00', zone: 'Mars/One' } })).toEqual([
        422,
        '"Mars/One" is no time zone.',
      ])
    })

    it('what is somebody else’s, what is not there, and whoever is not invited', async () => {
      const uid = await make()
      const move = { originalStart: null, scope: 'all', title: 'Mine now' }
      expect(await refusal(call(JUAN, 'PATCH', path(JUAN, `/${uid}`), move))).toEqual([
        403,
        `Only ${ANA} can change this meeting. You can answer it.`,
      ])
      expect((await call(JUAN, 'GET', `${path(ANA)}&from=2026-11-01&to=2026-12-01`)).status).toBe(404)
      expect((await call(JUAN, 'POST', path(ANA), plain)).status).toBe(404)
      expect((await call(MARTA, 'PATCH', path(MARTA, `/${uid}`), move)).status).toBe(404)
      const weekly = await make(series)
      const never = { originalStart: '2026-11-25T09:00:00.000Z', scope: 'this', title: 'x' }
      expect((await call(ANA, 'PATCH', path(ANA, `/${weekly}`), never)).status).toBe(404)
      const answer = { originalStart: null, scope: 'all', answer: 'accepted' }
      expect((await call(ANA, 'PUT', path(ANA, `/${uid}/answer`), answer)).status).toBe(422)
    })

    it('everything outside the demo', async () => {
      const own = createApp({ ...company.engine, demo: false, wake: () => {} })
      const headers = { authorization: `Bearer ${company.tokenOf(ANA)}` }
      for (const [method, more] of Object.entries({ GET: '', POST: '', PATCH: '/x', DELETE: '/x', PUT: '/x/answer' }))
        expect((await own.request(path(ANA, more), { method, headers })).status).toBe(403)
    })
  })
})
