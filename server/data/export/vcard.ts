/** Contacts as vCard 3.0, which every address book takes. */
import type { Contact } from '#shared/api.ts'

const escape = (text: string): string =>
  text.replaceAll(/[\\,;]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|\r|\n/g, '\\n')

export function toVcard(contact: Contact): string {
  const name = contact.name ?? contact.addresses[0] ?? contact.phones[0] ?? '—'
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:ficha-contact-${contact.id}`,
    `FN:${escape(name)}`,
    // Which part is the family's is not known, and not made up.
    `N:${escape(name)};;;;`,
    ...(contact.company ? [`ORG:${escape(contact.company.name)}`] : []),
    ...(contact.role === null ? [] : [`TITLE:${escape(contact.role)}`]),
    ...contact.addresses.map((address) => `EMAIL;TYPE=INTERNET:${escape(address)}`),
    ...contact.phones.map((phone) => `TEL;TYPE=VOICE:${escape(phone)}`),
    'END:VCARD',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** Lines of 75 octets at most, cut between characters (RFC 6350, 3.2). */
function fold(line: string): string {
  const lines: string[] = []
  let current = ''
  let size = 0
  for (const character of line) {
    const octets = Buffer.byteLength(character)
    if (size + octets > 75) {
      lines.push(current)
      // The blank that continues a line counts.
      ;[current, size] = [' ', 1]
    }
    current += character
    size += octets
  }
  return [...lines, current].join('\r\n')
}
