/**
 * Harbour & Finch Logistics before they sign: a first mail, numbers, a walk through their dispatch, a quote in two
 * versions, Priya's question, lawyers, the contract.
 */
import { ANA, ANA_ALIAS, JUAN, MARTA, PRIYA, TOM } from './cast.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { csvFile, docxFile, HARBOUR_LOGO, pdfFile } from './files.ts'
import { talk } from './talk.ts'

export function harbourFinchBefore(d: Clock): Written[] {
  return [...acquaintance(d), ...quote(d), ...contract(d)]
}

function acquaintance(d: Clock): Written[] {
  return talk('en', [
    {
      key: 'hf-first',
      by: TOM,
      to: [ANA_ALIAS],
      at: d.at(82, '10:14', TOM.zone),
      subject: 'Hosting a warehouse system in Bilbao',
      text: `Hello Ana,

Callum at Brackenfold says you rent from him, look after it properly and answer the phone. Our warehouse system sits in a cupboard in London and half our pallets are in Bilbao. The cupboard leaks.

Would you be interested in hosting it? 46 handhelds, 120 users, open six days a week.

Regards,`,
    },
    {
      key: 'hf-first-answer',
      by: ANA,
      to: [TOM],
      at: d.at(81, '09:30'),
      text: `Hello Tom,

Very much. I will not ask about the cupboard.

To give you an honest idea I need three numbers: how big the database is, how many orders on your busiest day, and how long you can be down before somebody shouts.

Best,`,
    },
    {
      key: 'hf-sizing',
      by: TOM,
      to: [ANA],
      cc: [JUAN],
      at: d.at(78, '15:37', TOM.zone),
      text: `Hi Ana,

Copying Juan since you mentioned him on the phone. 180 GB and growing, 9,400 orders on the worst day of last year, and ten minutes, after which the person who shouts is Priya. Details attached.

Cheers`,
      attachments: [
        csvFile('wms-sizing.csv', [
          ['what', 'now', 'in a year'],
          ['database GB', '180', '240'],
          ['orders, worst day', '9400', '11000'],
          ['handhelds', '46', '60'],
          ['users', '120', '140'],
        ]),
      ],
    },
    {
      key: 'hf-sizing-answer',
      by: JUAN,
      to: [TOM],
      cc: [ANA],
      at: d.at(77, '16:20'),
      text: `Hello Tom,

With these numbers: one server with 16 cores and 128 GB, a copy every hour and a second machine that waits. I would like to see the dispatch working before I promise the ten minutes. May we come?

Regards,
Juan`,
    },
  ])
}

function quote(d: Clock): Written[] {
  const lines = (v2: boolean) => [
    `# Quote 112${v2 ? ' v2' : ''}`,
    `Harbour & Finch Logistics\t${d.date(v2 ? 59 : 70)}`,
    'Cloud server for the WMS, hourly copy\t640 €/month',
    `Standby server\t${v2 ? 'included, first year' : '210 €/month'}`,
    'Move over a weekend\t3,200 €',
  ]
  return talk('en', [
    {
      key: 'hf-quote',
      by: ANA,
      to: [TOM],
      cc: [JUAN],
      at: d.at(70, '12:05'),
      subject: 'Quote 112: your WMS out of the cupboard',
      text: `Hi Tom,

Here is quote 112, so that your board has a figure before we come to see dispatch. If the visit changes anything, I change the quote.

Best,`,
      attachments: [pdfFile('quote-112.pdf', lines(false))],
    },
    {
      key: 'hf-after-walk',
      by: JUAN,
      to: [TOM],
      cc: [ANA],
      at: d.at(60, '10:11'),
      subject: 'What I saw in dispatch',
      text: `Hello Tom,

Thank you for the tour on ${d.weekday(61, 'en')} (my shoes are drying). What I take home:

- The label printers speak to the server every two seconds. On the new line that is fine.
- Nobody could tell me who owns the customs feed. Please find him before the move.
- Ten minutes is possible, if the standby server is not optional.

Regards,
Juan`,
    },
    {
      key: 'hf-board',
      by: TOM,
      to: [ANA],
      cc: [JUAN],
      at: d.at(60, '15:25', TOM.zone),
      answers: 'hf-quote',
      text: `Hi Ana,

Board likes you, dislikes the line with the standby server. I read them Juan's mail and they still dislike it. Is there anything you can do about the first year?

Cheers`,
      logo: HARBOUR_LOGO,
    },
    {
      key: 'hf-quote-v2',
      by: ANA,
      to: [TOM],
      cc: [JUAN],
      at: d.at(59, '11:10'),
      text: `Hi Tom,

Standby included for the first year, if you sign for two. Marta agreed before I finished the sentence, so please do not tell her that I would have waited.

Version 2 attached.

Best,`,
      attachments: [pdfFile('quote-112-v2.pdf', lines(true))],
    },
  ])
}

function contract(d: Clock): Written[] {
  return talk('en', [
    {
      key: 'hf-sla',
      by: PRIYA,
      to: [ANA],
      cc: [TOM],
      at: d.at(56, '09:47', PRIYA.zone),
      subject: 'Before I agree to this',
      text: `Ana,

Tom is keen. I run the floor, so one question: when it stops at five in the morning, whose telephone rings, and how long before a human being is looking at it?

A number, please, not a paragraph.

Priya`,
    },
    {
      key: 'hf-sla-answer',
      by: ANA,
      to: [PRIYA],
      cc: [TOM, MARTA],
      at: d.at(56, '12:25'),
      text: `Priya,

Fifteen minutes. Juan's, then mine.

Best,`,
    },
    {
      key: 'hf-contract',
      by: ANA,
      to: [TOM],
      cc: [MARTA],
      at: d.at(46, '10:35'),
      subject: 'The contract',
      text: `Hi Tom,

The contract, as we discussed: two years, standby included for the first, fifteen minutes in writing for Priya.

I am at a fair with a very large antenna until tomorrow; from then on I answer in minutes.

Best,`,
      attachments: [
        docxFile('contract-harbour-finch.docx', [
          'Hosting agreement between Sirinube Cloud S.L. and Harbour & Finch Logistics',
          '1. Term: two years.',
          '2. Response: a person looks at it within fifteen minutes, at any hour.',
          '3. Either side may leave with ninety days of notice.',
        ]),
      ],
    },
    {
      key: 'hf-lawyers',
      by: TOM,
      to: [ANA],
      at: d.at(44, '14:02', TOM.zone),
      text: `Hi Ana,

Our lawyers have had it for days and changed one comma and "ninety" to "sixty". I suspect they bill by the hour.

Sixty OK with you? If so it's signed this week.

Cheers`,
    },
    {
      key: 'hf-sixty',
      by: ANA,
      to: [TOM],
      cc: [MARTA],
      at: d.at(43, '09:12'),
      text: `Hi Tom,

Sixty is fine. And the comma is better where they put it.

Best,`,
    },
    {
      key: 'hf-signed',
      by: TOM,
      to: [ANA],
      at: d.at(40, '16:10', TOM.zone),
      text: `Signed and attached. Let's get it out of the cupboard.

Tom`,
      attachments: [
        pdfFile('contract-harbour-finch-signed.pdf', ['# Hosting agreement', `Signed\t${d.date(40)}`, 'T. Ashworth']),
      ],
    },
  ])
}
