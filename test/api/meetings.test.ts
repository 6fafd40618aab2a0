/** Calendars through the river: each instance decided once, counted once for the team, kept when all of a series moves. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Decision, Interaction } from '#shared/api.ts'
import { DAY, HOUR, at, event, stamp } from '#test/crm/meetings/ics.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BO] = ['ana@ours.test', 'juan@ours.test', 'bo@ours.test']
const EVA = 'Eva <eva@client.test>'

describeEachDatabase(
  'calendars',
  ({ fresh }) => {
    let company: Company
    beforeAll(async () => {
      company = await foundCompany(await fresh())
      for (const email of [ANA, JUAN, BO]) await company.user(email)
    })
    afterAll(() => company.close())

    const decisionsOf = async (uid: string, who = ANA) =>
      (await company.get<List<Decision>>(who, `/api/decisions?limit=200&meetingUid=${encodeURIComponent(uid)}`)).items
    const meetings = async (who = ANA) =>
      (await company.get<List<Interaction>>(who, '/api/interactions?limit=200&kind=meeting')).items
    const titled = async (title: string, who = ANA) => (await meetings(who)).filter((one) => one.subject === title)

    it('logs what has begun, plans what has not, and says of the rest why not', async () => {
      const result = await company.import(ANA, {
        'mixed/a.ics': event({ uid: 'held@x', at: -2 * DAY, title: 'Held', organizer: ANA, attendees: [EVA] }),
        'mixed/b.ics': event({ uid: 'coming@x', at: 2 * DAY, title: 'Coming', organizer: ANA, attendees: [EVA] }),
        'mixed/c.ics': event({ uid: 'own@x', at: -DAY, organizer: ANA, attendees: [BO] }),
        'mixed/d.ics': event({ uid: 'alone@x', at: -DAY }),
        'mixed/e.ics': event({
          uid: 'doctor@x',
          at: -DAY,
          organizer: ANA,
          attendees: [EVA],
          lines: ['CLASS:CONFIDENTIAL'],
        }),
        'mixed/f.ics': event({ uid: 'off@x', at: DAY, organizer: ANA, attendees: [EVA], lines: ['STATUS:CANCELLED'] }),
        'mixed/g.ics': event({ uid: 'fair@x', at: -DAY, organizer: 'fair@fair.test', attendees: [ANA] }),
        'mixed/h.ics': event({ uid: 'broken@x', at: -DAY }).replace(/DTSTART.*\r\n/, ''),
      })
      expect(result).toMatchObject({ seen: 8, new: 8, logged: 2, failed: [{ item: expect.stringContaining('h.ics') }] })
      expect(result.skipped).toEqual({ internal: 2, private: 1, cancelled: 1, nobody: 1 })
      const [held] = await decisionsOf('held@x')
      expect(held).toMatchObject({ outcome: 'logged', interactionId: expect.any(String), meeting: { planned: false } })
      const [coming] = await decisionsOf('coming@x')
      expect(coming).toMatchObject({ outcome: 'logged', interactionId: null, meeting: { planned: true } })
      expect((await meetings()).map((one) => one.subject)).toEqual(['Held'])
      const [mailbox] = await company.mailboxes(ANA)
      expect(mailbox!.seen).toBe(mailbox!.logged + mailbox!.skipped + mailbox!.failed)
    })

    it('has one interaction for three calendars, with who came', async () => {
      // Each calendar knows its own user's answer; of the others' it may not have heard.
      const copyOf = (who: string) =>
        event({
          uid: 'three@x',
          at: -3 * DAY,
          title: 'Three calendars',
          organizer: `Ana <${ANA}>`,
          attendees: [`Juan <${JUAN}>${who === JUAN ? '!' : ''}`, `Bo <${BO}>${who === BO ? 'x' : ''}`, `${EVA}!`],
          lines: ['LOCATION:Room 4'],
        })
      for (const who of [ANA, JUAN, BO]) await company.import(who, { 'cal/three.ics': copyOf(who) })
      const [found, ...more] = await titled('Three calendars')
      expect(more).toEqual([])
      expect(found).toMatchObject({
        messageId: null,
        occurrences: [{ mailbox: ANA }, { mailbox: BO }, { mailbox: JUAN }],
        meeting: { uid: 'three@x', recurring: false, place: 'Room 4' },
      })
      expect(found!.meeting!.attendees.map((person) => [person.address, person.role, person.answer])).toEqual([
        [ANA, 'organizer', 'accepted'],
        [JUAN, 'required', 'accepted'],
        [BO, 'required', 'declined'],
        ['eva@client.test', 'required', 'accepted'],
      ])
      expect(found!.report).toContain('meeting: ana and juan with Eva')
      expect(found!.report).not.toContain('bo')
    })

    it('keeps what was held when all of a series moves, and plans the rest anew', async () => {
      const series = (start: number, changed: number, lines: string[]) =>
        event({ uid: 'weekly@x', at: start, title: 'Weekly', organizer: ANA, attendees: [EVA], lines }).replace(
          /DTSTAMP.*/,
          `DTSTAMP:${stamp(at(changed))}`,
        )
      const before = series(-15 * DAY, -20 * DAY, ['RRULE:FREQ=WEEKLY;COUNT=6'])
      await company.import(ANA, { 'weekly/weekly.ics': before })
      const held = await titled('Weekly')
      expect(held.map((one) => one.occurredAt)).toEqual([-1, -8, -15].map((day) => at(day * DAY).toISOString()))
      await company.send(ANA, 'PUT', `/api/meetings/${held[1]!.id}/notes`, { notes: 'Wants the offer by Friday' })
      const after = series(-14 * DAY + 2 * HOUR, -HOUR, ['RRULE:FREQ=WEEKLY;COUNT=6', 'SEQUENCE:1'])
      await company.import(ANA, { 'weekly/weekly.ics': after })
      expect((await titled('Weekly')).map((one) => [one.id, one.occurredAt])).toEqual(
        held.map((one) => [one.id, one.occurredAt]),
      )
      expect(JSON.stringify(await company.get(ANA, `/api/interactions/${held[1]!.id}`))).toContain('offer by Friday')
      const planned = (await decisionsOf('weekly@x')).filter((one) => one.meeting?.planned)
      expect(planned.map((one) => one.meeting!.startAt).toSorted()).toEqual(
        [0, 7, 14, 21].map((day) => at(day * DAY + 2 * HOUR).toISOString()),
      )
      // The other way round, in another calendar: the same meetings.
      await company.import(JUAN, { 'later/weekly.ics': after })
      await company.import(JUAN, { 'earlier/weekly.ics': before })
      expect((await titled('Weekly', JUAN)).map((one) => one.id)).toEqual(held.map((one) => one.id))
    })

    it('lets one instance move, fall out and be called off', async () => {
      const rule = ['RRULE:FREQ=DAILY;COUNT=4', `EXDATE:${stamp(at(-4 * DAY))}`]
      const text = event({
        uid: 'daily@x',
        at: -5 * DAY,
        title: 'Daily',
        organizer: ANA,
        attendees: [EVA],
        lines: rule,
      })
      const override = (day: number, lines: string[]) =>
        event({
          uid: 'daily@x',
          at: day * DAY + HOUR,
          title: 'Daily',
          organizer: ANA,
          attendees: [EVA],
          lines: [`RECURRENCE-ID:${stamp(at(day * DAY))}`, ...lines],
        })
          .split('\r\n')
          .slice(3, -2)
          .join('\r\n')
      const whole = text.replace(
        'END:VCALENDAR',
        `${override(-3, [])}\r\n${override(-2, ['STATUS:CANCELLED'])}\r\nEND:VCALENDAR`,
      )
      const result = await company.import(BO, { 'daily/daily.ics': whole })
      expect(result).toMatchObject({ new: 3, failed: [] })
      const reasons = (await decisionsOf('daily@x', BO)).map((one) => one.reason ?? one.outcome)
      expect(reasons.toSorted()).toEqual(['cancelled', 'logged', 'logged'])
      const found = await titled('Daily', BO)
      expect(found.map((one) => [one.meeting!.originalStartAt, one.occurredAt])).toEqual([
        [at(-3 * DAY).toISOString(), at(-3 * DAY + HOUR).toISOString()],
        [at(-5 * DAY).toISOString(), at(-5 * DAY).toISOString()],
      ])
    })

    it('takes nothing away from colleagues when somebody takes an instance out of their own calendar', async () => {
      const copyOf = (changed: number, lines: string[]) =>
        event({
          uid: 'shared@x',
          at: -3 * DAY,
          title: 'Shared',
          organizer: ANA,
          attendees: [JUAN, EVA],
          lines: ['RRULE:FREQ=DAILY;COUNT=6', ...lines],
        }).replace(/DTSTAMP.*/, `DTSTAMP:${stamp(at(changed))}`)
      await company.import(ANA, { 'shared/shared.ics': copyOf(-9 * DAY, []) })
      await company.import(JUAN, {
        'shared/shared.ics': copyOf(-8 * DAY, [`EXDATE:${stamp(at(-2 * DAY))}`, `EXDATE:${stamp(at(2 * DAY))}`]),
      })
      const open = async () => (await decisionsOf('shared@x')).filter((one) => one.outcome === 'logged')
      expect(await open()).toHaveLength(6)
      // Taken out by whoever called it, it is held for nobody.
      await company.import(ANA, { 'shared/shared.ics': copyOf(-7 * DAY, [`EXDATE:${stamp(at(2 * DAY))}`]) })
      expect(await open()).toHaveLength(5)
    })

    it('fetches what was skipped as nobody once somebody writes to them, and takes no invitation mail for a meeting', async () => {
      const invitation = event({
        uid: 'rosa@x',
        at: -DAY,
        title: 'With Rosa',
        organizer: 'rosa@rosa.test',
        attendees: [BO],
      })
      expect((await company.import(BO, { 'cal/rosa.ics': invitation })).skipped).toMatchObject({ nobody: 1 })
      const mail = letter({
        id: 'invite@rosa.test',
        from: 'rosa@rosa.test',
        to: BO,
        headers: { 'Content-Type': 'text/calendar; method=REQUEST; charset=utf-8' },
        text: invitation.replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REQUEST'),
      })
      await company.import(BO, { 'in/invite.eml': mail, 'in/answer.eml': letter({ from: BO, to: 'rosa@rosa.test' }) })
      expect(await company.decisions(BO, 'invite@rosa.test')).toMatchObject([{ reason: 'calendar-mail' }])
      expect(await titled('With Rosa', BO)).toMatchObject([{ contacts: [{ addresses: ['rosa@rosa.test'] }] }])
    })
  },
  availableKinds(),
)
