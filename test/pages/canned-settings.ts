/** What the settings and the data pages answer. */
import type { Mailbox } from '#shared/api.ts'
import type { DataImport, DataPreview } from '#shared/api/data.ts'
import type { PickOption } from '#shared/api/people.ts'
import type { User } from '#shared/api/settings.ts'
import { daysAgo } from '#test/pane/canned-words.ts'

const user = (id: string, name: string, more: Partial<User> = {}): User => ({
  id,
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@cierzo.example`,
  roles: ['rep'],
  locale: 'es',
  aliases: [],
  leftAt: null,
  ...more,
})

export const users: User[] = [
  user('1', 'Juan Pérez', { roles: ['rep', 'admin'] }),
  user('2', 'Marta Ruiz', { roles: ['service', 'manager'] }),
  user('3', 'Aitor Goikoetxea', { leftAt: daysAgo(90) }),
]

const mailbox: Mailbox = {
  id: '61',
  address: 'juan@cierzo.example',
  source: 'files',
  state: 'ok',
  seen: 1204,
  logged: 380,
  skipped: 824,
  failed: 0,
  skippedBy: {},
  pending: 0,
  policy: 'we-write',
  level: 'everything',
  reviewed: false,
  lastSyncedAt: daysAgo(0),
  users: ['juan@cierzo.example'],
  connected: false,
  problem: null,
  missing: [],
  past: null,
  calendars: [],
}

export const mailboxes: Mailbox[] = [
  mailbox,
  {
    ...mailbox,
    id: '62',
    address: 'info@cierzo.example',
    reviewed: true,
    users: ['juan@cierzo.example', 'marta@cierzo.example'],
  },
]

export const picks: PickOption[] = [
  { id: '1', label: 'Cloud server', position: 1, archived: false, uses: 12 },
  { id: '2', label: 'Mantenimiento', position: 2, archived: false, uses: 1 },
  { id: '3', label: 'Fax', position: 3, archived: true, uses: 0 },
]

export const exclusions = [{ id: 'abc', value: 'gimnasio.example', createdAt: daysAgo(4) }]
export const tokens = [{ id: '1', name: 'Spreadsheet of the office', createdAt: daysAgo(12) }]

export const preview: DataPreview = {
  uploadId: 'u1',
  fileName: 'clientes-2025.csv',
  noun: 'contact',
  encoding: 'windows-1252',
  separator: ';',
  sheets: [],
  sheet: null,
  rows: 214,
  columns: [
    { index: 0, header: 'Nombre completo', samples: ['Eva Gómez', 'Iñaki Peña', 'María José Muñoz'], field: 'name' },
    { index: 1, header: 'Correo', samples: ['eva@talleres-norte.example', 'inaki@pena.example'], field: 'email' },
    { index: 2, header: 'Observaciones', samples: ['paga tarde', ''], field: null },
  ],
  dateOrder: 'dmy',
}

export const dryRun: DataImport = {
  id: null,
  fileName: preview.fileName,
  noun: 'contact',
  state: 'done',
  counts: { created: 180, updated: 20, duplicates: 10, unchanged: 2, failed: 2 },
  errors: [
    { row: 17, column: 'Correo', value: 'sin correo', problem: 'is not an e-mail address' },
    { row: 103, column: null, value: null, problem: 'the row is empty' },
  ],
  rowsDone: 214,
  rowsTotal: 214,
  createdAt: daysAgo(0),
  by: 'Juan Pérez',
}

export const imported: DataImport = { ...dryRun, id: '81' }
