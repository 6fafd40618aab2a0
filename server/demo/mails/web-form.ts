/** What the form on our own web page sends: from us, to us, with the visitor's address to answer to. */
import { INFO, WEB } from './cast.ts'
import { mailDate, OFFICE_ZONE } from './clock.ts'
import { inbox, messageIdOf, writeSystemMail } from './compose.ts'
import type { Written } from './letter.ts'
import { encodedAddress, encodedText, textPart } from './mime.ts'
import type { NamedAddress } from './mime.ts'

export type WebForm = {
  key: string
  at: Date
  visitor: NamedAddress
  company: string
  phone: string
  text: string
}

export function writeWebForm({ key, at, visitor, company, phone, text }: WebForm): Written {
  return writeSystemMail(
    { key, in: [inbox(INFO)], language: 'es', at, messageId: messageIdOf(key, 'webmail', WEB.address) },
    [
      ['Date', mailDate(at, OFFICE_ZONE)],
      ['From', encodedAddress(WEB, 'utf-8')],
      ['Reply-To', encodedAddress(visitor, 'utf-8')],
      ['To', encodedAddress(INFO, 'utf-8')],
      ['Subject', encodedText(`Contacto desde la web: ${visitor.name}`, 'utf-8')],
    ],
    textPart({
      subtype: 'plain',
      text: `Nombre: ${visitor.name}\nEmpresa: ${company}\nCorreo: ${visitor.address}\nTeléfono: ${phone}\n\nMensaje:\n${text}`,
      charset: 'utf-8',
      transfer: '8bit',
    }),
  )
}
