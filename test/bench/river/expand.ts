/** What meetings cost before the river has them: reading the calendars and working out their instances, in a process of its own. */
import { createFilesSource } from '#server/sources/files/mail.ts'

export type Expanded = { seconds: number; meetings: number }

const [folder] = process.argv.slice(2) as [string]
const begun = performance.now()
const source = createFilesSource({ paths: [folder], zone: null, now: () => new Date() })
let meetings = 0
for (let position: string | null = null, done = false; !done;) {
  const page = await source.readPage(position)
  meetings += page.items.filter((item) => item.type === 'meeting').length
  position = page.position
  done = page.done
}
const expanded: Expanded = { seconds: (performance.now() - begun) / 1000, meetings }
process.stdout.write(JSON.stringify(expanded))
