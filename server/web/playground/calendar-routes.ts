/** The calendar of a mailbox of one's own: a week of it, and what one does there. Only where the playground may write. */
import { Hono } from 'hono'
import type { Context } from 'hono'
import { calendarStrings } from '#shared/i18n/calendar.ts'
import type { Deps, Env } from '../../http.ts'
import { localeOf } from '../../http.ts'
import { requireIdentity } from '../session.ts'
import { type Acting, answerMeeting, cancelMeeting, changeMeeting, createMeeting } from './calendar-acts.ts'
import { CalendarCancel, readChange, readInput, readInstant, readMoment, readReply, shaped } from './calendar-input.ts'
import { readWeek } from './calendar-week.ts'
import { requirePlayground } from './compose-routes.ts'
import { findOwnMailbox } from './own-mailbox.ts'

export function calendarRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  const identity = requireIdentity(deps)
  const oneByOne = createQueue()
  app.get('/playground/api/calendar', identity, async (c) => {
    const { playground, mailbox, words } = await actingOf(deps, c)
    const [from, to] = ['from', 'to'].map((name) => readInstant(c.req.query(name) ?? '', words)) as [Date, Date]
    return c.json(await readWeek(deps, playground, { mailbox, from, to }))
  })
  app.post('/playground/api/calendar', identity, async (c) => {
    const acting = await actingOf(deps, c)
    const input = readInput(await bodyOf(c), acting.words)
    return c.json(await oneByOne(() => createMeeting(acting, input)), 201)
  })
  app.patch('/playground/api/calendar/:uid', identity, async (c) => {
    const acting = await actingOf(deps, c)
    const change = readChange(await bodyOf(c), acting.words)
    return c.json(await oneByOne(() => changeMeeting(acting, c.req.param('uid'), change)))
  })
  app.delete('/playground/api/calendar/:uid', identity, async (c) => {
    const acting = await actingOf(deps, c)
    const { originalStart = null, scope } = shaped(CalendarCancel, c.req.query())
    const which = { originalStart: readMoment(originalStart, acting.words), scope }
    await oneByOne(() => cancelMeeting(acting, c.req.param('uid'), which))
    return c.body(null, 204)
  })
  app.put('/playground/api/calendar/:uid/answer', identity, async (c) => {
    const acting = await actingOf(deps, c)
    const reply = readReply(await bodyOf(c), acting.words)
    await oneByOne(() => answerMeeting(acting, c.req.param('uid'), reply))
    return c.body(null, 204)
  })
  return app
}

/** @throws ProblemError 403 outside the demo, 404 for a mailbox that is somebody else's */
async function actingOf(deps: Deps, c: Context<Env>): Promise<Acting> {
  const playground = requirePlayground(deps)
  const viewer = c.get('viewer')
  const address = c.req.query('mailbox')
  const id = await findOwnMailbox(deps, viewer, address)
  const mailbox = await deps.database.db
    .selectFrom('mailboxes')
    .select(['id', 'address', 'zone'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const name = mailbox.address === viewer.email ? viewer.name : null
  return { deps, playground, mailbox, name, words: calendarStrings[localeOf(c)] }
}

const bodyOf = (c: Context<Env>): Promise<unknown> => c.req.json<unknown>().catch(() => null)

/** Two at once would each write what they read before the other wrote. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine
    return mine
  }
}
