/** The calendars of the playground as files: one .ics an event, in a folder a mailbox. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ICAL from 'ical.js'

export type CalendarFile = { path: string; uid: string; calendar: ICAL.Component }

/** Text of every file in that mailbox's calendar; none is there before its first event. */
export async function readCalendar(folder: string, address: string): Promise<{ path: string; bytes: Buffer }[]> {
  const home = homeOf(folder, address)
  const names = await readdir(home).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return Promise.all(
    names
      .filter((name) => name.endsWith('.ics') && !name.startsWith('.'))
      .toSorted()
      .map(async (name) => ({ path: join(home, name), bytes: await readFile(join(home, name)) })),
  )
}

/** What cannot be parsed holds no event. */
export const readEvents = (files: { path: string; bytes: Buffer }[]): CalendarFile[] =>
  files.flatMap(({ path, bytes }) => {
    const calendar = parsed(bytes.toString('utf8'))
    const uid = calendar?.getFirstSubcomponent('vevent')?.getFirstPropertyValue('uid')
    return calendar && typeof uid === 'string' ? [{ path, uid, calendar }] : []
  })

export async function findEvent(folder: string, address: string, uid: string): Promise<CalendarFile | undefined> {
  return readEvents(await readCalendar(folder, address)).find((file) => file.uid === uid)
}

function parsed(text: string): ICAL.Component | undefined {
  try {
    const component = ICAL.Component.fromString(text)
    return component.name === 'vcalendar' ? component : undefined
  } catch {
    return undefined
  }
}

/** In place of the file that holds it already, else beside the others. Whoever reads meanwhile sees the old one or the new. */
export async function writeEvent(folder: string, address: string, calendar: ICAL.Component): Promise<void> {
  const uid = String(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('uid'))
  const home = homeOf(folder, address)
  await mkdir(home, { recursive: true })
  const path = (await findEvent(folder, address, uid))?.path ?? join(home, `${nameOf(uid)}.ics`)
  // Outside the folder that is read: a half-written file would be a damaged one.
  const draft = join(folder, `.event-${randomUUID()}`)
  await writeFile(draft, `${calendar.toString()}\r\n`)
  await rename(draft, path)
}

export async function removeEvent(folder: string, address: string, uid: string): Promise<void> {
  const found = await findEvent(folder, address, uid)
  if (found) await rm(found.path)
}

const homeOf = (folder: string, address: string): string => join(folder, 'calendar', address)

/** UIDs come from anywhere and may be no file names. */
const nameOf = (uid: string): string => createHash('sha256').update(uid).digest('hex').slice(0, 32)
