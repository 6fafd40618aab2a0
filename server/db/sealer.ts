/**
 * What must be read again and may be read by nobody else: tokens and keys of providers. AES-256-GCM under a data key, which
 * SECRET_KEY wraps. The context (which row it belongs to) is authenticated: what is sealed for one mailbox opens for no other.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Db } from './connect.ts'
import { createUnwrapper, insertDataKey, listDataKeys } from './keys.ts'

export type Sealer = {
  seal(text: string, context: string): Promise<string>
  /** @throws Error when it was altered, sealed for another context, or its key is gone */
  open(sealed: string, context: string): Promise<string>
  /** Seals everything anew under a new key. @returns how many that were */
  rotate(): Promise<number>
}

const PURPOSE = 'tokens'

export function createSealer(db: Db, secret: string): Sealer {
  const unwrap = createUnwrapper(secret)
  let keys: Promise<Map<number, Buffer>> | undefined
  const load = async () => {
    const found = await listDataKeys(db, PURPOSE, unwrap)
    if (found.size > 0) return found
    await insertDataKey(db, PURPOSE, secret)
    return listDataKeys(db, PURPOSE, unwrap)
  }
  const keyOf = async (id: number): Promise<Buffer | undefined> => {
    const known = (await (keys ??= load())).get(id)
    if (known) return known
    // Another process may have begun to seal under a newer one.
    keys = load()
    return (await keys).get(id)
  }
  return {
    async seal(text, context) {
      // The newest is read each time: a key that was replaced a moment ago must seal nothing more.
      const all = await (keys = load())
      const id = Math.max(...all.keys())
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', all.get(id)!, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [String(id), ...[iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
    },
    async open(sealed, context) {
      const [id, ...parts] = sealed.split('.')
      const [iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'))
      const key = await keyOf(Number(id))
      if (!key || !iv || !tag || !body) throw new Error('what was sealed cannot be opened: its key is gone')
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context)).setAuthTag(tag)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    rotate: () => rotateTokenKey(db, secret),
  }
}

export const accountContext = (mailboxId: number): string => `account ${mailboxId}`
export const settingContext = (provider: string, name: string): string => `setting ${provider} ${name}`
export const attemptContext = (hash: string): string => `attempt ${hash}`

/**
 * Makes a new data key and seals everything anew under it. The key that it replaces is kept until the next time, for whoever
 * was sealing in that moment; those before it are deleted. @returns how many were sealed anew
 */
export async function rotateTokenKey(db: Db, secret: string): Promise<number> {
  const replaced = Math.max(0, ...(await listDataKeys(db, PURPOSE, createUnwrapper(secret))).keys())
  await insertDataKey(db, PURPOSE, secret)
  const sealer = createSealer(db, secret)
  const again = async (sealed: string, context: string) => sealer.seal(await sealer.open(sealed, context), context)
  const accounts = await db
    .selectFrom('accounts')
    .select(['mailbox_id', 'sealed'])
    .where('sealed', 'is not', null)
    .execute()
  // Where it has changed meanwhile, whoever changed it sealed under the new key already.
  for (const { mailbox_id: id, sealed } of accounts) {
    const set = { sealed: await again(sealed!, accountContext(id)) }
    await db.updateTable('accounts').set(set).where('mailbox_id', '=', id).where('sealed', '=', sealed).execute()
  }
  const settings = await db
    .selectFrom('provider_settings')
    .select(['provider', 'name', 'sealed'])
    .where('sealed', 'is not', null)
    .execute()
  for (const { provider, name, sealed } of settings) {
    const set = { sealed: await again(sealed!, settingContext(provider, name)) }
    const one = db.updateTable('provider_settings').set(set).where('provider', '=', provider).where('name', '=', name)
    await one.where('sealed', '=', sealed).execute()
  }
  // A consent under way is begun again: it lives for minutes.
  await db.deleteFrom('connect_attempts').execute()
  await db.deleteFrom('data_keys').where('purpose', '=', PURPOSE).where('id', '<', replaced).execute()
  return accounts.length + settings.length
}
