/**
 * The data keys, wrapped by SECRET_KEY (AES-256-GCM). Hashes of addresses and Message-IDs are HMACs under one of
 * them: without the key, what was skipped cannot be recognised.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { MisuseError } from '../errors.ts'
import type { Db } from './connect.ts'

/** The secret that wraps: SECRET_KEY, or one made once in the data folder, readable by its owner alone. */
export function readSecret(given: string | null, dataDir: string): string {
  if (given) return given
  const file = join(dataDir, 'secret.key')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}

/** The key under which addresses and ids are hashed, made at first use; the same in every process. @throws MisuseError when the secret does not open it */
export async function getHashKey(db: Db, secret: string): Promise<Buffer> {
  const fresh = { id: 1, purpose: 'hash', wrapped: wrap(randomBytes(32), secret), created_at: new Date() }
  await db
    .insertInto('data_keys')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('data_keys').select('wrapped').where('purpose', '=', 'hash').executeTakeFirstOrThrow()
  return unwrap(row.wrapped, secret)
}

/** The keys of a purpose by id, unwrapped; the greatest id is the newest. @throws what unwrapping throws */
export async function listDataKeys(
  db: Db,
  purpose: string,
  unwrapKey: (wrapped: string) => Buffer,
): Promise<Map<number, Buffer>> {
  const rows = await db.selectFrom('data_keys').select(['id', 'wrapped']).where('purpose', '=', purpose).execute()
  return new Map(rows.map((row) => [row.id, unwrapKey(row.wrapped)]))
}

/** Unwrapping is slow on purpose, so each key is unwrapped once. */
export function createUnwrapper(secret: string): (wrapped: string) => Buffer {
  const opened = new Map<string, Buffer>()
  return (wrapped) => {
    const key = opened.get(wrapped) ?? unwrap(wrapped, secret)
    opened.set(wrapped, key)
    return key
  }
}

/** A new key, the newest of its purpose from now on. */
export async function insertDataKey(db: Db, purpose: string, secret: string): Promise<void> {
  const wrapped = wrap(randomBytes(32), secret)
  // Id 1 is the key of the hashes, which may not have been made yet.
  await sql`INSERT INTO data_keys (id, purpose, wrapped, created_at)
    SELECT greatest(coalesce(max(id), 1), 1) + 1, ${purpose}, ${wrapped}, ${new Date()} FROM data_keys ON CONFLICT DO NOTHING`.execute(
    db,
  )
}

function wrap(key: Buffer, secret: string): string {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(secret, salt, 32), iv)
  const sealed = Buffer.concat([cipher.update(key), cipher.final()])
  return [salt, iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.')
}

function unwrap(text: string, secret: string): Buffer {
  const [salt, iv, tag, sealed] = text.split('.').map((part) => Buffer.from(part, 'base64url'))
  try {
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(secret, salt!, 32), iv!)
    decipher.setAuthTag(tag!)
    return Buffer.concat([decipher.update(sealed!), decipher.final()])
  } catch (cause) {
    throw new MisuseError('SECRET_KEY is not the one that this database was made with', { cause })
  }
}
