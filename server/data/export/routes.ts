/** /api/export: everything that the caller may see, as a file that streams. */
import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { dataWords } from '#shared/i18n/data.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { insertAudit } from '../../crm/audit.ts'
import { CSV_MARK, csvLine } from '../../crm/csv.ts'
import { createRouter, localeOf, localeQuery, notFound, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { EXPORTS, eachContact } from './rows.ts'
import type { Cells, Reading } from './rows.ts'
import { toVcard } from './vcard.ts'
import { toXlsx } from './xlsx.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcf: 'text/vcard; charset=utf-8',
} as const

const exportRoute = createRoute({
  method: 'get',
  path: '/api/export/{file}',
  summary: 'contacts, companies, interactions, followups or opportunities as .csv or .xlsx; contacts also as .vcf',
  request: { params: z.object({ file: z.string().max(40) }), query: z.object(localeQuery) },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
})

export function exportRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter().openapi(exportRoute, async (c) => {
    const viewer = c.get('viewer')
    const locale = localeOf(c)
    const [, noun, format] =
      /^(contacts|companies|interactions|followups|opportunities)\.(csv|xlsx|vcf)$/.exec(c.req.valid('param').file) ??
      []
    if (!isNoun(noun) || !isFormat(format) || (format === 'vcf' && noun !== 'contacts')) throw notFound()
    await insertAudit(db, { at: deps.now(), userId: viewer.userId, act: 'export', subject: { noun, format } })
    const name = `${dataWords[locale].files[noun]}-${deps.now().toISOString().slice(0, 10)}.${format}`
    const content = contentOf({ db, viewer, locale, now: deps.now() }, noun, format)
    return new Response(Readable.toWeb(Readable.from(content)) as ReadableStream, {
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  })
}

const isNoun = (text: string | undefined): text is keyof typeof EXPORTS => text !== undefined && text in EXPORTS
const isFormat = (text: string | undefined): text is keyof typeof TYPES => text !== undefined && text in TYPES

function contentOf(
  reading: Reading,
  noun: keyof typeof EXPORTS,
  format: keyof typeof TYPES,
): AsyncGenerator<Uint8Array> {
  if (format === 'xlsx') return toXlsx(dataWords[reading.locale].files[noun], EXPORTS[noun](reading))
  return encoded(format === 'csv' ? csvLines(EXPORTS[noun](reading), reading.locale) : vcards(reading))
}

async function* csvLines(rows: AsyncIterable<Cells>, locale: Locale): AsyncGenerator<string> {
  yield CSV_MARK
  // Where the comma is for decimals, spreadsheets part cells by semicolons.
  for await (const row of rows) yield csvLine(row, locale === 'es' ? ';' : ',')
}

async function* vcards(reading: Reading): AsyncGenerator<string> {
  for await (const contact of eachContact(reading)) yield toVcard(contact)
}

/** In pieces worth sending. */
async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = ''
  for await (const one of texts) {
    text += one
    if (text.length < 65_536) continue
    yield new TextEncoder().encode(text)
    text = ''
  }
  yield new TextEncoder().encode(text)
}
