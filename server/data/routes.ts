/** /api/data: a file is brought, looked at, tried dry, imported, undone. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { DATA_FIELDS, DataImport, DataImportInput, DataNoun, DataPreview } from '#shared/api/data.ts'
import { listOf } from '#shared/api.ts'
import { dataWords } from '#shared/i18n/data.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { readCursor, writeCursor } from '../crm/cursor.ts'
import { ProblemError } from '../errors.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, pageQuery, problems } from '../http.ts'
import type { Deps, Env } from '../http.ts'
import { exportRoutes } from './export/routes.ts'
import { loadContext } from './import/context.ts'
import type { Settings } from './import/context.ts'
import { runDry, startImport } from './import/run.ts'
import { dateOrderOf, toPreview } from './mapping.ts'
import { findImport, listImports } from './queries.ts'
import { readTableApart } from './read/apart.ts'
import { LIMITS, UnreadableFile } from './read/table.ts'
import type { ReadRequest, Table } from './read/table.ts'
import { undoImport } from './undo/undo.ts'
import { findUpload, saveUpload } from './uploads.ts'

const Params = z.object({ id: IdParam })
const Asked = z.object(localeQuery)
const FileField = z
  .custom<File>((value) => value instanceof File, 'is not a file')
  .openapi({ type: 'string', format: 'binary' })

const uploadRoute = createRoute({
  method: 'post',
  path: '/api/data/uploads',
  summary: 'Bring a file of companies, contacts or notes, and see how it is understood',
  request: {
    query: Asked,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({ file: FileField, noun: DataNoun, sheet: z.string().max(200).optional() }),
        },
      },
    },
  },
  responses: { 200: json(DataPreview, 'How it was read, and what each column seems to be'), ...problems },
})
const previewRoute = createRoute({
  method: 'get',
  path: '/api/data/uploads/{uploadId}',
  summary: 'Look at a file again, at another sheet or for another noun',
  request: {
    params: z.object({ uploadId: z.string().max(64) }),
    query: z.object({ sheet: z.string().max(200).optional(), noun: DataNoun.optional(), ...localeQuery }),
  },
  responses: { 200: json(DataPreview, 'How it was read'), ...problems },
})
const importRoute = createRoute({
  method: 'post',
  path: '/api/data/imports',
  summary: 'Import a file that was brought, or try it dry',
  request: { query: Asked, body: body(DataImportInput) },
  responses: { 200: json(DataImport, 'What would happen, or the import as it begins'), ...problems },
})
const listRoute = createRoute({
  method: 'get',
  path: '/api/data/imports',
  summary: "The caller's imports, newest first",
  request: { query: z.object(pageQuery) },
  responses: { 200: json(listOf(DataImport), 'Imports'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/data/imports/{id}',
  summary: 'One import, with its progress',
  request: { params: Params },
  responses: { 200: json(DataImport, 'The import'), ...problems },
})
const undoRoute = createRoute({
  method: 'post',
  path: '/api/data/imports/{id}/undo',
  summary: 'Undo an import: what nobody has worked on since goes, fields that are still as filled are put back',
  request: { params: Params, query: Asked },
  responses: { 200: json(DataImport, 'The import as it is now'), ...problems },
})

export function dataRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .route('/', exportRoutes(deps))
    .openapi(uploadRoute, async (c) => {
      const locale = localeOf(c)
      const { file, noun, sheet } = c.req.valid('form')
      if (file.size > LIMITS.bytes) throw new ProblemError(413, 'too-large', dataWords[locale].unreadable['too-large'])
      const bytes = new Uint8Array(await file.arrayBuffer())
      const table = await readFile({ bytes, noun, sheet: sheet ?? null }, locale)
      const fileName = file.name.slice(0, 200)
      const uploadId = await saveUpload(deps.uploads, { userId: c.get('viewer').userId, fileName, noun }, bytes)
      return c.json(toPreview(table, { uploadId, fileName, noun, locale }), 200)
    })
    .openapi(previewRoute, async (c) => {
      const locale = localeOf(c)
      const { uploadId } = c.req.valid('param')
      const { sheet, noun } = c.req.valid('query')
      const upload = await findUpload(deps.uploads, uploadId, c.get('viewer').userId)
      if (!upload) throw notFound()
      const asked = noun ?? upload.noun
      const table = await readFile({ bytes: upload.bytes, noun: asked, sheet: sheet ?? null }, locale)
      return c.json(toPreview(table, { uploadId, fileName: upload.fileName, noun: asked, locale }), 200)
    })
    .openapi(importRoute, async (c) => {
      const viewer = c.get('viewer')
      const locale = localeOf(c)
      const input = c.req.valid('json')
      const asked = readSettings(c, input)
      const upload = await findUpload(deps.uploads, input.uploadId, viewer.userId)
      if (!upload) throw new ProblemError(404, 'upload-gone', dataWords[locale].gone)
      const running = await db
        .selectFrom('data_imports')
        .select('id')
        .where('by_id', '=', viewer.userId)
        .where('state', '=', 'running')
        .executeTakeFirst()
      if (running && !input.dry) throw new ProblemError(409, 'busy', dataWords[locale].busy)
      const table = await readFile({ bytes: upload.bytes, noun: input.noun, sheet: input.sheet }, locale)
      const columns = [...asked.mapping].map(([index, field]) => ({ index, field }))
      const settings = { ...asked, dateOrder: input.dateOrder ?? dateOrderOf(table, columns, locale) }
      const context = await loadContext(db, deps.hasher, viewer, settings)
      const job = { deps, context, table, fileName: upload.fileName }
      if (input.dry) return c.json(await runDry(job), 200)
      const { id, ended } = await startImport(job)
      // A small file is done by the time one looks; a long one goes on without the request.
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 300))])
      const started = await findImport(db, viewer, id)
      if (!started) throw notFound()
      return c.json(started, 200)
    })
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const items = await listImports(db, c.get('viewer'), {
        limit: limit + 1,
        before: cursor ? readCursor(cursor).id : null,
      })
      const shown = items.slice(0, limit)
      const last = shown.at(-1)
      return c.json(
        {
          items: shown,
          nextCursor: items.length > limit && last ? writeCursor({ at: '-infinity', id: Number(last.id) }) : null,
        },
        200,
      )
    })
    .openapi(oneRoute, async (c) => {
      const found = await findImport(db, c.get('viewer'), c.req.valid('param').id)
      if (!found) throw notFound()
      return c.json(found, 200)
    })
    .openapi(undoRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const found = await findImport(db, viewer, id)
      if (!found) throw notFound()
      if (found.state === 'running' || found.state === 'undone')
        throw new ProblemError(409, 'not-undoable', dataWords[localeOf(c)].notUndoable)
      await undoImport(deps, { id, by: viewer.userId })
      const undone = await findImport(db, viewer, id)
      if (!undone) throw notFound()
      return c.json(undone, 200)
    })
}

/** @throws ProblemError 422 in the words of the caller's language */
async function readFile(request: ReadRequest, locale: Locale): Promise<Table> {
  try {
    return await readTableApart(request)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw new ProblemError(422, error.reason, dataWords[locale].unreadable[error.reason], { cause: error })
  }
}

/** @throws ProblemError 422 when a field is mapped twice, is none, or nothing says who or what a row is about */
function readSettings(c: Context<Env>, input: z.infer<typeof DataImportInput>): Settings {
  const locale = localeOf(c)
  const words = dataWords[locale]
  const fields: readonly string[] = DATA_FIELDS[input.noun]
  const chosen = Object.entries(input.mapping).filter((entry): entry is [string, string] => entry[1] !== null)
  const wrong = chosen.find(
    ([, field], i) => !fields.includes(field) || chosen.findIndex(([, other]) => other === field) !== i,
  )
  if (wrong) throw new ProblemError(422, 'bad-mapping', words.noColumn(words.columns[wrong[1]] ?? wrong[1]))
  const has = (...some: string[]) => chosen.some(([, field]) => some.includes(field))
  const enough = {
    company: has('name', 'domain'),
    contact: has('name', 'firstName', 'lastName', 'email'),
    note: has('text') && has('contactEmail', 'company') && has('date'),
  }
  if (!enough[input.noun]) throw new ProblemError(422, 'no-key', words.noKey[input.noun])
  if (input.zone !== undefined && !isZone(input.zone))
    throw new ProblemError(422, 'invalid', 'zone: is not an IANA time zone')
  return {
    noun: input.noun,
    sheet: input.sheet,
    mapping: new Map(chosen.map(([index, field]) => [Number(index), field])),
    dateOrder: 'dmy',
    status: input.status ?? 'unclassified',
    zone: input.zone ?? 'UTC',
    locale,
  }
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
