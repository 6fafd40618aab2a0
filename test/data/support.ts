/** A file brought, tried and imported at the front door. */
import { setTimeout } from 'node:timers/promises'
import type { DataImport, DataNoun, DataPreview } from '#shared/api/data.ts'
import type { Company } from '#test/support/company.ts'

export type File = { name: string; bytes: Uint8Array | string }

/** The answer as it is, whatever its status. */
export async function bring(company: Company, who: string, file: File, noun: DataNoun): Promise<Response> {
  const form = new FormData()
  form.set('noun', noun)
  form.set('file', new Blob([typeof file.bytes === 'string' ? file.bytes : Uint8Array.from(file.bytes)]), file.name)
  return company.app.request('/api/data/uploads', {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${company.tokenOf(who)}` },
  })
}

export async function preview(company: Company, who: string, file: File, noun: DataNoun): Promise<DataPreview> {
  const response = await bring(company, who, file, noun)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as DataPreview
}

export const mappingOf = ({ columns }: DataPreview): Record<string, string | null> =>
  Object.fromEntries(columns.map(({ index, field }) => [String(index), field]))

export type Options = {
  noun?: DataNoun

  dry?: boolean
  status?: string
  dateOrder?: string
  zone?: string
  sheet?: string
  mapping?: Record<string, string | null>
}

/** With the mapping that was suggested, unless told otherwise. Waits for its end. */
export async function importData(
  company: Company,
  who: string,
  file: File,
  { noun = 'contact', ...options }: Options = {},
): Promise<DataImport> {
  const seen = await preview(company, who, file, noun)
  const body = { uploadId: seen.uploadId, noun, mapping: mappingOf(seen), ...options }
  let found = await company.send<DataImport>(who, 'POST', '/api/data/imports', body)
  while (found.state === 'running') {
    await setTimeout(50)
    found = await company.get<DataImport>(who, `/api/data/imports/${found.id}`)
  }
  await company.settle()
  return found
}

export const undo = (company: Company, who: string, { id }: DataImport): Promise<DataImport> =>
  company.send<DataImport>(who, 'POST', `/api/data/imports/${id}/undo`)
