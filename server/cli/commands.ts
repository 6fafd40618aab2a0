/** The `ficha` commands: administration without a browser. Exit 0 done, 1 something failed, 2 misuse. */
import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { normaliseAddress } from '#shared/email-address.ts'
import { ROLES, Role } from '#shared/api.ts'
import type { Mailbox } from '#shared/api.ts'
import { insertToken } from '../access/identity.ts'
import { insertAudit } from '../crm/audit.ts'
import { inTransaction } from '../db/connect.ts'
import type { Db } from '../db/connect.ts'
import { MisuseError, ProblemError } from '../errors.ts'
import type { Engine } from '../sync/engine.ts'
import { importFiles } from '../sync/import.ts'
import type { ImportResult, Progress } from '../sync/import.ts'
import { listMailboxes } from '../sync/mailbox-list.ts'
import { ensureMailbox, insertUser, setMailboxZone, shareMailbox } from '../sync/mailboxes.ts'
import { leave } from '../sync/users.ts'
import type { CommandIo } from './control.ts'
import { diagnose } from './doctor.ts'

/** `open` gives the database to work on, at the first need; `own`: the command is somebody's own beginning, which ends the demo. */
export type Opening = (options: { own: boolean }) => Promise<Engine>

/** @returns the exit code */
export async function runCommand(argv: string[], cwd: string, io: CommandIo, open: Opening): Promise<number> {
  let code = 0
  const program = createProgram({ cwd, io, open, exit: (value) => (code = value) })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof MisuseError) {
      io.err(`ficha: ${error.message}\n`)
      return 2
    }
    io.err(`ficha: ${error instanceof Error ? error.message : 'failed'}\n`)
    return 1
  }
}

type Context = { cwd: string; io: CommandIo; open: Opening; exit(code: number): void }

function createProgram(context: Context): Command {
  const { io, open } = context
  const program = new Command('ficha')
    .description('Ficha: the CRM that lives beside the message')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError('(ficha --help lists the commands)')
  program
    .command('import')
    .description('log mail and meetings from .mbox, .eml and .ics files, Maildirs and folders of them')
    .argument('<paths...>', 'files and folders')
    .requiredOption('--mailbox <address>', 'whose mail it is')
    .option('--zone <zone>', 'what floating times of its calendar are meant in, e.g. Europe/Madrid')
    .option('--json', 'print the result as JSON')
    .action((paths: string[], options: ImportOptions) => importCommand(context, paths, options))
  const user = program.command('user').description('users')
  user
    .command('add')
    .argument('<email>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role...>', ROLES.join(', '))
    .option('--locale <locale>', 'en or es', 'en')
    .option('--alias <address...>', 'further addresses of theirs')
    .action((email: string, options: { name: string; role: string[]; locale: string; alias?: string[] }) =>
      addUser(context, email, options),
    )
  user
    .command('leave')
    .description('disconnect somebody who leaves, and hand what they look after to somebody else')
    .argument('<email>')
    .requiredOption('--to <email>', 'who takes over')
    .action((email: string, options: { to: string }) => leaveCommand(context, email, options.to))
  user
    .command('unbind-google')
    .description('forget which Google account is theirs: the next one with their address that opens the add-on is')
    .argument('<email>')
    .action((email: string) => unbindGoogle(context, email))
  program
    .command('token')
    .description('make an API token and print it; it is shown this once')
    .argument('<email>')
    .option('--name <name>', 'what it is for', 'cli')
    .action(async (email: string, options: { name: string }) => {
      const { database, now } = await open({ own: false })
      const id = await idOf(database.db, email)
      io.out(`${await insertToken(database.db, id, options.name, now())}\n`)
    })
  const mailbox = program.command('mailbox').description('mailboxes')
  mailbox
    .command('share')
    .argument('<address>')
    .requiredOption('--with <email...>', 'who sees all of it from now on')
    .action(async (address: string, options: { with: string[] }) => {
      const engine = await open({ own: false })
      for (const email of options.with) await shareMailbox(actDeps(engine), addressOf(address), addressOf(email))
    })
  program
    .command('mailboxes')
    .description('mailboxes and what became of their mail')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const mailboxes = await listMailboxes((await open({ own: false })).database.db, null)
      if (options.json) io.out(`${JSON.stringify({ items: mailboxes })}\n`)
      else
        for (const one of mailboxes)
          io.out(
            `${one.address}\t${one.state}\tseen ${one.seen}\tlogged ${one.logged}\tskipped ${one.skipped}\tfailed ${one.failed}${trouble(one)}\n`,
          )
    })
  program
    .command('doctor')
    .description('check that everything is in order')
    .action(async () => context.exit(await diagnose(await open({ own: false }), io)))
  program
    .command('keys')
    .description('the keys under which tokens are encrypted')
    .command('rotate')
    .description('encrypt every stored token anew, under a new key')
    .action(async () => {
      const { connections } = await open({ own: false })
      if (!connections) throw new MisuseError('the demo connects to nothing and has no tokens')
      io.err(`${await connections.sealer.rotate()} encrypted anew\n`)
    })
  return program
}

/** What keeps a connected mailbox from being read whole. */
function trouble({ problem, missing, past, state }: Mailbox): string {
  const progress =
    state === 'syncing' && past ? `past ${past.done}${past.total === null ? '' : ` of ${past.total}`}` : null
  const parts = [problem, missing.length > 0 ? `not granted: ${missing.join(', ')}` : null, progress]
  return parts
    .filter((part) => part !== null)
    .map((part) => `\t${part}`)
    .join('')
}

const actDeps = (engine: Engine) => ({ db: engine.database.db, hasher: engine.hasher, now: engine.now })

function addressOf(text: string): string {
  const address = normaliseAddress(text)
  if (address === null) throw new MisuseError(`"${text}" is not a mail address`)
  return address
}

async function addUser(
  context: Context,
  email: string,
  options: { name: string; role: string[]; locale: string; alias?: string[] },
): Promise<void> {
  const roles = options.role
    .flatMap((text) => text.split(','))
    .map((text) => {
      const role = Role.safeParse(text.trim())
      if (!role.success) throw new MisuseError(`"${text}" is not a role; roles are ${ROLES.join(', ')}`)
      return role.data
    })
  if (options.locale !== 'en' && options.locale !== 'es') throw new MisuseError('--locale is en or es')
  const user = {
    email: addressOf(email),
    name: options.name,
    roles,
    locale: options.locale,
    aliases: (options.alias ?? []).map(addressOf),
  } as const
  await insertUser(actDeps(await context.open({ own: true })), { ...user, aliases: [...user.aliases] })
  context.io.err(`${user.email} can sign in\n`)
}

async function leaveCommand(context: Context, email: string, to: string): Promise<void> {
  const { database, now } = await context.open({ own: false })
  const [id, successorId] = await Promise.all([idOf(database.db, email), idOf(database.db, to)])
  await leave({ db: database.db, by: null, now: now() }, id, successorId).catch((cause: unknown) => {
    throw cause instanceof ProblemError ? new MisuseError(cause.message, { cause }) : cause
  })
  context.io.err(`${addressOf(email)} has left; what they looked after is with ${addressOf(to)}\n`)
}

async function unbindGoogle(context: Context, email: string): Promise<void> {
  const { database, now } = await context.open({ own: false })
  const id = await idOf(database.db, email)
  const found = await inTransaction(database.db, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('google_identities').where('user_id', '=', id).executeTakeFirst()
    if (numDeletedRows > 0n)
      await insertAudit(tx, { at: now(), userId: null, act: 'unbind-google', subject: { userId: id } })
    return numDeletedRows > 0n
  })
  if (!found) throw new MisuseError(`no Google account is bound to ${addressOf(email)}`)
  context.io.err(`the next Google account with the address ${addressOf(email)} that opens the add-on is theirs\n`)
}

async function idOf(db: Db, email: string): Promise<number> {
  const found = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', addressOf(email))
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new MisuseError(`there is no user ${email}`)
  return found.id
}

type ImportOptions = { mailbox: string; zone?: string; json?: boolean }

async function importCommand(context: Context, paths: string[], options: ImportOptions): Promise<void> {
  const { io } = context
  const address = addressOf(options.mailbox)
  const absolute = paths.map((path) => (isAbsolute(path) ? path : resolve(context.cwd, path)))
  for (const [i, path] of absolute.entries())
    if (!existsSync(path)) throw new MisuseError(`there is no file or folder ${paths[i]}`)
  const engine = await context.open({ own: true })
  await hintOwnDomains(engine, io)
  if (options.zone !== undefined) {
    const acts = { db: engine.database.db, hasher: engine.hasher, now: engine.now }
    await setMailboxZone(acts, await ensureMailbox(acts, address, 'files'), options.zone)
  }
  const result = await importFiles(engine, absolute, address, createReporter(io))
  io.err('\n')
  if (options.json) io.out(`${JSON.stringify(result)}\n`)
  else printResult(io, result)
  context.exit(result.failed.length > 0 ? 1 : 0)
}

async function hintOwnDomains(engine: Engine, io: CommandIo): Promise<void> {
  const own = await engine.database.db.selectFrom('own_domains').select('domain').limit(1).executeTakeFirst()
  if (!own) io.err('COMPANY_DOMAINS is not set: only the addresses of users and mailboxes count as colleagues\n')
}

/** One line that is written over, at most four times a second. */
function createReporter(io: CommandIo): (progress: Progress) => void {
  let last = 0
  let seen = 0
  return (progress) => {
    seen = Math.max(seen, progress.seen)
    const now = Date.now()
    if (now - last < 250) return
    last = now
    const percent = progress.bytesTotal > 0 ? ` ${Math.floor((100 * progress.bytesDone) / progress.bytesTotal)} %` : ''
    io.err(progress.settling ? `\r${seen} read, deciding what hangs on it …` : `\r${seen} read${percent}`)
  }
}

function printResult(io: CommandIo, result: ImportResult): void {
  io.out(`seen ${result.seen} (new ${result.new}), logged ${result.logged}\n`)
  for (const [reason, n] of Object.entries(result.skipped)) io.out(`  not logged, ${reason}: ${n}\n`)
  for (const { item, reason } of result.failed) io.out(`  failed, ${reason}: ${item}\n`)
}
