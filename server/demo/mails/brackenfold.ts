/** Brackenfold Hosting, a supplier in London: an offer, works told to 25 addresses, a newsletter, an invoice with a broken date. */
import { CALLUM, INFO, JUAN, someone } from './cast.ts'
import type { Clock } from './clock.ts'
import { inbox, sent, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { pdfFile } from './files.ts'
import type { NamedAddress } from './mime.ts'
import { newsletterBody, newsletterHeaders } from './newsletter.ts'

export function brackenfold(d: Clock): Written[] {
  const ask = writeLetter({
    key: 'bf-uplink-ask',
    from: JUAN,
    to: [CALLUM],
    at: d.at(38, '12:05'),
    language: 'en',
    subject: 'Second uplink for rack B12',
    text: `Hello Callum,

We are putting a customer with a warehouse on rack B12 and I want a second uplink there, by another path. Please tell me the price and how soon.

It must be ready before ${d.saturday(35, 'en')}.

Regards,`,
    in: [sent(JUAN)],
  })
  const answer = writeLetter({
    key: 'bf-uplink-quote',
    from: CALLUM,
    to: [JUAN],
    at: d.at(37, '09:50', CALLUM.zone),
    language: 'en',
    answers: ask,
    text: `Hi Juan,

No problem at all. £95 a month, £150 to set up, and it leaves the building on the river side, so a digger can only get one of the two.

I’ve pencilled you in for ${d.weekday(36, 'en')}. Just say yes and it’s done.

All the best,`,
    in: [inbox(JUAN)],
  })
  const works = writeLetter({
    key: 'bf-works',
    from: someone('Brackenfold NOC', 'noc@brackenfold.example', CALLUM),
    to: [...TENANTS, JUAN, INFO],
    at: d.at(19, '15:30', CALLUM.zone),
    language: 'en',
    subject: 'Planned works in hall B: one feed at a time',
    only: 'text',
    text: `Dear customers,

On ${d.day(15, 'en')} between 23:00 and 03:00 (UK time) we replace the power distribution in hall B, one feed at a time. Racks with two feeds will notice nothing. Racks with one feed WILL go dark for up to 40 minutes.

If you are not sure which you have, answer this mail before ${d.day(16, 'en')}.

(And yes, we know everybody's address is in the To line. Sorry. It was a long day.)

Network Operations, Brackenfold Hosting`,
    in: [inbox(JUAN), inbox(INFO)],
  })
  const rows = [
    ['Rack B12, half', '1', '£410.00'],
    ['Second uplink', '1', '£95.00'],
    ['Set-up', '1', '£150.00'],
  ]
  const invoice = writeLetter({
    key: 'bf-invoice',
    from: someone('Brackenfold Accounts', 'accounts@brackenfold.example', CALLUM),
    to: [INFO],
    at: d.at(14, '09:00', CALLUM.zone),
    language: 'en',
    subject: 'Invoice BF-30718',
    only: 'html',
    text: `Your invoice BF-30718 is ready. Total £655.00`,
    html: `<p>Dear customer,</p><p>Your invoice <b>BF-30718</b> is attached.</p>
<table border="1"><tr><th>Item</th><th>Qty</th><th>Amount</th></tr>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
<tr><td colspan="2"><b>Total, due in 30 days</b></td><td><b>£655.00</b></td></tr></table>
<p>See it online: <a href="https://billing.brackenfold.example/i/BF-30718">your invoices</a></p>
<img src="https://billing.brackenfold.example/open.gif?i=BF-30718" width="1" height="1" alt="">`,
    // The billing system forgot to fill in its template.
    brokenDate: '{{invoice.sent_at}}',
    attachments: [
      pdfFile('BF-30718.pdf', [
        '# Invoice BF-30718',
        ...rows.map(([item, , amount]) => `${item}\t${amount?.replace('£', 'GBP ')}`),
        'Total\tGBP 655.00',
      ]),
    ],
    in: [inbox(INFO)],
  })
  const newsletter = writeLetter({
    key: 'bf-newsletter',
    from: someone('Brackenfold', 'news@brackenfold.example', CALLUM),
    to: [JUAN],
    at: d.at(21, '07:45', CALLUM.zone),
    language: 'en',
    subject: 'Rack Notes: our greenest hall yet 🌿',
    only: 'html',
    ...newsletterBody({
      site: 'https://news.brackenfold.example',
      title: 'Rack Notes',
      text: 'Hall C opens this spring, cooled by the river and nothing else. Come and feel the draught: open day for customers, with sandwiches.',
      out: 'Unsubscribe',
    }),
    headers: newsletterHeaders('rack-notes.news.brackenfold.example', 'news@brackenfold.example'),
    in: [inbox(JUAN)],
  })
  return [ask, answer, works, newsletter, invoice]
}

/** Brackenfold's other customers in hall B, strangers to us. With Juan and info@ they are 25. */
const TENANTS: NamedAddress[] = [
  'Hall Manager/ops@tidewold.example',
  'Amara Osei/amara.osei@kestrelmoth.example',
  'Bram Visser/bram@visserpolder.example',
  'IT/it@ashdownvets.example',
  'Chloe Tan/chloe.tan@papertrailtax.example',
  "Declan O'Shea/declan.oshea@mossbankdairy.example",
  'Fatima Zahra/fatima@zahra-textiles.example',
  'Giulia Conti/giulia.conti@lampiofilm.example',
  'hostmaster@quillandpress.example',
  'Hugh Pemberton/hugh@pembertonorgans.example',
  'Ines Duarte/ines.duarte@azulejo-duarte.example',
  'Jonas Lindqvist/jonas@norrskenradio.example',
  'Kofi Mensah/kofi.mensah@bluecranepharm.example',
  'Lena Hartmann/lena.hartmann@uhrwerk-hartmann.example',
  'Mei-Ling Chow/meiling@ninestiles.example',
  'Niamh Byrne/niamh@harpandvalley.example',
  'noc@palefirehosting.example',
  'Oliver Reedham/oliver@reedhamcider.example',
  'Petra Novotna/petra@sklopetra.example',
  'Rashid Karim/rashid.karim@spicelantern.example',
  'Sven Dahl/sven@fjellkvist.example',
  'Tessa Wren/tessa.wren@wrenandpage.example',
  'Yuki Arai/yuki.arai@tatehana.example',
].map((line) => {
  const [name, address] = line.includes('/') ? line.split('/') : [null, line]
  return { name: name ?? null, address: address ?? line }
})
