/** Data in: a file of companies, contacts or notes, mapped, tried dry, imported, undone. */
import { z } from 'zod'
import { Status } from '../api.ts'

const Id = z.string()

export const DATA_NOUNS = ['company', 'contact', 'note'] as const
export const DataNoun = z.enum(DATA_NOUNS)
export type DataNoun = z.infer<typeof DataNoun>

/** What a column can be, by noun; null leaves it out. */
export const DATA_FIELDS = {
  company: ['name', 'domain', 'status', 'owner', 'phone', 'interest', 'notice'],
  contact: ['name', 'firstName', 'lastName', 'email', 'phone', 'role', 'company', 'companyDomain', 'status', 'owner'],
  note: ['contactEmail', 'company', 'date', 'kind', 'subject', 'text', 'author'],
} as const satisfies Record<DataNoun, readonly string[]>

export const DataColumn = z.object({
  index: z.number().int(),
  header: z.string(),
  samples: z.array(z.string()),
  field: z.string().nullable(),
})
export type DataColumn = z.infer<typeof DataColumn>

/** Where something in the file was not understood; the good rows are kept. Rows count from 1, as a spreadsheet does. */
export const DataError = z.object({
  row: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  problem: z.string(),
})
export type DataError = z.infer<typeof DataError>

/** How the file was read, and what each column seems to be. */
export const DataPreview = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  noun: DataNoun,
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  rows: z.number().int(),
  columns: z.array(DataColumn),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
})
export type DataPreview = z.infer<typeof DataPreview>

/**
 * How to take a file in. `mapping`: field by the index of its column, null leaves it out. `status`: of the rows that say none.
 * `dateOrder`: without it, as the column shows. `zone`: the IANA zone in which its times are meant. `dry`: only say what would happen.
 */
export const DataImportInput = z.object({
  uploadId: z.string().max(64),
  noun: DataNoun,
  sheet: z.string().max(200).nullable().default(null),
  mapping: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(40).nullable()),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  dry: z.boolean().default(false),
  status: Status.optional(),
  zone: z.string().max(64).optional(),
})
export type DataImportInput = z.infer<typeof DataImportInput>

export const DataCounts = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  duplicates: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
})
export type DataCounts = z.infer<typeof DataCounts>

export const DataImport = z.object({
  /** Null for a dry run, which leaves nothing behind. */
  id: Id.nullable(),
  fileName: z.string(),
  noun: DataNoun,
  state: z.enum(['running', 'done', 'failed', 'undone']),
  counts: DataCounts,
  errors: z.array(DataError),
  rowsDone: z.number().int(),
  rowsTotal: z.number().int(),
  createdAt: z.string(),
  by: z.string().nullable(),
  /** Of an import that was undone: how many stayed, because somebody has worked on them since. */
  stayed: z.number().int().optional(),
})
export type DataImport = z.infer<typeof DataImport>
