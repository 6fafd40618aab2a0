/** Pages: a position is enough to go on, whoever reads on, and nothing is read that is known. */
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFilesSource, type Version } from '#server/sources/files/mail.ts'
import type { SourceItem } from '#server/sources/source.ts'
import { compose, crlf } from '../support/compose.ts'
import { folderOf, idsOf, mbox, readItems, readPages, summary, write } from '../support/folders.ts'

const mail = (Subject: string, body?: string) => compose({ Subject, 'Message-ID': `<${Subject}@a.test>` }, body)
const mails = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => mail(`${from + index}`))
const subjects = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `${from + index}`)

describe('pages', () => {
  const root = () =>
    folderOf({
      'a.mbox': mbox([...mails(0, 230), mail('0'), mail('0')]),
      'b.eml': mail('b'),
      'c/cur/1': mail('c1'),
      'c/new/2': mail('c2'),
      'd.mbox': crlf(mbox(mails(300, 380))),
    })
  const all = [...subjects(0, 230), '0', '0', 'b', ...subjects(300, 380), 'c1', 'c2']

  it('hold up to a hundred items, and are the same for a reader that goes on and for one that begins anew', async () => {
    const paths = [root()]
    const warm = await readPages({ paths })
    const cold = await readPages({ paths }, true)
    expect(warm.map((page) => page.items.length)).toEqual([100, 100, 100, 15])
    expect(summary(warm.flatMap((page) => page.items))).toEqual(all)
    expect(cold).toEqual(warm)
    expect(new Set(idsOf(warm.flatMap((page) => page.items))).size).toBe(all.length)
  })

  it('say how far they are, in bytes', async () => {
    const progress = (await readPages({ paths: [root()] }, true)).map((page) => page.progress!)
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(progress[0]!.done).toBeGreaterThan(0)
    expect(progress.at(-1)!.done).toBe(progress.at(-1)!.total)
  })

  it('may be read again, in any order', async () => {
    const source = createFilesSource({ paths: [root()] })
    const first = await source.readPage(null)
    const second = await source.readPage(first.position)
    expect(await source.readPage(null)).toEqual(first)
    expect(await source.readPage(first.position)).toEqual(second)
  })

  it('after the end are empty and done', async () => {
    const paths = [root()]
    const last = (await readPages({ paths })).at(-1)!
    expect(await createFilesSource({ paths }).readPage(last.position)).toMatchObject({
      items: [],
      done: true,
      position: last.position,
    })
    expect(await createFilesSource({ paths: [folderOf({})] }).readPage(null)).toMatchObject({ items: [], done: true })
  })

  it('end after 16 MB, with one message at least', async () => {
    const big = (name: string, size: number) => mail(name, `${'x'.repeat(75)}\n`.repeat(size / 76))
    const paths = [
      folderOf({
        'a.mbox': mbox([big('1', 9e6), big('2', 9e6), big('3', 30e6), big('4', 1e6)]),
        'b.eml': big('5', 20e6),
      }),
    ]
    const pages = await readPages({ paths })
    expect(pages.map((page) => summary(page.items))).toEqual([['1', '2'], ['3'], ['4', '5'], []].slice(0, pages.length))
  })

  it('that were not written by this source are expired', async () => {
    const source = createFilesSource({ paths: [folderOf({ 'a.eml': mail('a') })] })
    for (const position of [
      '',
      '{}',
      'x',
      'null',
      '{"v":1,"after":{"folder":"/gone","entry":"x","offset":null,"size":0},"bytes":0,"end":false}',
    ])
      await expect(source.readPage(position), position).rejects.toMatchObject({ kind: 'cursor-expired' })
  })
})

describe('a file that changes between pages', () => {
  const readOn = async (root: string, position: string) => {
    const items: SourceItem[] = []
    for (let at: string | null = position; at !== null;) {
      const page = await createFilesSource({ paths: [root] }).readPage(at)
      items.push(...page.items)
      at = page.done ? null : page.position
    }
    return summary(items)
  }

  it('is read on where it only grew', async () => {
    const root = folderOf({ 'a.mbox': mbox(mails(0, 150)) })
    const source = createFilesSource({ paths: [root] })
    const first = await source.readPage(null)
    appendFileSync(join(root, 'a.mbox'), mbox(mails(150, 160)))
    expect(await readOn(root, first.position)).toEqual(subjects(100, 160))
    expect(summary((await source.readPage(first.position)).items)).toEqual(subjects(100, 160))
  })

  it('is read from its beginning where it was rewritten, by both kinds of reader', async () => {
    const root = folderOf({ 'a.mbox': mbox(mails(0, 150)) })
    const source = createFilesSource({ paths: [root] })
    const first = await source.readPage(null)
    write(join(root, 'a.mbox'), mbox(mails(50, 140)))
    expect(await readOn(root, first.position)).toEqual(subjects(50, 140))
    expect(summary((await source.readPage(first.position)).items)).toEqual(subjects(50, 140))
  })

  it('and is gone, leaves the others', async () => {
    const root = folderOf({ 'a.mbox': mbox(mails(0, 150)), 'b.eml': mail('b') })
    const first = await createFilesSource({ paths: [root] }).readPage(null)
    rmSync(join(root, 'a.mbox'))
    expect(await readOn(root, first.position)).toEqual(['b'])
  })
})

describe('what is known', () => {
  it('comes back unread as unchanged, until its version is another', async () => {
    const root = folderOf({ 'a.mbox': mbox(mails(0, 3)), 'b.eml': mail('b'), 'c.eml': 'rubbish' })
    const known = new Map<string, number>()
    const asked: Version[] = []
    const isKnown = (versions: Version[]) => {
      asked.push(...versions)
      return Promise.resolve(
        new Set(versions.filter((one) => known.get(one.providerId) === one.version).map((one) => one.providerId)),
      )
    }
    const items = async () => (await readPages({ paths: [root], isKnown })).flatMap((page) => page.items)
    const before = await items()
    for (const item of before) if (item.type === 'message') known.set(item.providerId, item.version)
    const again = await items()
    expect(summary(again)).toEqual([...Array(4).fill('unchanged'), '! not-a-message'])
    expect(again.map(({ providerId, version }) => ({ providerId, version }))).toEqual(asked.slice(asked.length / 2))
    await new Promise((resolve) => setTimeout(resolve, 10))
    write(join(root, 'b.eml'), mail('b').replace('From:', 'Status: RO\nFrom:'))
    expect(summary(await items())).toEqual([...Array(3).fill('unchanged'), 'b', '! not-a-message'])
  })
})

it('rubbish between good messages costs only itself, and everything is counted', async () => {
  const rubbish = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/(^|\n)From /g, '$1'))
  const place = fc.constantFrom('a.mbox', 'b.mbox', 'c', 'd.eml')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, rubbish), { maxLength: 12 }), async (pieces) => {
      const good = ['a.mbox', 'b.mbox', 'c']
      const files: Record<string, string> = {}
      for (const name of good) {
        const bad = pieces.filter(([where]) => where === name).map(([, text]) => text)
        files[name] = mbox([mail(`${name} first`), ...bad, mail(`${name} last`)])
      }
      for (const [index, [where, text]] of pieces.entries()) if (where === 'd.eml') files[`d${index}.eml`] = text
      const root = folderOf(files)
      const items = await readItems(root)
      const read = summary(items)
      for (const name of good) expect(read).toEqual(expect.arrayContaining([`${name} first`, `${name} last`]))
      expect(items.every(({ type }) => type === 'message' || type === 'failed')).toBe(true)
      expect(items).toHaveLength(6 + pieces.length)
      rmSync(root, { recursive: true })
    }),
    { numRuns: 60 },
  )
})
