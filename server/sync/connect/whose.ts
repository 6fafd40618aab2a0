/** Whose an address is that somebody connects. */
import type { Db } from '../../db/connect.ts'

/** Whether it is at one of our domains; where none are said, nobody can tell, and any is. */
export async function isOurs(db: Db, address: string): Promise<boolean> {
  const domains = await db.selectFrom('own_domains').select('domain').execute()
  const at = address.slice(address.lastIndexOf('@') + 1)
  return domains.length === 0 || domains.some(({ domain }) => at === domain || at.endsWith(`.${domain}`))
}

/** Their address, or an alias of theirs. */
export async function isTheirOwn(db: Db, address: string, userId: number): Promise<boolean> {
  const [user, alias] = await Promise.all([
    db.selectFrom('users').select('id').where('email', '=', address).where('id', '=', userId).executeTakeFirst(),
    db.selectFrom('own_addresses').select('user_id').where('address', '=', address).executeTakeFirst(),
  ])
  return user !== undefined || alias?.user_id === userId
}
