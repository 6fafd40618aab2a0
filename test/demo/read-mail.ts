/** The demo's mail as its tests look at it. */
import { simpleParser, type ParsedMail } from 'mailparser'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import type { DemoMail } from '#server/demo/mails/letter.ts'

export const NOW = new Date('2025-11-21T11:30:00Z')
export const DAY = 86_400_000
export const ANA = 'ana.ruiz@sirinube.example'
export const JUAN = 'juan.perez@sirinube.example'
export const MARTA = 'marta.ibarra@sirinube.example'
export const GORKA = 'gorka.saez@sirinube.example'
export const INFO = 'info@sirinube.example'

export const mails = demoMails(NOW)
export const parsed = new Map<string, ParsedMail>()

/** Reads them all, with a parser that is not ours. */
export async function parseAll(): Promise<void> {
  for (const mail of mails) parsed.set(mail.key, await simpleParser(mail.raw))
}

export function mailOf(key: string): DemoMail {
  const mail = mails.find((candidate) => candidate.key === key)
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}

export function parsedOf(key: string): ParsedMail {
  const mail = parsed.get(key)
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}

/** The raw value of a header, unfolded. */
export function header(key: string, name: string): string | undefined {
  const line = parsedOf(key).headerLines.find((candidate) => candidate.key === name.toLowerCase())?.line
  return line
    ?.slice(name.length + 1)
    .replaceAll(/\s+/g, ' ')
    .trim()
}

export const addressesOf = (list: ParsedMail['to']) =>
  [list ?? []].flat().flatMap((entry) => entry.value.map((value) => value.address ?? ''))
export const idsIn = (value: string | undefined) => (value?.match(/<[^>]+>/g) ?? []).map((id) => id.slice(1, -1))
export const withHeader = (name: string, value: RegExp) =>
  mails.filter(({ key }) => value.test(header(key, name) ?? '')).map((mail) => mail.key)
