/** A batch of rows: read, looked up, judged; and written where it is no dry run. */
import type { DataCounts, DataError } from '#shared/api/data.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { Table } from '../read/table.ts'
import { Cells } from './cells.ts'
import type { Context } from './context.ts'
import { findLogged, findSubject, judgeNotes, noteOf, writeNote } from './notes.ts'
import type { Note } from './notes.ts'
import { Register } from './register.ts'
import type { Wanted } from './register.ts'
import { readCompany, readContact, readNote } from './rows.ts'
import type { CompanyRow, ContactRow, NoteRow } from './rows.ts'
import { takeCompany, takeContact } from './take.ts'
import type { Outcome, Touch } from './take.ts'
import { insertTouches, touchOfEntry, writeTouched } from './write.ts'

export const BATCH = 200

/** What is remembered from batch to batch. */
export type Progress = { context: Context; table: Table; register: Register; seen: Set<string> }
export type Result = { counts: DataCounts; errors: DataError[] }
/** Where a batch is written; null in a dry run. */
export type Target = { tx: Tx; importId: number; at: Date } | null

export const noCounts = (): DataCounts => ({ created: 0, updated: 0, duplicates: 0, unchanged: 0, failed: 0 })

export async function startProgress(db: Db, context: Context, table: Table): Promise<Progress> {
  const register = new Register(context.importer)
  const column = (field: string) => [...context.settings.mapping].find(([, named]) => named === field)?.[0]
  const values = (field: string | undefined) => {
    const index = field === undefined ? undefined : column(field)
    return index === undefined ? [] : table.rows.map(({ cells }) => cells[index] ?? '').filter((cell) => cell !== '')
  }
  const { noun } = context.settings
  const people =
    noun === 'contact' ? table.rows.flatMap((row) => readContact(new Cells(context, table, row))?.name ?? []) : []
  await register.loadNames(db, { companyNames: values(noun === 'company' ? 'name' : 'company'), contactNames: people })
  return { context, table, register, seen: new Set() }
}

export async function takeBatch(db: Db | Tx, p: Progress, rows: Table['rows'], target: Target): Promise<Result> {
  const all = rows.map((row) => new Cells(p.context, p.table, row))
  if (target) {
    p.register.forget()
    await p.register.spare(target.tx, rows.length)
  }
  const outcomes = await { company: takeCompanies, contact: takeContacts, note: takeNotes }[p.context.settings.noun](
    db,
    p,
    all,
    target,
  )
  const counts = noCounts()
  for (const outcome of outcomes) counts[outcome] += 1
  return { counts, errors: all.flatMap((cells) => cells.faults) }
}

const wanted = (some: Partial<Wanted>): Wanted => ({
  domains: [],
  addresses: [],
  companyNames: [],
  contactNames: [],
  ...some,
})

async function takeCompanies(db: Db | Tx, p: Progress, all: Cells[], target: Target): Promise<Outcome[]> {
  const read = all.map(readCompany)
  const rows = read.filter((row): row is CompanyRow => row !== null)
  await p.register.load(
    db,
    wanted({
      domains: rows.flatMap((row) => row.domain?.hash ?? []),
      companyNames: rows.flatMap((row) => row.name ?? []),
    }),
  )
  return takeEach(p, { all, read, target, take: takeCompany })
}

async function takeContacts(db: Db | Tx, p: Progress, all: Cells[], target: Target): Promise<Outcome[]> {
  const read = all.map(readContact)
  const rows = read.filter((row): row is ContactRow => row !== null)
  await p.register.load(
    db,
    wanted({
      addresses: rows.flatMap((row) => row.addresses.map(({ hash }) => hash)),
      domains: rows.flatMap((row) =>
        [row.companyDomain, ...row.addresses.map(({ domain }) => domain)].flatMap((domain) => domain?.hash ?? []),
      ),
      companyNames: rows.flatMap((row) => row.companyName ?? []),
      contactNames: rows.flatMap((row) => row.name ?? []),
    }),
  )
  return takeEach(p, { all, read, target, take: takeContact })
}

type Taking<R> = {
  all: Cells[]
  read: (R | null)[]
  target: Target
  take: (
    stage: { register: Register; importerId: number; seen: Set<string>; touched: Touch[] },
    cells: Cells,
    row: R,
  ) => Outcome
}

async function takeEach<R>(p: Progress, { all, read, target, take }: Taking<R>): Promise<Outcome[]> {
  const importerId = p.context.importer.userId
  const stage = { register: p.register, importerId, seen: p.seen, touched: [] as Touch[] }
  const outcomes = read.map((row, i) => (row === null ? 'failed' : take(stage, all[i]!, row)))
  if (target) {
    const { tx, importId, at } = target
    await writeTouched(tx, stage.touched, { importId, author: { userId: importerId, at, dataImportId: importId } })
  }
  return outcomes
}

async function takeNotes(db: Db | Tx, p: Progress, all: Cells[], target: Target): Promise<Outcome[]> {
  const read = all.map(readNote)
  const rows = read.filter((row): row is NoteRow => row !== null)
  await p.register.load(
    db,
    wanted({
      addresses: rows.flatMap((row) => row.address?.hash ?? []),
      domains: rows.flatMap((row) => row.address?.domain?.hash ?? []),
      companyNames: rows.flatMap((row) => row.companyName ?? []),
    }),
  )
  const found = read.flatMap((row, i): { cells: Cells; note: Note }[] => {
    const subject = row && findSubject(p.register, all[i]!, row)
    return row && subject ? [{ cells: all[i]!, note: noteOf(row, subject) }] : []
  })
  const notes = found.map(({ note }) => note)
  const judged = judgeNotes(notes, await findLogged(db, notes), p.seen)
  if (target)
    for (const [i, { cells, note }] of found.entries())
      if (judged[i] === 'created')
        await insertTouches(target.tx, target, [touchOfEntry(cells.row, await writeNote(target.tx, cells, note))])
  return [...judged, ...Array.from({ length: all.length - found.length }, (): Outcome => 'failed')]
}
