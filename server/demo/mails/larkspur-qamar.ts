/** One who left (Larkspur & Marlow: the old address bounces, the sister writes) and one who may come (Qamar & Zaatar). */
import { ANA, EDITH, EDWIN, INFO, JUAN, LAYLA, TOM } from './cast.ts'
import { mailDate, OFFICE_ZONE } from './clock.ts'
import type { Clock } from './clock.ts'
import { inbox, messageIdOf, sent, spam, writeLetter, writeSystemMail } from './compose.ts'
import type { Written } from './letter.ts'
import { multipart, textPart } from './mime.ts'

export function larkspurAndQamar(d: Clock): Written[] {
  return [...larkspur(d), ...qamar(d)]
}

function larkspur(d: Clock): Written[] {
  const hello = writeLetter({
    key: 'lk-hello',
    from: ANA,
    to: [EDWIN],
    at: d.at(33, '11:14'),
    language: 'en',
    subject: 'Your old shop data: shall we keep it?',
    text: `Hi Edwin,

It's been almost a year since you closed the online shop with us. We still keep its last backup and by contract we delete it after twelve months, on ${d.day(-8, 'en')}.

Would you like a copy before that? It costs nothing.

All the best,`,
    in: [sent(ANA)],
  })
  const bounce = writeBounce(d, hello)
  const edith = writeLetter({
    key: 'lk-archive',
    from: EDITH,
    to: [INFO],
    at: d.at(24, '10:21', EDITH.zone),
    language: 'en',
    subject: 'Our old website',
    text: `Good morning, I’m Edwin’s sister, I look after Larkspur & Marlow since he retired (his email is gone too, he says he doesn’t miss it).

Somebody told me you might still have the old shop with all the customers’ orders? The accountant would love them. I’m afraid I’ve no idea what to ask for.

Edith Marlow`,
    in: [inbox(INFO)],
  })
  const answer = writeLetter({
    key: 'lk-archive-answer',
    from: JUAN,
    to: [EDITH],
    cc: [INFO],
    at: d.at(23, '09:40'),
    language: 'en',
    answers: edith,
    text: `Dear Edith,

Yes, we have it: orders and customers from 2016 until the shop closed, 3.1 GB. You can download it here until ${d.day(-8, 'en')}, then we delete our copy:

https://files.sirinube.example/larkspur/archive

The password goes by telephone, I call the shop tomorrow at 11. Greetings to Edwin.

Juan`,
    in: [sent(JUAN), inbox(INFO)],
  })
  return [hello, bounce, edith, answer]
}

function writeBounce(d: Clock, original: Written): Written {
  const at = d.at(33, '11:15')
  const messageId = original.mail.messageId ?? ''
  const text = `This is the mail system at host mx.sirinube.example.

Your message could not be delivered to one recipient:

<${EDWIN.address}>: host mail.larkspurmarlow.example said: 550 5.1.1 User unknown`
  const status = `Reporting-MTA: dns; mx.sirinube.example
Arrival-Date: ${mailDate(original.mail.at, OFFICE_ZONE)}

Final-Recipient: rfc822; ${EDWIN.address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown`
  const statusPart = {
    headers: [['Content-Type', 'message/delivery-status'] as [string, string]],
    body: Buffer.from(status.replaceAll('\n', '\r\n')),
  }
  const head = `Message-ID: <${messageId}>\r\nFrom: ${ANA.address}\r\nTo: ${EDWIN.address}\r\nSubject: ${original.quoted.subject}`
  const headPart = { headers: [['Content-Type', 'text/rfc822-headers'] as [string, string]], body: Buffer.from(head) }
  return writeSystemMail(
    {
      key: 'lk-bounce',
      in: [inbox(ANA)],
      language: 'en',
      at,
      messageId: messageIdOf('lk-bounce', 'webmail', 'x@mx.sirinube.example'),
    },
    [
      ['Return-Path', '<>'],
      ['Date', mailDate(at, OFFICE_ZONE)],
      ['From', 'Mail Delivery System <MAILER-DAEMON@mx.sirinube.example>'],
      ['To', ANA.address],
      ['Subject', 'Undelivered Mail Returned to Sender'],
      ['Auto-Submitted', 'auto-replied'],
      ['In-Reply-To', `<${messageId}>`],
      ['References', `<${messageId}>`],
    ],
    multipart(
      'report',
      'lk-bounce',
      [textPart({ subtype: 'plain', text, charset: 'us-ascii', transfer: '8bit' }), statusPart, headPart],
      '; report-type=delivery-status',
    ),
  )
}

function qamar(d: Clock): Written[] {
  const hello = writeLetter({
    key: 'qa-hello',
    from: LAYLA,
    to: [ANA],
    cc: [INFO],
    at: d.at(12, '10:03', LAYLA.zone),
    language: 'en',
    subject: 'Arabic / English web shop, recommended by Tom Ashworth',
    text: `Hello Ana,

Tom at Harbour & Finch gave me your name; they ship our spices from Valencia. He said "they break things like everybody, but then they pick up the phone", which sold me.

We sell in Arabic (قمر وزعتر) and English and want to move our shop from New York to a European host before our busy season. About 900 orders a week. Is that something you do?

Warm regards,`,
    // The shared mailbox's filter took it for spam; in Ana's it arrived.
    in: [inbox(ANA), spam(INFO)],
  })
  const answer = writeLetter({
    key: 'qa-answer',
    from: ANA,
    to: [LAYLA],
    cc: [TOM],
    at: d.at(11, '12:20'),
    language: 'en',
    answers: hello,
    text: `Hello Layla,

I'll have that sentence framed for Juan. Thank you, Tom (in copy)!

Yes, we do. Two questions so that I can send you an estimate: which shop software is it, and is the Arabic side a translation or a shop of its own, with its own stock?

Best,`,
    in: [sent(ANA)],
  })
  const more = writeLetter({
    key: 'qa-more',
    from: LAYLA,
    to: [ANA],
    at: d.at(9, '11:31', LAYLA.zone),
    language: 'en',
    answers: answer,
    text: `Thank you Ana, that was quick.

It is one of the open-source ones, one stock, two storefronts. The Arabic one reads right to left and our last host broke it with every update: the cart turned into "قلس رابهب" or worse.

Could I have the estimate by ${d.day(-2, 'en')}? My partner is in town that day. شكراً جزيلاً`,
    in: [inbox(ANA)],
  })
  return [hello, answer, more]
}
