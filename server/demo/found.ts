/** Founds the invented company: its users and mailboxes, its mail through the same river as any other, and what its people did by hand. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { levelNumber } from '../access/visibility.ts'
import { updateCompany } from '../crm/companies/queries.ts'
import { updateContact } from '../crm/contacts/queries.ts'
import { setLevel } from '../crm/interactions/levels.ts'
import { findViewerByEmail } from '../access/identity.ts'
import { inTransaction } from '../db/connect.ts'
import { addAddress, exclude, hashOfExclusion, setOwnDomains, setPolicy } from '../intake/acts.ts'
import { storeDueDocuments } from '../sync/documents.ts'
import type { Engine } from '../sync/engine.ts'
import { importFiles } from '../sync/import.ts'
import { ensureMailbox, insertUser, reviewMailbox, shareMailbox } from '../sync/mailboxes.ts'
import { refetchPending } from '../sync/refetch.ts'
import { writeDemoCalendars } from './calendar/write-calendar.ts'
import { demoCompany } from './company.ts'
import { workInDemo } from './work.ts'
import { writeDemoMail } from './write-mail.ts'

const STAMP = 'founded-on'

/** Its mail is dated relative to the day it was founded, so each day has its own; yesterday's is thrown away. @returns the folder, empty or founded today */
export function prepareDemoFolder(dataDir: string, today: string): string {
  const folder = join(dataDir, 'demo')
  const stamp = join(folder, STAMP)
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== today) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** @param say told of each long step */
export async function foundDemo(engine: Engine, folder: string, now: Date, say: (text: string) => void): Promise<void> {
  if (existsSync(join(folder, STAMP))) return
  const deps = { db: engine.database.db, hasher: engine.hasher, now: () => now }
  const [mail, calendar] = [join(folder, 'mail'), join(folder, 'calendar')]
  say('inventing a company …')
  await writeDemoMail(mail, now)
  await writeDemoCalendars(calendar, now)
  await setOwnDomains(deps, demoCompany.ownDomains)
  for (const user of demoCompany.users) await insertUser(deps, user)
  for (const mailbox of demoCompany.mailboxes) {
    const id = await ensureMailbox(deps, mailbox.address, 'files')
    await setPolicy(deps, null, id, mailbox.policy)
    for (const email of mailbox.sharedWith) await shareMailbox(deps, mailbox.address, email)
  }
  say('reading its mail and calendars …')
  for (const { address } of demoCompany.mailboxes) {
    const paths = [join(mail, address), join(calendar, address)].filter((path) => existsSync(path))
    await importFiles(engine, paths, address, () => {})
  }
  await workByHand(engine, now)
  await workInDemo(engine, now)
  for (const { address, reviewed } of demoCompany.mailboxes) {
    const id = await ensureMailbox(deps, address, 'files')
    if (reviewed) await inTransaction(engine.database.db, (tx) => reviewMailbox(tx, id, now))
  }
  await refetchPending(engine)
  await storeDueDocuments(engine)
  writeFileSync(join(folder, STAMP), now.toISOString().slice(0, 10))
}

async function workByHand(engine: Engine, now: Date): Promise<void> {
  const { db } = engine.database
  const deps = { db, hasher: engine.hasher, now: () => now }
  const users = new Map(
    (await db.selectFrom('users').select(['id', 'email']).execute()).map((user) => [user.email, user.id]),
  )
  const first = [...users.values()][0]!
  for (const person of demoCompany.people) {
    const contact = await db
      .selectFrom('party_addresses as a')
      .innerJoin('parties as p', 'p.hash', 'a.hash')
      .select('p.contact_id')
      .where('a.address', '=', person.address)
      .executeTakeFirst()
    if (!contact || contact.contact_id === null) throw new Error(`nobody of the demo's mail is ${person.address}`)
    const { name, role, phones, status, owner } = person
    const set = {
      ...(name && { name }),
      ...(role && { role }),
      ...(phones && { phones }),
      ...(status && { status }),
      ...(owner && { ownerId: users.get(owner)! }),
    }
    await updateContact(db, { id: contact.contact_id, by: first, at: now, set })
    for (const alias of person.aliases ?? []) await addAddress(deps, first, contact.contact_id, alias)
  }
  for (const { domain, name, status, owner } of demoCompany.companies) {
    const company = await db
      .selectFrom('company_domains')
      .select('company_id')
      .where('domain', '=', domain)
      .executeTakeFirstOrThrow()
    await updateCompany(db, {
      id: company.company_id,
      by: first,
      at: now,
      set: { name, status, ...(owner && { ownerId: users.get(owner)! }) },
    })
  }
  for (const { messageId, level, by } of demoCompany.levels) {
    const viewer = (await findViewerByEmail(db, by, now))!
    const { id } = await db
      .selectFrom('interactions')
      .select('id')
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow()
    await setLevel(db, viewer, { interactionId: id, level: levelNumber(level), at: now })
  }
  for (const value of demoCompany.excluded) await exclude(deps, first, hashOfExclusion(value, engine.hasher)!)
}
