/** A calendar at the fake Google, over real HTTP; a front makes its pages as small as a test wants them. */
import { rm } from 'node:fs/promises'
import { openProvider } from '#server/sync/providers.ts'
import { mailboxOf, openGoogle } from './google-holding.ts'
import { ANA, type Harness, type Opening, type Provided } from './harness.ts'
import { eventOf, icsOf } from './meeting-of.ts'

export const googleCalendar: Harness = {
  asks: 'meetingUid',
  fileOf: icsOf,
  // As far back as a first sync goes.
  reach: { back: 80, ahead: 150 },
  page: 250,
  pageSizes: [1, 4],
  saysDeleted: true,
  open,
  provider: open,
}

async function open(opening: Opening): Promise<Provided> {
  const google = await openGoogle(opening)
  const { fake, company, account, mailboxId } = google
  const ids = new Map<string, string>()
  const events = /calendars\/[^/]+\/events$/
  return {
    ...mailboxOf(google),
    put: async (item) => void ids.set(item.name, account.calendar.insert(eventOf(item))),
    remove: async (name) => account.calendar.remove(ids.get(name)!),
    // An event that does not say which one it is.
    poison: async (item) => void ids.set(item.name, account.calendar.insert({ ...eventOf(item), iCalUID: '' })),
    heal: async (item) => account.calendar.patch(ids.get(item.name)!, eventOf(item)),
    forget: () => fake.expireSyncTokens(ANA, { bare: true }),
    throttle: (retryAfter) =>
      fake.faults.add({ match: { path: events }, fault: { status: 403, reason: 'rateLimitExceeded', retryAfter } }),
    asked: () => fake.requests.list({ path: events }),
    streams: [`calendar:${ANA}`],
    reader: async (stream) => (await openProvider(company.engine, mailboxId))!.reader(stream as 'news'),
    close: () => rm(company.mail, { recursive: true, force: true }).then(google.close),
  }
}
