/** Which files are mail, and where they are shown. */
import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFilesSource } from '#server/sources/files/mail.ts'
import { compose } from '../support/compose.ts'
import { folderOf, foldersOf, idsOf, mbox, readItems, readPages, summary, write } from '../support/folders.ts'

const mail = (Subject: string, fields = {}) => compose({ Subject, 'Message-ID': `<${Subject}@a.test>`, ...fields })

describe('what is read of a folder', () => {
  it('is mail of every kind, in the order of the names, whatever the letters', async () => {
    const root = folderOf({
      'b/2.eml': mail('b2'),
      'b/10.EML': mail('b10'),
      'a.mbox': mbox([mail('a1'), mail('a2')]),
      Inbox: mbox([mail('inbox')]),
      'Inbox.msf': '// <!-- <mdb:mork:z v="1.4"/> -->',
      'Inbox.sbd/Clientes': mbox([mail('clientes')]),
      'archive.2024': mbox([mail('archive')], 'From - Mon Mar 02 10:00:00 2026'),
      'mh/1': mail('mh'),
      'Z.mbox/mbox': mbox([mail('apple')]),
      README: 'Notes: none\n',
      'notes.txt': mail('no'),
      'empty.mbox': '',
      'Drafts.msf': '',
      '.hidden.eml': mail('no'),
      'photo.jpg': '\xff\xd8',
      'ñ.eml': mail('ñ'),
    })
    const items = await readItems(root)
    expect(summary(items)).toEqual(['inbox', 'a1', 'a2', 'archive', 'ñ', 'clientes', 'apple', 'b10', 'b2', 'mh'])
    expect(foldersOf(items)).toMatchObject({
      inbox: 'Inbox',
      clientes: 'clientes'.replace('c', 'C'),
      apple: 'Z',
      b2: 'b',
    })
    expect(summary(await readItems(root))).toEqual(summary(items))
  })

  it('counts once, however often it is named or linked', async () => {
    const root = folderOf({ 'a/x.eml': mail('x'), 'a/y.eml': mail('y'), 'other/z.eml': mail('z') })
    symlinkSync(root, join(root, 'a/loop'))
    symlinkSync(join(root, 'a/x.eml'), join(root, 'a/link.eml'))
    symlinkSync(join(root, 'nowhere'), join(root, 'a/dead.eml'))
    symlinkSync(join(root, 'other/z.eml'), join(root, 'a/z1.eml'))
    symlinkSync(join(root, 'other/z.eml'), join(root, 'a/z2.eml'))
    expect(summary(await readItems(root, root, join(root, 'a'), join(root, 'a/x.eml')))).toEqual(['x', 'y', 'z'])
    expect(summary(await readItems(join(root, 'a/x.eml'), join(root, 'a')))).toEqual(['x', 'y', 'z'])
    const one = await readItems(join(root, 'a/x.eml'))
    expect(idsOf(one)).toEqual(idsOf(await readItems(root)).slice(0, 1))
  })

  it('and is no mail although it should be, fails under its name', async () => {
    const root = folderOf({
      'a.eml': '\x89PNG\r\n\0\xff',
      'b.mbox': Buffer.alloc(100_000, 0xfe),
      'c.eml': '',
      'd.eml': mail('d'),
      note: 'hi',
    })
    const items = await readItems(root, join(root, 'note'))
    expect(summary(items)).toEqual(['! not-a-message', '! not-a-message', '! not-mail', 'd'])
    expect(items.map(({ locator }) => locator.path)).toEqual(
      ['a.eml', 'b.mbox', 'c.eml', 'd.eml'].map((name) => join(root, name)),
    )
    const named = await readItems(join(root, 'note'), join(root, 'none'))
    expect(summary(named)).toEqual(['! file-missing', '! not-mail'])
    expect(named[0]).toMatchObject({ locator: { path: join(root, 'none') } })
  })

  it('and vanishes meanwhile, fails, and the rest goes on', async () => {
    const root = folderOf({
      'a/1.eml': mail('1'),
      'b/2.eml': mail('2'),
      'm/cur/3:2,S': mail('3'),
      'm/new/4': mail('4'),
      'm/tmp/x': '',
    })
    for (let index = 0; index < 99; index++) write(join(root, `a/0-${String(index).padStart(2, '0')}.eml`), mail('0'))
    const source = createFilesSource({ paths: [root] })
    const first = await source.readPage(null)
    rmSync(join(root, 'b'), { recursive: true })
    rmSync(join(root, 'm/cur'), { recursive: true })
    const second = await source.readPage(first.position)
    expect(summary(second.items)).toEqual(['! file-missing', '4'])
    expect(second.done).toBe(true)
  })

  it.runIf(existsSync('/proc/self/mem'))('and cannot be read, fails', async () => {
    expect(summary(await readItems('/proc/self/mem'))).toEqual(['! file-unreadable'])
  })

  it.runIf(process.platform !== 'win32')('is never a pipe, which would not end', async () => {
    const root = folderOf({ 'a.eml': mail('a') })
    execFileSync('mkfifo', [join(root, 'b.eml')])
    expect(summary(await readItems(root))).toEqual(['a'])
    expect(summary(await readItems(join(root, 'b.eml')))).toEqual(['! not-mail'])
  })
})

describe('a Maildir', () => {
  const tree = {
    'cur/1.a:2,S': mail('leído'),
    'new/2.b': mail('nuevo'),
    'cur/3.c:2,DS': mail('borrador'),
    'cur/4.d:2,ST': mail('tirado'),
    'cur/5.e;2,S': mail('windows'),
    'tmp/6.f': mail('half'),
    'dovecot-uidlist': '3 V1 N2\n',
    '.Sent/cur/1.a:2,S': mail('enviado'),
    '.Sent/new/x': '',
    '.Sent/tmp/x': '',
    '.Clientes.2026/new/1.a': mail('cliente'),
    '.Clientes.2026/cur/.keep': '',
    '.Correo no deseado/new/1': mail('spam'),
    '.Correo no deseado/cur/.keep': '',
    '.Espa&APE-a/new/1': mail('ñ'),
    '.Espa&APE-a/cur/.keep': '',
  }

  it('is read with its subfolders, flags and folder names', async () => {
    const items = await readItems(folderOf(tree))
    expect(summary(items)).toEqual([
      'leído', 'nuevo', 'borrador (draft)', 'tirado (spam)', 'windows', 'cliente', 'spam (spam)', 'ñ', 'enviado', '! not-a-message',
    ]) // prettier-ignore
    expect(foldersOf(items)).toEqual({
      leído: 'Inbox', nuevo: 'Inbox', borrador: 'Inbox', tirado: 'Inbox', windows: 'Inbox', cliente: 'Clientes/2026',
      spam: 'Spam', ñ: 'España', enviado: 'Sent',
    }) // prettier-ignore
  })

  it('keeps the ids of messages whose flags change, in a higher version', async () => {
    const root = folderOf(tree)
    const before = await readItems(root)
    await new Promise((resolve) => setTimeout(resolve, 20))
    renameSync(join(root, 'new/2.b'), join(root, 'cur/2.b:2,T'))
    const after = await readItems(root)
    expect(idsOf(after)).toEqual(idsOf(before))
    expect(summary(after)[1]).toBe('nuevo (spam)')
    expect(after[1]!.version).toBeGreaterThan(before[1]!.version)
    expect(after[0]!.version).toBe(before[0]!.version)
  })

  it('of Thunderbird lies under its account with .eml names', async () => {
    const root = folderOf({
      'Enviados/cur/1.eml': mail('a'),
      'Enviados/tmp/x': '',
      'Borradores/cur/2.eml': mail('b'),
      'Borradores/tmp/x': '',
    })
    const items = await readItems(root)
    expect(summary(items)).toEqual(['b (draft)', 'a'])
    expect(foldersOf(items)).toEqual({ a: 'Sent', b: 'Drafts' })
  })
})

describe('folders of messages', () => {
  it('are found in a Maildir by the name that stays, across pages', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`new/${1000 + index}.x`, mail(`${index}`)]),
    )
    const root = folderOf({ ...files, 'cur/.keep': '', 'tmp/.keep': '' })
    const source = createFilesSource({ paths: [root] })
    const first = await source.readPage(null)
    // The owner opens the mailbox: everything moves while it is being read.
    for (let index = 0; index < 250; index++)
      renameSync(join(root, `new/${1000 + index}.x`), join(root, `cur/${1000 + index}.x:2,S`))
    const rest = await readFrom(first.position, root)
    expect(first.items.length + rest.length).toBe(250)
    expect(new Set(summary([...first.items, ...rest])).size).toBe(250)
  })

  async function readFrom(position: string, root: string) {
    const source = createFilesSource({ paths: [root] })
    const items = []
    for (let at: string | null = position; at !== null;) {
      const page = await source.readPage(at)
      items.push(...page.items)
      at = page.done ? null : page.position
    }
    return items
  }
})

it('versions are the time of the last change in milliseconds', async () => {
  const root = folderOf({ 'a.eml': mail('a'), 'b.mbox': mbox([mail('b')]) })
  utimesSync(join(root, 'a.eml'), 1_700_000_000, 1_700_000_000)
  utimesSync(join(root, 'b.mbox'), 1_700_000_001, 1_700_000_001)
  expect((await readItems(root)).map(({ version }) => version)).toEqual([1_700_000_000_000, 1_700_000_001_000])
  const [page] = await readPages({ paths: [root] })
  expect(page).toMatchObject({ done: true, progress: { done: page!.progress!.total } })
})
