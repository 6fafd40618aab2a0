/**
 * Harbour & Finch Logistics, first half: their warehouse system moves to Sirinube's cloud over a weekend, dispatch
 * freezes two days later, Priya complains, the cause is found, Marta answers for it.
 */
import { ANA, INFO, JUAN, MARTA, PRIYA, TOM } from './cast.ts'
import type { Person } from './cast.ts'
import { attribution } from './clients.ts'
import { wallOf } from './clock.ts'
import type { Clock } from './clock.ts'
import { archived, inbox, sent, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { HARBOUR_LOGO } from './files.ts'

export function harbourFinchMigration(d: Clock): Written[] {
  return [...moveMails(d), ...complaintMails(d)]
}

function moveMails(d: Clock): Written[] {
  const saturday = d.saturday(35, 'en')
  const dates = writeLetter({
    key: 'hf-dates',
    from: ANA,
    to: [TOM],
    cc: [JUAN],
    at: d.at(39, '10:40'),
    language: 'en',
    subject: 'Moving the WMS: dates',
    text: `Hi Tom,

Great to have the contract back, thank you. As agreed on the phone, Juan (in copy) will run the move. We suggest ${saturday}, starting once your last lorry is out:

- Friday 20:00 UK time: WMS read-only, last copy
- Saturday: restore on our side, your checks
- Sunday: DNS, handhelds, a quiet evening for everybody

Could you confirm, and send Juan whatever is worrying you? Better now than at 3 am.

Best,`,
    // Filed by Ana among her customer's mail instead of left in Sent.
    in: [archived(ANA), inbox(JUAN)],
  })
  const worries = writeLetter({
    key: 'hf-weekend',
    from: TOM,
    to: [JUAN],
    cc: [ANA],
    at: d.at(36, '09:22', TOM.zone),
    language: 'en',
    answers: dates,
    subject: `🚚📦 Migration weekend (${saturday}): confirmed from our side, plus the three questions the night shift keeps asking me about handhelds, label templates and the customs feed`,
    text: `Morning Juan,

Weekend confirmed, I've bribed the night shift with pizza.

Three things they keep asking me:

1. The handhelds talk to the server by IP, not by name. Does somebody have to touch all 46 of them?
2. Label templates live on a share, not in the database. Are they part of the copy?
3. The customs feed comes in every 15 mins from the agent. What happens to it while we're read-only?

Also what's the plan if Sunday goes wrong? I'd like to be able to say "we flip back by 22:00" and mean it.

Cheers`,
    in: [inbox(JUAN), inbox(ANA)],
  })
  const inline = writeLetter({
    key: 'hf-inline',
    from: JUAN,
    to: [TOM],
    cc: [ANA],
    at: d.at(35, '12:31'),
    language: 'en',
    answers: worries,
    quotes: 'inline',
    text: `Hello Tom, my answers below.

${attribution(TOM, JUAN, wallOf(worries.quoted.at, JUAN.zone))}
> 1. The handhelds talk to the server by IP, not by name. Does somebody
> have to touch all 46 of them?

No. We keep the old IP alive at your side and it forwards to us. When you renew the handhelds, use the name.

> 2. Label templates live on a share, not in the database. Are they part
> of the copy?

They were not! Thank you. I add the share to the Friday copy.

> 3. The customs feed comes in every 15 mins from the agent. What happens
> to it while we're read-only?

It waits in a queue at our side, nothing is lost. I replay it Sunday 18:00.

> I'd like to be able to say "we flip back by 22:00" and mean it.

You can say it. The old server is not touched until Wednesday.

Regards,
Juan`,
    in: [sent(JUAN), inbox(ANA)],
  })
  const live = writeLetter({
    key: 'hf-live',
    from: JUAN,
    to: [TOM],
    cc: [ANA],
    at: d.at(30, '08:35'),
    language: 'en',
    answers: worries,
    text: `Good morning Tom,

The WMS is live at our side since Sunday 17:40 and the customs feed is replayed (212 messages, none rejected). 46 of 46 handhelds seen.

I watch it all this week. If dispatch notices anything strange, please call the on call number, do not wait for a mail.

Regards,
Juan`,
    in: [sent(JUAN), inbox(ANA)],
  })
  return [dates, worries, inline, live]
}

function complaintMails(d: Clock): Written[] {
  const complaint = writeLetter({
    key: 'hf-complaint',
    from: PRIYA,
    to: [INFO],
    cc: [TOM],
    at: d.at(29, '08:58', PRIYA.zone),
    language: 'en',
    subject: 'URGENT: dispatch frozen since 7 am',
    only: 'html',
    logo: HARBOUR_LOGO,
    text: `To whom it may concern,

Since 7:00 this morning our dispatch screens freeze every few minutes. As I write:

- 11 lorries are waiting in the yard
- the Portsmouth sailing closes at 12:30
- your phone has rung out twice

We were told the new system would be faster. Please have somebody call me in the next half hour.`,
    html: `<p class="MsoNormal">To whom it may concern,</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Since <b>7:00 this morning</b> our dispatch screens freeze every few minutes. As I write:</p>
<ul type="disc"><li class="MsoNormal">11 lorries are waiting in the yard</li><li class="MsoNormal">the Portsmouth sailing closes at 12:30</li><li class="MsoNormal">your phone has rung out <i>twice</i></li></ul>
<p class="MsoNormal">We were told the new system would be faster. Please have somebody call me in the next half hour.</p>`,
    in: [inbox(INFO)],
  })
  const driver = writeLetter({
    key: 'hf-driver',
    from: TOM,
    to: [JUAN],
    at: d.at(29, '09:41', TOM.zone),
    language: 'en',
    forwards: {
      from: { name: 'Dispatch desk', address: 'dispatch@harbourfinch.example' },
      to: [TOM],
      cc: [],
      subject: 'screens again',
      at: d.at(29, '09:33', TOM.zone),
      text: 'Tom it froze again 9.21, 9.26 and just now. always when two of us press PRINT MANIFEST together. if only one prints its fine. Dave',
      html: '<div dir="ltr">Tom it froze again 9.21, 9.26 and just now. always when two of us press PRINT MANIFEST together. if only one prints its fine. Dave</div>',
    },
    text: `Juan, thanks for picking up so fast. This is from the desk, might be the clue you were after. Look at the times against your logs?`,
    in: [inbox(JUAN)],
  })
  const cause = writeLetter({
    key: 'hf-cause',
    from: JUAN,
    to: [PRIYA],
    cc: [TOM, ANA, INFO],
    at: d.at(29, '13:02'),
    language: 'en',
    answers: complaint,
    text: `Dear Priya,

As I told you by phone, dispatch works normally since 11:10 your time. The cause, in short: printing a manifest kept the database connection, and the new server allowed only ten. With two people printing, the rest had to wait. Dave's note about the print button was the key.

- Done: the limit is raised from 10 to 100.
- Tonight: the supplier's fix for the print module.
- This week: an alarm that wakes me before it wakes you.

I am sorry for this morning.

Juan`,
    in: [sent(JUAN), inbox(ANA), inbox(INFO)],
  })
  const angry = writeLetter({
    key: 'hf-angry',
    from: PRIYA,
    to: [ANA],
    at: d.at(28, '10:17', PRIYA.zone),
    language: 'en',
    subject: 'Yesterday',
    text: `Ana,

Juan was excellent yesterday and I’ve told him so. That doesn’t change the fact that we missed a sailing, paid two drivers to sleep in Portsmouth, and that nobody at your end tested what happens when two people print.

I’d like to know what Sirinube is going to do about it. And I’d like to hear it from whoever is in charge, not from the engineer who was up all night.

Priya`,
    in: [inbox(ANA)],
  })
  const apology = writeLetter({
    key: 'hf-apology',
    from: MARTA,
    to: [PRIYA],
    cc: [ANA, JUAN],
    at: d.at(27, '09:15'),
    language: 'en',
    answers: angry,
    text: `Dear Priya,

You are right on all three. We tested the system with one user at a time; a warehouse is not one user. That is our mistake, not Juan's.

What we will do:

- You will not pay this month. Ana will send the credit note.
- We pay the two hotel nights. Just send the bills to Ana.
- Every move we make from now on is tested with the customer's busiest hour, not with ours.

I would like to tell you this in person as well. I am in London in three weeks, on ${d.weekday(12, 'en')}, and would be glad to buy you a coffee.

Kind regards,`,
    in: [sent(MARTA), inbox(ANA), inbox(JUAN)],
  })
  const solved = writeLetter({
    key: 'hf-solved',
    from: PRIYA,
    to: [MARTA],
    cc: [ANA, JUAN],
    at: d.at(26, '11:48', PRIYA.zone),
    language: 'en',
    answers: apology,
    text: `Marta,

Thank you. That’s a proper answer and it closes the matter for me. For what it’s worth, dispatch say the screens are twice as fast as before.

Coffee accepted. Bring Juan.`,
    in: [inbox(MARTA), inbox(ANA), inbox(JUAN)],
  })
  const ticket = writeLetter({
    key: 'hf-ticket',
    from: HELPDESK,
    to: [JUAN],
    at: d.at(25, '15:03', PRIYA.zone),
    language: 'en',
    answers: cause,
    subject: '[HF-4471] Closed: URGENT: dispatch frozen since 7 am',
    quotes: 'none',
    text: `Ticket HF-4471 has been closed by T. Ashworth.

Last comment: "Print fix in place since ${d.weekday(29, 'en')} night, no freeze for three days. Closing. Please keep the connection alarm."

To reopen this ticket, answer this mail.`,
    headers: [
      ['Precedence', 'bulk'],
      ['List-Unsubscribe', '<mailto:helpdesk@harbourfinch.example?subject=unsubscribe%20HF-4471>'],
    ],
    in: [inbox(JUAN)],
  })
  return [complaint, driver, cause, angry, apology, solved, ticket]
}

const HELPDESK: Person = {
  ...TOM,
  name: 'Harbour & Finch Helpdesk',
  address: 'helpdesk@harbourfinch.example',
  client: 'webmail',
  sign: {},
}
