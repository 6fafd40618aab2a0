/**
 * Olivia leaves Pennant & Rowe, introduces who comes after her, and writes again from her new place; and a small museum
 * (Gull Lane) whose ticket desk service puts right.
 */
import { ANA, JUAN, SOPORTE } from './cast.ts'
import { MARCUS, OLIVIA, OLIVIA_NEW, RHYS } from './cast-wider.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { pennantHandover } from '../calendar/with-customers.ts'
import { pdfFile } from './files.ts'
import { writeCalendarMail } from './invitation.ts'
import { talk } from './talk.ts'

export function pennantAndGullLane(d: Clock): Written[] {
  return [
    ...pennant(d),
    writeCalendarMail({ key: 'pe-handover-invitation', event: pennantHandover(d), language: 'en' }),
    ...gullLane(d),
  ]
}

function pennant(d: Clock): Written[] {
  return talk('en', [
    {
      key: 'pe-leaving',
      by: OLIVIA,
      to: [ANA],
      cc: [MARCUS],
      at: d.at(59, '14:33', OLIVIA.zone),
      subject: 'Moving on, and meet Marcus',
      text: `Hi Ana,

After eleven years I'm leaving Pennant & Rowe at the end of next week. Marcus (in copy) takes over everything that plugs in. Could the three of us talk for half an hour, so that he knows whom to ring? I've put something in the calendar for ${d.day(54, 'en')}.

It's been a pleasure. You never once told me to turn it off and on again.`,
    },
    {
      key: 'pe-leaving-answer',
      by: ANA,
      to: [OLIVIA, MARCUS],
      at: d.at(57, '13:40'),
      text: `Hi Olivia, hi Marcus,

We will miss you! (We only ever said it to each other.)

${d.weekday(54, 'en')} is in my calendar. Marcus, nice to meet you; bring every question that nobody has answered yet.

Best,`,
    },
    {
      key: 'pe-marcus',
      by: MARCUS,
      to: [ANA],
      at: d.at(51, '10:06', MARCUS.zone),
      subject: 'One question after the handover',
      text: `Hi Ana,

Thanks for the call. One thing I forgot: who at our end can ask for a restore? I'd rather it were only me and the senior partner.

Regards,`,
    },
    {
      key: 'pe-marcus-answer',
      by: ANA,
      to: [MARCUS],
      cc: [JUAN],
      at: d.at(50, '09:45'),
      text: `Hi Marcus,

From now on only you and Mrs Rowe. Juan (in copy) has changed it; anybody else who asks gets a friendly no and you get a mail.

Best,`,
    },
    {
      key: 'sm-hello',
      by: OLIVIA_NEW,
      to: [ANA],
      at: d.at(29, '15:08', OLIVIA_NEW.zone),
      subject: 'Guess who (Olivia, ex Pennant & Rowe)',
      text: `Hi Ana,

New job, new address, same me. Saltmarsh is a film studio: nine people, forty terabytes, and the backup is a shelf. You can imagine whom I thought of.

Could we talk?

Olivia`,
    },
    {
      key: 'sm-hello-answer',
      by: ANA,
      to: [OLIVIA_NEW],
      at: d.at(28, '09:50'),
      text: `Olivia! A shelf. I have missed you.

Call on ${d.weekday(26, 'en')} at 16:00 my time? The invitation is on its way.

Best,`,
    },
    {
      key: 'sm-estimate',
      by: ANA,
      to: [OLIVIA_NEW],
      at: d.at(22, '16:15'),
      subject: 'Estimate 122: forty terabytes off the shelf',
      text: `Hi Olivia,

As we said on the call: films of this year near you, everything else in the cold store, and one restore a quarter so that you can sleep. The figures are in the PDF.

No hurry, the shelf has held until now.

Best,`,
      attachments: [
        pdfFile('estimate-122.pdf', [
          '# Estimate 122',
          `Saltmarsh Studio\t${d.date(22)}`,
          'Near store, 8 TB\t160 €/month',
          'Cold store, 40 TB\t120 €/month',
          'Quarterly restore\tincluded',
        ]),
      ],
    },
  ])
}

function gullLane(d: Clock): Written[] {
  return talk('en', [
    {
      key: 'gl-down',
      by: RHYS,
      to: [SOPORTE],
      at: d.at(74, '10:02', RHYS.zone),
      subject: 'Ticket desk offline, 60 schoolchildren at the door',
      text: `Good morning,

The ticket desk says "no route to server" since we opened. We are letting people in for free and writing names on the back of a map. There are sixty children and one of them has found the bell.

Please help,`,
    },
    {
      key: 'gl-fixed',
      by: JUAN,
      to: [RHYS],
      at: d.at(74, '11:39'),
      text: `Good morning Rhys,

It works again since 10:31 your time. The certificate of the ticket server had expired last night; it renews itself now and I get a message when it does not.

You can enter the names from the map with the date of today, the system allows it until midnight.

Regards,
Juan`,
    },
    {
      key: 'gl-thanks',
      by: RHYS,
      to: [JUAN],
      at: d.at(73, '09:20', RHYS.zone),
      text: `Thank you Juan. Fifty-eight names entered, two illegible, bell recovered.

You have free entry for life, should you ever be in Cardiff.`,
    },
    {
      key: 'gl-second-desk',
      by: RHYS,
      to: [JUAN],
      cc: [ANA],
      at: d.at(27, '14:18', RHYS.zone),
      subject: 'A second ticket desk',
      text: `Hi Juan,

The trustees have found the money for a second desk by the garden door. What do we need from you, and what does it cost? No rush, the door is still a wall.`,
    },
    {
      key: 'gl-second-desk-answer',
      by: ANA,
      to: [RHYS],
      cc: [JUAN],
      at: d.at(25, '12:50'),
      text: `Hi Rhys,

One more licence, 14 € a month, and an hour of Juan's once the wall is a door. Nothing else: the server will not notice.

Best,`,
    },
  ])
}
