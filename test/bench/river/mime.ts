/** Raw messages as the common clients write them: multipart/alternative, quoted-printable, many header fields. */
import type { Random } from '../random.ts'

const STYLE = `<style><!-- /* Font Definitions */ @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;} @font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;} /* Style Definitions */ p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif; mso-ligatures:standardcontextual; mso-fareast-language:EN-US;} a:link, span.MsoHyperlink {mso-style-priority:99; color:#0563C1; text-decoration:underline;} span.EmailStyle17 {mso-style-type:personal-compose; font-family:"Calibri",sans-serif; color:windowtext;} .MsoChpDefault {mso-style-type:export-only;} @page WordSection1 {size:612.0pt 792.0pt; margin:70.85pt 3.0cm 70.85pt 3.0cm;} div.WordSection1 {page:WordSection1;} --></style>`

export const officePage = (body: string) =>
  `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15 (filtered medium)">${STYLE}</head><body lang="ES" link="#0563C1" vlink="#954F72" style="word-wrap:break-word"><div class="WordSection1">${body}</div></body></html>`

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const hex = (char: string) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

/** RFC 2045, 6.7: never more than 76 characters a line, never a break within a coded byte. */
export function quotedPrintable(text: string): string {
  const coded = latin1(text).replace(/[=\x7f-\xff]| (?=\n|$)/g, hex)
  return coded.replace(/[^\n]{73}(?:[^\n=]{0,2}(?==)|[^\n=]{2})(?=[^\n])/g, '$&=\n')
}

const word = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?Q?${latin1(text).replace(/[^A-Za-z0-9]/g, hex)}?=`
const mailbox = ({ name, address }: { name: string; address: string }) => `${word(name)} <${address}>`

export type Envelope = {
  id: string
  from: { name: string; address: string }
  to: { name: string; address: string }[]
  cc: { name: string; address: string }[]
  subject: string
  at: Date
  references: readonly string[]
  extra: readonly string[]
  /** Came over the network: with what servers add on the way. */
  received: boolean
}

export const rfcDate = (at: Date) => at.toUTCString().replace('GMT', '+0000')

const base64 = (random: Random, length: number) =>
  Buffer.from(Uint32Array.from({ length: length / 4 }, () => random.below(2 ** 32)).buffer).toString('base64')

function hops({ at, from, to }: Envelope, random: Random): string[] {
  const stamp = rfcDate(at)
  const host = from.address.split('@')[1]
  const key = () => random.below(2 ** 31).toString(36)
  return [
    `Delivered-To: ${to[0]!.address}`,
    `Received: by 2002:a05:7300:5a${key().slice(0, 2)} with SMTP id ${key()}${key()};\n        ${stamp}`,
    `X-Received: by 2002:a05:600c:1d${key().slice(0, 2)} with SMTP id ${key()}${key()}mr1;\n        ${stamp}`,
    `ARC-Seal: i=1; a=rsa-sha256; t=1790000000; cv=none; d=google.com; s=arc-20240605;\n        b=${base64(random, 180).replace(/(.{70})/g, '$1\n         ')}`,
    `Return-Path: <${from.address}>`,
    `Received: from mail-${key()}.${host} (mail-${key()}.${host}. [203.0.113.${random.below(250)}])\n        by mx.google.com with ESMTPS id ${key()}${key()}\n        for <${to[0]!.address}>\n        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);\n        ${stamp}`,
    `Authentication-Results: mx.google.com;\n       dkim=pass header.i=@${host} header.s=selector1 header.b=${key()};\n       spf=pass (google.com: domain of ${from.address} designates 203.0.113.9 as permitted sender) smtp.mailfrom=${from.address};\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=${host}`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${host};\n s=selector1; h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;\n b=${base64(random, 256).replace(/(.{72})/g, '$1\n ')}`,
  ]
}

export type Content = { text: string; html: string; file: string | null }

/** One message of an mbox, with its "From " line and the blank line after it. */
export function writeRaw(envelope: Envelope, { text, html, file }: Content, random: Random): string {
  const { id, from, to, cc, subject, at, references, extra } = envelope
  const alternative = `alt-${id.slice(0, 16)}`
  const part = (type: string, body: string) =>
    `Content-Type: ${type}; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(body)}\n`
  const both = `--${alternative}\n${part('text/plain', text)}\n--${alternative}\n${part('text/html', html)}\n--${alternative}--\n`
  const mixed = `mix-${id.slice(0, 16)}`
  const headers = [
    ...(envelope.received ? hops(envelope, random) : []),
    'MIME-Version: 1.0',
    ...(references.length > 0
      ? [`References: ${references.map((one) => `<${one}>`).join('\n ')}`, `In-Reply-To: <${references.at(-1)}>`]
      : []),
    `From: ${mailbox(from)}`,
    `Date: ${rfcDate(at)}`,
    `Message-ID: <${id}>`,
    `Subject: ${word(subject)}`,
    `To: ${to.map(mailbox).join(',\n ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.map(mailbox).join(',\n ')}`] : []),
    ...extra,
  ]
  const body =
    file === null
      ? `Content-Type: multipart/alternative; boundary="${alternative}"\n\n${both}`
      : `Content-Type: multipart/mixed; boundary="${mixed}"\n\n--${mixed}\nContent-Type: multipart/alternative; boundary="${alternative}"\n\n${both}\n--${mixed}\nContent-Type: application/pdf; name="${file}"\nContent-Disposition: attachment; filename="${file}"\nContent-Transfer-Encoding: base64\n\n${attachment(random)}\n--${mixed}--\n`
  return `From ${random.below(2 ** 31)}@xxx ${asctime(at)}\n${headers.join('\n')}\n${body}\n`
}

/** "Mon, 02 Nov 2026 09:00:00 GMT" as an mbox separator has it. */
const asctime = (at: Date) => {
  const [day, date, month, year, time] = at.toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date} ${time} +0000 ${year}`
}

const attachment = (random: Random) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    Buffer.from(Uint32Array.from({ length: 5_000 }, () => random.below(2 ** 32)).buffer),
  ])
    .toString('base64')
    .replace(/(.{76})/g, '$1\n')
