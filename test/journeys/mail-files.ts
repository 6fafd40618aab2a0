/** Mail of somebody's own, as the three kinds of files that it comes in: .eml, an mbox of Takeout, a Maildir. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type Mail = {
  id: string
  from: string
  to: string
  cc?: string
  subject: string
  /** Counted back from today, for mail of the last weeks whenever this runs. */
  daysAgo: number
  text: string
  headers?: Record<string, string>
}

export function rawMail({ id, from, to, cc, subject, daysAgo, text, headers = {} }: Mail): string {
  const at = new Date(Date.now() - daysAgo * 86_400_000)
  const fields = {
    ...headers,
    From: from,
    To: to,
    ...(cc && { Cc: cc }),
    Subject: encodedWord(subject),
    Date: at.toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${id}>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  }
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return [...head, '', ...text.split('\n'), ''].join('\r\n')
}

const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`

/** As Takeout writes it: all mail in one file, its labels in a field of each message. */
export function takeoutMbox(mails: { labels: string; mail: Mail }[]): string {
  return mails
    .map(({ labels, mail }, index) => {
      const raw = rawMail({
        ...mail,
        headers: { 'X-GM-THRID': String(1700 + index), 'X-Gmail-Labels': labels, ...mail.headers },
      })
      return `From ${1700 + index}@xxx Mon Nov 02 09:00:00 +0000 2026\r\n${raw.replaceAll(/^(>*From )/gm, '>$1')}\r\n`
    })
    .join('')
}

/** Writes files by their paths below a folder, making what is missing. */
export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}

/** Windows allows no colon in a file's name. */
const INFO_MARK = process.platform === 'win32' ? ';2,' : ':2,'

/** Maildir++ by folder ('' is the inbox) and flags; without flags it is new. */
export async function writeMaildir(root: string, mails: { folder: string; flags: string | null; mail: Mail }[]) {
  for (const { folder, flags, mail } of mails) {
    const maildir = join(root, folder)
    for (const part of ['cur', 'new', 'tmp']) await mkdir(join(maildir, part), { recursive: true })
    const name = `${mail.id.replaceAll(/\W/g, '-')}.host`
    await writeFile(
      flags === null ? join(maildir, 'new', name) : join(maildir, 'cur', `${name}${INFO_MARK}${flags}`),
      rawMail(mail),
    )
  }
}

export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 3 })
