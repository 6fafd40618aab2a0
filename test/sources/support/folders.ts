/** Folders of mail for tests, and reading them page by page. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createFilesSource, type FilesSourceOptions } from '#server/sources/files/mail.ts'
import type { Page, SourceItem } from '#server/sources/source.ts'

/** A folder that is gone after the test. Keys are paths below it. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ficha-files-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) write(join(root, path), content)
  return root
}

export function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Messages as one mbox, quoted as mboxrd has it. */
export const mbox = (messages: string[], postmark = 'From ana@talleres.test Mon Mar  2 10:00:00 2026') =>
  messages.map((message) => `${postmark}\n${message.replace(/^(>*From )/gm, '>$1').replace(/\n?$/, '\n\n')}`).join('')

/** All pages from the beginning. With `restart`, every page by a source of its own, as after a kill. */
export async function readPages(options: FilesSourceOptions, restart = false): Promise<Page[]> {
  let source = createFilesSource(options)
  const pages: Page[] = []
  let position: string | null = null
  do {
    if (restart) source = createFilesSource(options)
    const page = await source.readPage(position)
    pages.push(page)
    position = page.position
  } while (!pages.at(-1)!.done)
  return pages
}

export const readItems = async (...paths: string[]): Promise<SourceItem[]> =>
  (await readPages({ paths })).flatMap((page) => page.items)

/** One short word an item: its subject, or what went wrong. */
export const summary = (items: SourceItem[]) =>
  items.map((item) => {
    if (item.type === 'message')
      return item.local === null ? item.message.subject : `${item.message.subject} (${item.local})`
    return item.type === 'failed' ? `! ${item.code}` : item.type
  })

export const idsOf = (items: SourceItem[]) => items.map((item) => item.providerId)

/** Of the messages, by subject. */
export const foldersOf = (items: SourceItem[]) =>
  Object.fromEntries(
    items.flatMap((item) => (item.type === 'message' ? [[item.message.subject, item.locator.folder]] : [])),
  )
