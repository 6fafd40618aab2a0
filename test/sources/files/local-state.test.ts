/** What the file says of a message's state: labels, flags and folders. */
import { describe, expect, it } from 'vitest'
import { folderOfLabels, gmailLabels, localReason, maildirFolderName } from '#server/sources/files/folder-name.ts'
import { createFilesSource } from '#server/sources/files/mail.ts'
import { compose } from '../support/compose.ts'
import { folderOf, mbox, readItems } from '../support/folders.ts'

describe('what mail readers say', () => {
  const headers = (fields: Record<string, string>) =>
    new Map(Object.entries(fields).map(([name, value]) => [name, [value]]))

  it.each([
    [{ 'x-gmail-labels': 'Inbox,Opened' }, 'Inbox', null],
    [{ 'x-gmail-labels': 'Sent,"Category, own",Opened' }, 'Sent', null],
    [{ 'x-gmail-labels': 'Archived,Unread,Clientes/Acme' }, 'Clientes/Acme', null],
    [{ 'x-gmail-labels': 'Archived,Important' }, 'Archive', null],
    [{ 'x-gmail-labels': 'Spam,Unread' }, 'Spam', 'spam'],
    [{ 'x-gmail-labels': 'Trash,Inbox' }, 'Trash', 'spam'],
    [{ 'x-gmail-labels': 'Papelera,Abierto' }, 'Trash', 'spam'],
    [{ 'x-gmail-labels': 'Borradores' }, 'Drafts', 'draft'],
    [{ 'x-gmail-labels': 'Drafts' }, 'Drafts', 'draft'],
    [{ 'x-gmail-labels': '=?UTF-8?Q?Recibidos,Categor=C3=ADa:_Promociones?=' }, 'Inbox', null],
    [{ 'x-gmail-labels': '=?UTF-8?Q?Enviados,Le=C3=ADdo?=' }, 'Sent', null],
    [{ 'x-mozilla-status': '0001' }, null, null],
    [{ 'x-mozilla-status': '0009' }, null, 'spam'],
    [{ 'x-mozilla-status2': '00200000' }, null, 'spam'],
    [{ 'x-status': 'AD' }, null, 'spam'],
    [{ 'x-status': 'T' }, null, 'draft'],
    [{ 'x-mozilla-status': 'zz' }, null, null],
  ])('%j is shown in %s and counts as %s', (fields, folder, local) => {
    expect(folderOfLabels(gmailLabels(headers(fields as Record<string, string>)))).toBe(folder)
    expect(localReason({ headers: headers(fields as Record<string, string>), folder: 'All mail', flags: '' })).toBe(
      local,
    )
  })

  it.each([
    ['Drafts', 'draft'],
    ['Outbox', 'draft'],
    ['Entwürfe', 'draft'],
    ['Papelera', 'spam'],
    ['Elementos eliminados', 'spam'],
    ['Correo no deseado', 'spam'],
    ['Corbeille', 'spam'],
    ['Clientes/Trash', 'spam'],
    ['Spammer GmbH', null],
    ['Sent', null],
  ])('folder %s: %s', (folder, local) => {
    expect(localReason({ headers: new Map(), folder, flags: '' })).toBe(local)
  })

  it('is kept when a message is fetched again, although it is shown elsewhere', async () => {
    const root = folderOf({ 'Spam.mbox': mbox([compose({ 'X-Gmail-Labels': 'Inbox' })]) })
    const [item] = await readItems(root)
    expect(item).toMatchObject({ local: 'spam', locator: { folder: 'Inbox' } })
    expect(await createFilesSource({ paths: [root] }).fetchItems([item!])).toEqual([item])
  })

  it('reads Maildir++ names', () => {
    expect(maildirFolderName('.INBOX.Clientes.Perú')).toBe('Clientes/Perú')
    expect(maildirFolderName('.Elementos enviados')).toBe('Sent')
  })
})
