/** Harbour & Finch Logistics: the mails around the call of each week and around the review that Marta promised. */
import { ANA, JUAN, MARTA, PRIYA, TOM } from './cast.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { serviceReview, weeklyCall } from '../calendar/with-harbour-finch.ts'
import { writeCalendarMail } from './invitation.ts'
import { talk } from './talk.ts'

export function harbourFinchCalls(d: Clock): Written[] {
  const weekly = writeCalendarMail({ key: 'hf-weekly-invitation', event: weeklyCall(d), language: 'en' })
  const review = serviceReview(d)
  return [
    weekly,
    ...talk('en', [
      {
        key: 'hf-call-moved',
        by: TOM,
        to: [JUAN],
        cc: [ANA],
        at: d.at(13, '14:20', TOM.zone),
        subject: 'Our call next time',
        text: `Juan, the auditors have taken our meeting room and me with it on ${d.weekday(11, 'en')}. Same call, same time, on ${d.weekday(10, 'en')}? I'll move it in the calendar.

Cheers`,
      },
      {
        key: 'hf-call-moved-yes',
        by: JUAN,
        to: [TOM],
        cc: [ANA],
        at: d.at(13, '15:29'),
        text: `Hello Tom,

${d.weekday(10, 'en')} is good. I will have the numbers of the copy for your auditors.

Regards,
Juan`,
      },
    ]),
    writeCalendarMail({ key: 'hf-review-invitation', event: review, language: 'en' }),
    writeCalendarMail({
      key: 'hf-review-accepted',
      event: review,
      language: 'en',
      method: 'REPLY',
      at: d.at(23, '09:33', PRIYA.zone),
      by: PRIYA,
    }),
    ...talk('en', [
      {
        key: 'hf-after-review',
        by: MARTA,
        to: [PRIYA],
        cc: [JUAN, ANA],
        at: d.at(11, '10:20'),
        subject: 'After our coffee',
        text: `Dear Priya,

Thank you for ${d.weekday(12, 'en')}, and for letting us see dispatch at its busiest. What we promised, so that you can hold us to it:

- A restore, tested with your data, before your audit.
- The busiest-hour test again whenever we change anything.
- Next coffee in Bilbao, with better coffee.

Kind regards,`,
      },
    ]),
  ]
}
