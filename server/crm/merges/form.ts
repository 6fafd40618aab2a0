/** The form that says which other one is the same: those most alike first, then who is near. */
import { sql } from 'kysely'
import type { z } from '@hono/zod-openapi'
import type { FormBlock } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import type { Hasher } from '../../db/hasher.ts'
import { companyName } from '../company-ref.ts'
import { findDuplicates } from '../duplicates.ts'
import { field } from '../form-fields.ts'
import { contactName, getKnownCompany, getKnownContacts, listContactsOf } from '../known.ts'
import type { MergeNoun } from './tree.ts'

type Context = { db: Db; hasher: Hasher; viewer: Viewer; locale: Locale }
type Option = { value: string; label: string }

/** More than this many nobody looks through. */
const MOST = 200

export async function mergeForm(context: Context, noun: MergeNoun, id: number): Promise<z.infer<typeof FormBlock>> {
  const words = peopleWords[context.locale]
  const { winner, alike, others } = noun === 'contact' ? await ofContact(context, id) : await ofCompany(context, id)
  const listed = new Set(alike.map((one) => one.value))
  const rest = others.filter((one) => !listed.has(one.value) && one.value !== String(winner.id))
  const options = [...alike, ...new Map(rest.map((one) => [one.value, one])).values()]
  return {
    type: 'form',
    id: 'merge',
    title: words.mergeTitle(winner.name),
    note: words.mergeNote,
    fields: [
      field('loserId', words.mergeWith, {
        type: 'select',
        required: true,
        value: alike[0]?.value ?? null,
        options: options.slice(0, MOST),
      }),
    ],
    submit: {
      label: words.merge,
      request: { method: 'POST', href: '/api/merges', body: { noun, winnerId: String(winner.id) } },
      done: words.merged,
    },
    check: null,
  }
}

async function ofContact(context: Context, id: number) {
  const { db, viewer } = context
  const [contact] = await getKnownContacts(db, viewer, [id])
  const winner = contact!
  const row = await db.selectFrom('contacts').select('phones').where('id', '=', winner.id).executeTakeFirstOrThrow()
  const found = await findDuplicates(context, {
    noun: 'contact',
    name: winner.name,
    phones: row.phones,
    exceptId: winner.id,
  })
  const near = winner.company_id === null ? [] : await listContactsOf(db, viewer, winner.company_id)
  const everybody = await listByName(context, 'contact')
  return {
    winner,
    alike: found.map(toOption),
    others: [...near.map((one) => ({ value: String(one.id), label: one.name })), ...everybody],
  }
}

async function ofCompany(context: Context, id: number) {
  const company = await getKnownCompany(context.db, context.viewer, id)
  const winner = { id: company.id, name: companyName(company) }
  const found = await findDuplicates(context, { noun: 'company', name: winner.name, exceptId: winner.id })
  return { winner, alike: found.map(toOption), others: await listByName(context, 'company') }
}

const toOption = (one: { id: string; name: string; company: string | null; because: string }): Option => ({
  value: one.id,
  label: `${[one.name, one.company].filter(Boolean).join(' · ')} (${one.because})`,
})

/** By name, as far as a list goes; each once. */
async function listByName({ db, viewer }: Context, noun: MergeNoun): Promise<Option[]> {
  const name =
    noun === 'contact'
      ? contactName('x')
      : `coalesce(x.name, (SELECT min(d.domain COLLATE "C") FROM company_domains d WHERE d.company_id = x.id), '—')`
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT x.id, ${sql.raw(name)} AS name FROM ${sql.table(noun === 'contact' ? 'contacts' : 'companies')} x
    WHERE x.merged_into IS NULL AND ${sql.raw(mayKnow(noun, 'x.id', rightsOf(viewer).holders))} ORDER BY 2, 1 LIMIT ${MOST}`.execute(
    db,
  )
  return rows.map((row) => ({ value: String(row.id), label: row.name }))
}
