/**
 * How a mailbox is connected: its access token whenever one is needed, and what stops it. Tokens are sealed wherever they lie;
 * of many who need a new one, in whatever process, one asks Google.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { refreshTokenGrant } from 'openid-client'
import { z } from 'zod'
import { tellChanged } from '../db/news.ts'
import { accountContext } from '../db/sealer.ts'
import { SourceError } from '../errors.ts'
import type { Connections } from '../connections.ts'
import type { Engine } from './engine.ts'
import { delegatedToken } from './google/delegation.ts'
import { googleIssuer, kindly } from './google/issuer.ts'
import { refusalOf, whyNotRefreshed } from './google/refusals.ts'

export type AccountDeps = Pick<Engine, 'database' | 'now' | 'log' | 'connections'>

/** As they are sealed. `expiresAt` in milliseconds. */
const Tokens = z.object({ access: z.string(), expiresAt: z.number(), refresh: z.string() })
export type Tokens = z.infer<typeof Tokens>

/** What is left of a token that is still used: the request that it goes with takes a moment. */
const LEFT_MS = 60_000
/** How long to wait for whoever is refreshing, before it is tried another time. */
const PATIENCE_MS = 20_000

type Stored = { way: 'oauth' | 'delegation'; sealed: string | null; problem: string | null; address: string }

/** Who waits for the same mailbox's token in this process, by what is being asked. */
const underway = new WeakMap<Engine['database'], Map<number, Promise<string>>>()

/**
 * The access token of a connected mailbox, good for a minute at least.
 * @param refused one that Google has refused although its time was not over: that one is not given again
 * @throws SourceError `auth` when somebody has to do something first (the problem is stored), else `temporary` or `throttled`
 */
export function accessToken(deps: AccountDeps, mailboxId: number, refused?: string): Promise<string> {
  const flights = underway.get(deps.database) ?? new Map<number, Promise<string>>()
  underway.set(deps.database, flights)
  const inFlight = flights.get(mailboxId)
  // One that was begun before the refusal may bring the refused one once more.
  if (inFlight) return inFlight.then((token) => (token === refused ? accessToken(deps, mailboxId, refused) : token))
  const flight = findToken(deps, mailboxId, refused).finally(() => flights.delete(mailboxId))
  flights.set(mailboxId, flight)
  return flight
}

async function findToken(deps: AccountDeps, mailboxId: number, refused: string | undefined): Promise<string> {
  const connections = connectionsOf(deps)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(50 + Math.random() * 150)) {
    const stored = await getStored(deps, mailboxId)
    if (stored.way === 'delegation') return delegated(deps, mailboxId, stored, refused)
    const tokens = await openTokens(deps, mailboxId, stored)
    if (tokens.access !== refused && tokens.expiresAt > deps.now().getTime() + LEFT_MS) return tokens.access
    const release = await deps.database.tryHold('tokens', mailboxId)
    if (!release) continue
    try {
      // Whoever held it a moment ago may have stored a new one.
      if ((await getStored(deps, mailboxId)).sealed !== stored.sealed) continue
      const refreshed = await refresh(deps, connections, { mailboxId, stored, tokens })
      if (refreshed !== undefined) return refreshed
    } finally {
      await release()
    }
  }
  throw new SourceError('temporary', 'another process has been refreshing the token for long')
}

function connectionsOf(deps: AccountDeps): Connections {
  if (!deps.connections) throw new SourceError('auth', 'not-connected')
  return deps.connections
}

async function getStored({ database }: AccountDeps, mailboxId: number): Promise<Stored> {
  const stored = await database.db
    .selectFrom('accounts as a')
    .innerJoin('mailboxes as m', 'm.id', 'a.mailbox_id')
    .select(['a.way', 'a.sealed', 'a.problem', 'm.address'])
    .where('a.mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  if (!stored) throw new SourceError('auth', 'not-connected')
  // Somebody must do something first; Google is not asked again until they have.
  if (stored.problem !== null) throw new SourceError('auth', stored.problem)
  return stored
}

async function openTokens(deps: AccountDeps, mailboxId: number, stored: Stored): Promise<Tokens> {
  try {
    return Tokens.parse(
      JSON.parse(await connectionsOf(deps).sealer.open(stored.sealed ?? '', accountContext(mailboxId))),
    )
  } catch (cause) {
    // Another SECRET_KEY than the one that it was sealed under.
    await setProblem(deps, mailboxId, 'unreadable', stored.sealed)
    throw new SourceError('auth', 'unreadable', { cause })
  }
}

export const sealTokens = (connections: Connections, mailboxId: number, tokens: Tokens): Promise<string> =>
  connections.sealer.seal(JSON.stringify(tokens), accountContext(mailboxId))

type Refreshing = { mailboxId: number; stored: Stored; tokens: Tokens }

/** @returns undefined when the account was connected anew meanwhile: what is stored is newer */
async function refresh(
  deps: AccountDeps,
  connections: Connections,
  { mailboxId, stored, tokens }: Refreshing,
): Promise<string | undefined> {
  const answer = await askAnew(connections, tokens).catch(async (error: unknown) => {
    const failure = kindly(error)
    if (failure) throw failure
    const refusal = refusalOf(error)
    // What is no answer of an issuer (a proxy's page, half a body) says nothing about the token.
    if (!refusal) throw new SourceError('temporary', 'Google does not answer as an issuer', { cause: error })
    const code = whyNotRefreshed(refusal)
    if (await setProblem(deps, mailboxId, code, stored.sealed)) throw new SourceError('auth', code, { cause: error })
    return undefined
  })
  if (!answer) return undefined
  const next: Tokens = {
    access: answer.access_token,
    expiresAt: deps.now().getTime() + (answer.expires_in ?? 0) * 1000,
    refresh: answer.refresh_token ?? tokens.refresh,
  }
  const { numUpdatedRows } = await deps.database.db
    .updateTable('accounts')
    .set({ sealed: await sealTokens(connections, mailboxId, next) })
    .where('mailbox_id', '=', mailboxId)
    .where('sealed', '=', stored.sealed)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? next.access : undefined
}

const askAnew = async (connections: Connections, tokens: Tokens) =>
  refreshTokenGrant(await googleIssuer(connections), tokens.refresh)

async function delegated(
  deps: AccountDeps,
  mailboxId: number,
  { address }: Stored,
  refused: string | undefined,
): Promise<string> {
  try {
    return await delegatedToken(deps, address, refused)
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'auth') await setProblem(deps, mailboxId, error.message)
    throw error
  }
}

/**
 * Nobody can read the mailbox until somebody does something; nothing is due of it until then. Saying it again changes nothing.
 * @param sealed with which tokens that was found: others that came meanwhile are not blamed
 * @returns false when they have changed
 */
export async function setProblem(
  { database, now, log }: AccountDeps,
  mailboxId: number,
  code: string,
  sealed?: string | null,
): Promise<boolean> {
  const changed = await database.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('accounts')
      .set((eb) => ({
        problem: code,
        problem_at: eb.case().when('problem', '=', code).then(eb.ref('problem_at')).else(now()).end(),
        due_at: null,
      }))
      .where('mailbox_id', '=', mailboxId)
      .$if(sealed !== undefined, (query) => query.where('sealed', sealed === null ? 'is' : '=', sealed ?? null))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await tx.updateTable('mailboxes').set({ state: 'reconnect' }).where('id', '=', mailboxId).execute()
    return true
  })
  if (!changed) return false
  log.warn({ mailboxId, problem: code }, 'a mailbox cannot be read until somebody does something')
  await tellChanged(database.db)
  return true
}

/** In a statement over `mailboxes`: `ok` where the first sync has been complete. */
export const stateOfCursors = () => sql`CASE WHEN EXISTS (SELECT FROM cursors c
  WHERE c.mailbox_id = mailboxes.id AND c.stream = 'past' AND c.done) THEN 'ok' ELSE 'syncing' END`

/** It can be read again: its cursors are where they were, so it goes on from there, now. */
export async function clearProblem({ database, now }: AccountDeps, mailboxId: number): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const set = { problem: null, problem_at: null, due_at: now(), failures: 0 }
    const { numUpdatedRows } = await tx
      .updateTable('accounts')
      .set(set)
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirst()
    if (numUpdatedRows > 0n)
      await sql`UPDATE mailboxes SET state = ${stateOfCursors()} WHERE id = ${mailboxId} AND state = 'reconnect'`.execute(
        tx,
      )
  })
  await tellChanged(database.db)
}
