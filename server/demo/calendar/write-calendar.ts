/** Lays the demo's appointments down as calendars, one folder a mailbox and one file an event. */
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoEvents } from './demo-events.ts'

/** Writes `dir/<mailbox address>/<event>.ics`. */
export async function writeDemoCalendars(dir: string, now: Date): Promise<void> {
  const files = demoEvents(now).flatMap(({ event, text, in: holders }) =>
    holders.map((holder) => ({ folder: join(dir, holder), name: `${event.key}.ics`, text, at: event.madeAt })),
  )
  for (const folder of new Set(files.map((file) => file.folder))) await mkdir(folder, { recursive: true })
  await Promise.all(
    files.map(async ({ folder, name, text, at }) => {
      await writeFile(join(folder, name), text)
      await utimes(join(folder, name), at, at)
    }),
  )
}
