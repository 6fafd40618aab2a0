/** All mail of the demo company, over the hundred and twenty days before `now`. Pure: the same `now` gives the same bytes. */
import { arriandi } from './arriandi.ts'
import { arriandiMove } from './arriandi-move.ts'
import { brackenfold } from './brackenfold.ts'
import { createClock } from './clock.ts'
import type { DemoMail } from './letter.ts'
import { harbourFinchAfter } from './harbour-finch-after.ts'
import { harbourFinchBefore } from './harbour-finch-before.ts'
import { harbourFinchCalls } from './harbour-finch-calls.ts'
import { harbourFinchMigration } from './harbour-finch-migration.ts'
import { kaiolaAndTximista } from './kaiola-tximista.ts'
import { larkspurAndQamar } from './larkspur-qamar.ts'
import { maretaAndAranzubi } from './mareta-aranzubi.ts'
import { oddsAndEnds } from './odds-and-ends.ts'
import { oddsBefore } from './odds-before.ts'
import { oldFriends } from './old-friends.ts'
import { pennantAndGullLane } from './pennant-gull-lane.ts'
import { talleresNorteOffer } from './talleres-norte-offer.ts'
import { talleresNorteRollOut } from './talleres-norte-roll-out.ts'
import { talleresNorteVisit } from './talleres-norte-visit.ts'

const STORIES = [
  oldFriends,
  arriandi,
  arriandiMove,
  kaiolaAndTximista,
  pennantAndGullLane,
  harbourFinchBefore,
  talleresNorteVisit,
  talleresNorteOffer,
  talleresNorteRollOut,
  harbourFinchMigration,
  harbourFinchAfter,
  harbourFinchCalls,
  maretaAndAranzubi,
  larkspurAndQamar,
  brackenfold,
  oddsBefore,
  oddsAndEnds,
]

export function demoMails(now: Date): DemoMail[] {
  const clock = createClock(now)
  const mails = STORIES.flatMap((story) => story(clock)).map((written) => written.mail)
  const answered = new Set(
    mails
      .filter((mail) => mail.inReplyTo !== null)
      .flatMap((mail) =>
        mail.in.filter((copy) => copy.folder === 'Sent').map((copy) => `${copy.mailbox} ${mail.inReplyTo}`),
      ),
  )
  return mails
    .map((mail) => ({
      ...mail,
      in: mail.in.map((copy) => (answered.has(`${copy.mailbox} ${mail.messageId}`) ? replied(copy) : copy)),
    }))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

function replied(copy: DemoMail['in'][number]) {
  return copy.flags.includes('R') ? copy : { ...copy, flags: `${copy.flags}R`.split('').toSorted().join('') }
}
