/**
 * Harbour & Finch Logistics, second half: the credit note (asked for from a +tag, at Ana's alias), a test restore asked
 * of the support list, something Tom tells Ana alone, and Rotterdam: a new site, a call next week.
 */
import { ANA, ANA_ALIAS, GORKA, JUAN, PRIYA, SOPORTE, TOM, TOM_INVOICES } from './cast.ts'
import type { Clock } from './clock.ts'
import { inbox, sent, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { csvFile, pdfFile } from './files.ts'
import { writeCalendarMail } from './invitation.ts'
import { rotterdamCall } from '../calendar/with-harbour-finch.ts'

export function harbourFinchAfter(d: Clock): Written[] {
  return [...moneyMails(d), ...restoreMails(d), ...rotterdamMails(d)]
}

function moneyMails(d: Clock): Written[] {
  const ask = writeLetter({
    key: 'hf-credit-ask',
    from: TOM_INVOICES,
    to: [ANA_ALIAS],
    at: d.at(17, '14:26', TOM.zone),
    language: 'en',
    subject: 'Invoice 2291 and the credit note',
    text: `Hi Ana,

Accounts have just forwarded me invoice 2291 for the full month. Didn't Marta say we wouldn't pay this one? No drama, I just don't want it to go through by mistake on the 30th.

Could you send the credit note to this address? It goes straight into the invoices folder.

Ta`,
    in: [inbox(ANA)],
  })
  const credit = writeLetter({
    key: 'hf-credit',
    from: ANA_ALIAS,
    to: [TOM_INVOICES],
    cc: [GORKA],
    at: d.at(16, '16:12'),
    language: 'en',
    answers: ask,
    text: `Hi Tom,

You are right, and sorry: the invoice left by itself before Gorka (in copy) had made the credit note. Here it is, for the whole of invoice 2291, plus the two hotel nights.

You don't have to do anything, one cancels the other.

Best,`,
    attachments: [
      pdfFile('credit-note-2291-C.pdf', [
        '# Credit note 2291-C',
        `Harbour & Finch Logistics\t${d.date(16)}`,
        'Cloud server, WMS, one month\t-640.00 €',
        'Two hotel nights, Portsmouth\t-187.40 €',
        'Total\t-827.40 €',
      ]),
    ],
    in: [sent(ANA), inbox(GORKA)],
  })
  return [ask, credit]
}

function restoreMails(d: Clock): Written[] {
  const ask = writeLetter({
    key: 'hf-restore-ask',
    from: TOM,
    to: [SOPORTE, JUAN],
    at: d.at(8, '11:05', TOM.zone),
    language: 'en',
    subject: 'Can we test a restore before the audit?',
    text: `Hi both,

Our insurers want proof that the WMS backup can actually be restored, not just that it exists. Could you restore last Sunday's copy somewhere out of the way and tell me how long it took and whether the numbers match?

They'd like it by the end of next week, and then once a month if that's possible.

Cheers`,
    // The support list delivers to its members, and Juan was written to as well: his mailbox has it twice.
    headers: [
      ['List-Id', 'Soporte Sirinube <soporte.sirinube.example>'],
      ['List-Post', '<mailto:soporte@sirinube.example>'],
      ['Precedence', 'list'],
    ],
    in: [inbox(JUAN), inbox(JUAN), inbox(ANA)],
  })
  const result = writeLetter({
    key: 'hf-restore',
    from: JUAN,
    to: [TOM],
    cc: [ANA],
    at: d.at(7, '16:50'),
    language: 'en',
    answers: ask,
    text: `Hello Tom,

Restored on a separate machine: 38 minutes for 214 GB. All the tables match, the detail is in the CSV. You can send it to the insurers as it is.

From now on I do this the first Monday of each month and send you the same sheet. If one month you do not receive it, please complain.

Regards,
Juan`,
    attachments: [
      csvFile('restore-test-wms.csv', [
        ['table', 'rows in production', 'rows restored', 'match'],
        ['orders', '1840233', '1840233', 'yes'],
        ['pallets', '402118', '402118', 'yes'],
        ['customs_messages', '96540', '96540', 'yes'],
        ['label_templates', '212', '212', 'yes'],
      ]),
    ],
    in: [sent(JUAN), inbox(ANA)],
  })
  return [ask, result]
}

function rotterdamMails(d: Clock): Written[] {
  const father = writeLetter({
    key: 'hf-father',
    from: TOM,
    client: 'iphone',
    to: [ANA],
    at: d.at(6, '16:18', TOM.zone),
    language: 'en',
    subject: 'Out for a few days',
    text: `Hi Ana, just so you know why I’m quiet: my dad’s had a fall and I’m up in Leeds with him till the weekend. He’ll be fine, but it’s a lot of waiting rooms.

I’d rather it didn’t get around. If anything’s on fire ring Priya.

Tom`,
    in: [inbox(ANA)],
  })
  const rotterdam = writeLetter({
    key: 'hf-rotterdam',
    from: TOM,
    to: [ANA, JUAN],
    cc: [PRIYA],
    at: d.at(3, '10:33', TOM.zone),
    language: 'en',
    subject: 'Rotterdam',
    text: `Hi Ana, hi Juan,

Back at my desk. Good news for once: the board has said yes to a second site in Rotterdam. 20 people, 30 handhelds, same WMS. They want to be open in four months.

Before I ask anybody else I'd like your view on two things:

- Can one server do both sites, or do we want a second one nearer?
- A rough monthly figure, so that I can put something in the budget.

Could we have half an hour on ${d.day(-3, 'en')}? I'll send an invitation.

Cheers`,
    in: [inbox(ANA), inbox(JUAN)],
  })
  const yes = writeLetter({
    key: 'hf-rotterdam-answer',
    from: ANA,
    to: [TOM],
    cc: [JUAN, PRIYA],
    at: d.at(2, '09:27'),
    language: 'en',
    answers: rotterdam,
    text: `Hi Tom,

What good news, congratulations to all of you!

${d.day(-3, 'en')} is fine for Juan and me, any time before 13:00 yours. I'll bring a rough figure for one server and for two, so that you have something for the budget that same day.

Juan, could you look at what the line from Rotterdam to Bilbao is like?

Best,`,
    in: [sent(ANA), inbox(JUAN)],
  })
  const invitation = writeCalendarMail({
    key: 'hf-call-invitation',
    event: rotterdamCall(d),
    language: 'en',
    attached: true,
    unread: true,
  })
  return [father, rotterdam, yes, invitation]
}
