/** What forms and programs send about a contact or a company: forms send lists as lines of one text. */
import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { Status } from '#shared/api.ts'
import { foldText } from '#shared/fold.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../access/identity.ts'
import { mayKnow } from '../access/visibility.ts'
import type { Db } from '../db/connect.ts'
import { IdParam } from '../http.ts'
import { getColleagues, getKnownCompany } from './known.ts'
import { countryOf, normalisePhone } from './phone.ts'

const Words = z.string().trim().max(200).nullable()
/** A list, or a text with one on each line. */
const Lines = (most: number) =>
  z
    .union([z.array(z.string().trim().min(1).max(most)).max(20), z.string().max(most * 20)])
    .nullable()
    .transform((given) =>
      typeof given === 'string'
        ? given
            .split(/[\n;,]/u)
            .map((line) => line.trim())
            .filter(Boolean)
        : (given ?? []),
    )
const OptionalId = z
  .union([IdParam, z.literal('')])
  .nullable()
  .transform((id) => (id === '' ? null : id))

export const ContactInput = z
  .object({
    name: Words,
    role: Words,
    phones: Lines(60),
    /** Added to those they have. */
    emails: Lines(320),
    companyId: OptionalId,
    /** A company that is here by this name, else a new one. */
    companyName: Words,
    status: Status,
    ownerId: OptionalId,
    /** Suggestions that were taken over, by field: remembered as accepted. */
    accept: z.record(z.string().max(20), z.string().max(400)),
    /** Takes back what saying their status had said of the company. */
    companyStatus: z.literal('unclassified'),
  })
  .partial()
  .strict()

export const CompanyInput = z
  .object({
    name: Words,
    /** Added to those it has. */
    domains: Lines(255),
    status: Status,
    ownerId: OptionalId,
  })
  .partial()
  .strict()

/** An empty text says nothing. */
export const textOf = (given: string | null | undefined): string | null | undefined =>
  given === undefined ? undefined : given === '' ? null : given

export type Where = { domains: readonly string[]; locale: Locale }

export function phonesOf(given: readonly string[], { domains, locale }: Where): string[] {
  const country = countryOf(domains, locale)
  return [...new Set(given.map((phone) => normalisePhone(phone, country)))]
}

/** The company that the viewer knows by exactly this name, accents and capitals aside. */
export async function findCompanyByName(db: Db, viewer: Viewer, name: string): Promise<number | null> {
  const holders = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT k.id, coalesce(k.name, (SELECT min(d.domain COLLATE "C") FROM company_domains d WHERE d.company_id = k.id)) AS name FROM companies k
    WHERE k.merged_into IS NULL AND (k.grams @> name_grams(${name}) OR k.id IN (SELECT d.company_id FROM company_domains d WHERE d.domain = lower(${name})))
      AND ${sql.raw(mayKnow('company', 'k.id', holders))} ORDER BY k.id LIMIT 50`.execute(db)
  const wanted = foldText(name).replace(/\s+/gu, ' ')
  return rows.find((row) => foldText(row.name ?? '').replace(/\s+/gu, ' ') === wanted)?.id ?? null
}

type Set = {
  name?: string | null
  role?: string | null
  phones?: string[]
  ownerId?: number | null
  companyId?: number | null
  /** Of a company that is not here yet. */
  companyName?: string | null
}

/**
 * What was sent, as it is to be set: what was not sent is left out.
 * @throws ProblemError 404 for a company that the viewer may not know of, 422 for an owner who does not work here
 */
export async function contactSet(
  db: Db,
  viewer: Viewer,
  input: z.infer<typeof ContactInput>,
  where: Where,
): Promise<Set> {
  const [name, role, companyName] = [textOf(input.name), textOf(input.role), textOf(input.companyName)]
  const { ownerId, companyId } = input
  if (ownerId !== undefined && ownerId !== null) await getColleagues(db, [ownerId])
  const company =
    companyId !== undefined && companyId !== null
      ? (await getKnownCompany(db, viewer, companyId)).id
      : companyName
        ? ((await findCompanyByName(db, viewer, companyName)) ?? undefined)
        : companyId
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(input.phones === undefined ? {} : { phones: phonesOf(input.phones, where) }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(company === undefined ? {} : { companyId: company }),
    ...(company === undefined && companyName !== undefined ? { companyName } : {}),
  }
}
