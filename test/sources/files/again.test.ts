/** Messages by their locator: fetched again, their attachments, and what the playground shows of them. */
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { createFilesSource } from '#server/sources/files/mail.ts'
import { readEnvelope, readOriginal } from '#server/sources/files/reader.ts'
import type { SourceItem } from '#server/sources/source.ts'
import { compose, crlf, file, mixed, text } from '../support/compose.ts'
import { folderOf, mbox, readItems, summary, write } from '../support/folders.ts'

const withFile = mixed({ Subject: 'oferta' }, [text('Hola\n\nFrom here on'), file('a.pdf', 'pdf '.repeat(500))])
const mail = (Subject: string) => compose({ Subject, 'Message-ID': `<${Subject}@a.test>` })

const tree = () =>
  folderOf({
    'a.mbox': mbox([mail('uno'), withFile, mail('uno')]),
    'b.eml': crlf(withFile),
    'm/cur/1:2,S': withFile,
    'm/new/2': mail('dos'),
  })

const fetch = (root: string, items: SourceItem[]) =>
  createFilesSource({ paths: [root] }).fetchItems(items.map(({ providerId, locator }) => ({ providerId, locator })))

it('the same message is the same wherever it lies', async () => {
  const messages = (await readItems(tree())).flatMap((item) =>
    item.type === 'message' && item.message.subject === 'oferta' ? [item.message] : [],
  )
  expect(messages).toHaveLength(3)
  expect(new Set(messages.map(({ contentHash }) => contentHash)).size).toBe(1)
  expect(messages[1]).toEqual(messages[0])
  expect(messages[2]).toEqual(messages[0])
})

describe('fetchItems', () => {
  it('gives the same items, in the order asked', async () => {
    const root = tree()
    const items = (await readItems(root)).toReversed()
    expect(await fetch(root, items)).toEqual(items)
  })

  it('says what is gone, and never gives another message in its place', async () => {
    const root = tree()
    const items = await readItems(root)
    write(join(root, 'a.mbox'), mbox([mail('xxx'), withFile, mail('uno')]))
    rmSync(join(root, 'b.eml'))
    rmSync(join(root, 'm/new/2'))
    expect(summary(await fetch(root, items))).toEqual(['gone', 'oferta', 'uno', 'gone', 'oferta', 'gone'])
    write(join(root, 'b.eml'), mail('otro'))
    rmSync(join(root, 'a.mbox'))
    rmSync(join(root, 'm'), { recursive: true })
    expect(summary(await fetch(root, items))).toEqual(Array(6).fill('gone'))
  })

  it('finds a Maildir message under its new flags', async () => {
    const root = tree()
    const items = await readItems(root)
    renameSync(join(root, 'm/new/2'), join(root, 'm/cur/2:2,DS'))
    expect(summary(await fetch(root, items)).at(-1)).toBe('dos (draft)')
  })

  it('knows whether a file that failed as a whole still does', async () => {
    const root = folderOf({ 'a.eml': '', 'b.eml': '' })
    const items = await readItems(root)
    expect(summary(items)).toEqual(['! not-mail', '! not-mail'])
    write(join(root, 'b.eml'), mail('b'))
    expect(summary(await fetch(root, items))).toEqual(['! not-mail', 'gone'])
  })
})

describe('openAttachment', () => {
  it('streams the content out of every kind of file', async () => {
    const root = tree()
    const source = createFilesSource({ paths: [root] })
    for (const item of await readItems(root)) {
      if (item.type !== 'message' || item.message.subject !== 'oferta') continue
      const [attachment] = item.message.attachments
      expect((await buffer(await source.openAttachment(item.locator, attachment!.index))).toString()).toBe(
        'pdf '.repeat(500),
      )
    }
  })

  it('is gone with its message', async () => {
    const root = tree()
    const item = (await readItems(root)).find(({ locator }) => locator.kind === 'eml')!
    rmSync(join(root, 'b.eml'))
    const source = createFilesSource({ paths: [root] })
    await expect(source.openAttachment(item.locator, 1)).rejects.toMatchObject({ name: 'SourceError', kind: 'gone' })
  })
})

describe('the original', () => {
  it('is read whole, or only what a list shows', async () => {
    const root = tree()
    for (const item of await readItems(root)) {
      if (item.type !== 'message') continue
      const { subject, text: body, attachments, from, messageId } = item.message
      expect(await readOriginal(item.locator)).toMatchObject({ messageId, subject, text: body, attachments, from })
      expect(await readEnvelope(item.locator)).toMatchObject({
        messageId,
        subject,
        from,
        sentAt: new Date('2026-03-02T09:00:00Z'),
      })
    }
  })

  it('of a large message is listed without reading it whole', async () => {
    const root = folderOf({ 'a.mbox': mbox([compose({}, 'x\n'.repeat(2_000_000)), mail('b')]) })
    const [item] = await readItems(root)
    expect(await readEnvelope(item!.locator)).toMatchObject({ subject: 'Pedido 7' })
  })

  it('that is gone says so', async () => {
    const root = tree()
    const [item] = await readItems(root)
    rmSync(join(root, 'a.mbox'))
    await expect(readOriginal(item!.locator)).rejects.toMatchObject({ kind: 'gone' })
    await expect(readEnvelope(item!.locator)).rejects.toMatchObject({ kind: 'gone' })
  })
})
