/** Run as a process of its own: reads the paths given and prints how many MB the memory grew beyond a warm start. */
import { createFilesSource } from '#server/sources/files/mail.ts'

async function readAll(paths: string[]): Promise<number> {
  const source = createFilesSource({ paths })
  let count = 0
  for (let position: string | null = null; ;) {
    const page = await source.readPage(position)
    for (const item of page.items) {
      count++
      if (item.type !== 'message') continue
      for (const { index } of item.message.attachments)
        for await (const _ of await source.openAttachment(item.locator, index));
    }
    if (page.done) return count
    position = page.position
  }
}

const [warm, ...paths] = process.argv.slice(2)
await readAll([warm!])
const before = process.resourceUsage().maxRSS
const count = await readAll(paths)
process.stdout.write(JSON.stringify({ count, grownMb: (process.resourceUsage().maxRSS - before) / 1024 }))
