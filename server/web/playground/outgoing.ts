/** A mail as a mail program writes it: RFC 5322 and MIME, by nodemailer. */
import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { PlaygroundOutgoing, PlaygroundPerson } from '#shared/playground.ts'
import type { Original } from '../../sources/files/reader.ts'
import { quoteOriginal, textHtml } from './quote.ts'

export type OutgoingFile = { name: string; type: string; content: Buffer }

type Writing = {
  mail: PlaygroundOutgoing
  from: PlaygroundPerson
  at: Date
  original: Original | null
  files: OutgoingFile[]
}

/** `own` is the sender's copy: it alone names who was in Bcc. */
export type Written = { messageId: string; own: Buffer; others: Buffer }

export async function writeMail({ mail, from, at, original, files }: Writing): Promise<Written> {
  const messageId = `${randomUUID()}@${from.address.slice(from.address.lastIndexOf('@') + 1)}`
  const quoting = { forward: mail.original?.how === 'forward', locale: mail.locale, zone: mail.zone }
  const below = original && quoteOriginal(original, quoting)
  const chain = original && !quoting.forward ? chainOf(original) : []
  const node = new MailComposer({
    from: named(from),
    to: mail.to.map(named),
    cc: mail.cc.map(named),
    bcc: mail.bcc.map(named),
    subject: mail.subject,
    date: at,
    messageId: `<${messageId}>`,
    ...(chain.length > 0 && { inReplyTo: chain.at(-1)!, references: chain }),
    text: [mail.text, ...(below ? [below.text] : [])].join('\n\n'),
    html: `<div>${textHtml(mail.text)}</div>${below ? `<br>${below.html}` : ''}`,
    attachments: files.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
    // Names in a form of ours must never make this machine read a file or a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const others = await node.build()
  node.keepBcc = true
  return { messageId, own: await node.build(), others }
}

/** Every mail that led here, the answered one last. One without an id of its own cannot be named. */
function chainOf({ messageId, references, notes }: Original): string[] {
  const own = messageId === null || notes.includes('id-from-content') ? [] : [messageId]
  return [...references.filter((id) => id !== messageId), ...own].map((id) => `<${id}>`)
}

const named = ({ name, address }: PlaygroundPerson) => ({ name: name ?? '', address })
