/** Messages within messages, signed and encrypted ones. */
import { describe, expect, it } from 'vitest'
import { compose, file, mixed, multipart, read, text } from '../support/compose.ts'

describe('a forwarded message', () => {
  const inner = compose({ Subject: '=?utf-8?Q?Aver=C3=ADa?=', 'Message-ID': '<2@x.test>' }, 'No arranca.\n')

  it('inline is part of the text, headed like any forward', async () => {
    const message = await read(mixed({}, [text('Mira:'), `Content-Type: message/rfc822\n\n${inner}`]))
    expect(message.text).toContain(
      'Mira:\n\n---------- Forwarded message ----------\nFrom: Ana Ruiz <ana@talleres.test>\n',
    )
    expect(message.text).toContain('Subject: Avería\n')
    expect(message.text).toMatch(/No arranca\.$/)
    expect(message).toMatchObject({ messageId: '1@talleres.test', attachments: [] })
  })

  it('brings its attachments along', async () => {
    const withFile = mixed({}, [text('Ver foto'), file('foto.jpg', 'jpg', { type: 'image/jpeg' })]).replaceAll(
      'b-mixed',
      'b-inner',
    )
    const message = await read(mixed({}, [text('Mira:'), `Content-Type: message/rfc822\n\n${withFile}`]))
    expect(message.text).toContain('Ver foto')
    expect(message.attachments).toMatchObject([{ name: 'foto.jpg', size: 3, inline: false }])
  })

  it('attached as a file stays a file', async () => {
    const attached = `Content-Type: message/rfc822\nContent-Disposition: attachment; filename="caso.eml"\n\n${inner}`
    const message = await read(mixed({}, [text('Adjunto'), attached]))
    expect(message.text).toBe('Adjunto')
    expect(message.attachments).toMatchObject([{ name: 'caso.eml', type: 'message/rfc822', inline: false }])
  })
})

describe('signed and encrypted mail', () => {
  it('opaque S/MIME has nothing to read but says so', async () => {
    const type = (kind: string) => `application/pkcs7-mime; smime-type=${kind}; name="smime.p7m"`
    const fields = { 'Content-Transfer-Encoding': 'base64', 'Content-Disposition': 'attachment; filename="smime.p7m"' }
    const encrypted = await read(compose({ ...fields, 'Content-Type': type('enveloped-data') }, 'AAAA'))
    expect(encrypted).toMatchObject({ text: null, html: null, subject: 'Pedido 7', notes: ['encrypted'] })
    expect(encrypted.attachments).toMatchObject([{ name: 'smime.p7m', inline: true }])
    expect((await read(compose({ ...fields, 'Content-Type': type('signed-data') }, 'AAAA'))).notes).toEqual(['signed'])
  })

  it('PGP/MIME is no document', async () => {
    const { type, body } = multipart('encrypted; protocol="application/pgp-encrypted"', [
      text('Version: 1', 'application/pgp-encrypted'),
      text('-----BEGIN PGP MESSAGE-----', 'application/octet-stream; name="encrypted.asc"'),
    ])
    const message = await read(compose({ 'Content-Type': type }, body))
    expect(message).toMatchObject({ text: null, notes: ['encrypted'] })
    expect(message.attachments.every(({ inline }) => inline)).toBe(true)
  })

  it('PGP in the text loses its armour', async () => {
    const signature = '-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----'
    const signed = `Antes\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHola\n- -- \nAna\n${signature}\nDespués`
    expect(await read(compose({}, signed))).toMatchObject({ text: 'Antes\nHola\n-- \nAna\nDespués', notes: ['signed'] })
    const encrypted = 'Ver:\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n'
    expect(await read(compose({}, encrypted))).toMatchObject({ text: 'Ver:', notes: ['encrypted'] })
    const odd = '-----BEGIN PGP SIGNED MESSAGE-----\n-----BEGIN PGP SIGNATURE-----\n\nx'
    expect(await read(compose({}, odd))).toMatchObject({ text: odd, notes: [] })
  })
})
