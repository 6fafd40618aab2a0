/** The environment, read once. Every name, default and meaning stands in the README. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { MisuseError } from './errors.ts'

const trimmed = z.string().trim()
/** @param host a name, or an address as a URL or HOST has it */
export const isLoopbackHost = (host: string): boolean => ['127.0.0.1', 'localhost', '[::1]', '::1'].includes(host)
export const isLoopbackUrl = (text: string): boolean => URL.canParse(text) && isLoopbackHost(new URL(text).hostname)

const url = trimmed
  .refine((value) => URL.canParse(value), 'is not a URL')
  .transform((value) => value.replace(/\/+$/, ''))
/** A provider, or a stand-in of it: plain http on loopback, nowhere else. */
const root = url.refine(
  (value) => value.startsWith('https://') || (value.startsWith('http://') && isLoopbackUrl(value)),
  'must be https (http only on loopback)',
)
const whole = (min: number, max: number) =>
  trimmed
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be from ${min} to ${max}`)

const Environment = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: trimmed.min(1).default('127.0.0.1'),
  PUBLIC_URL: url
    .refine((value) => value.startsWith('https://') || isLoopbackUrl(value), 'must be https (http only on loopback)')
    .optional(),
  DATA_DIR: trimmed.min(1).default('./data'),
  DATABASE_URL: trimmed.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  SECRET_KEY: trimmed.min(16, 'must be at least 16 characters').optional(),
  COMPANY_DOMAINS: trimmed
    .transform((value) =>
      value
        .split(',')
        .map((domain) => domain.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(
      (domains) => domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
      'must be domains separated by commas',
    )
    .optional(),
  DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  GOOGLE_CLIENT_ID: trimmed.regex(/^\S+$/, 'must be one word').optional(),
  GOOGLE_CLIENT_SECRET: trimmed.regex(/^\S+$/, 'must be one word').optional(),
  GOOGLE_PUBSUB_TOPIC: trimmed
    .regex(/^projects\/[^/\s]+\/topics\/[^/\s]+$/, 'must be as projects/PROJECT/topics/TOPIC')
    .optional(),
  GOOGLE_API_URL: root.optional(),
  GOOGLE_OAUTH_URL: root.default('https://accounts.google.com'),
  GOOGLE_UNITS_PER_MINUTE: whole(600, 1_000_000).default(6000),
  POLL_SECONDS: whole(1, 86_400).default(300),
  BACKFILL_DAYS: whole(0, 3650).default(90),
})

export type Config = {
  port: number
  host: string
  publicUrl: string | null
  /** Absolute. */
  dataDir: string
  databaseUrl: string | null
  secretKey: string | null
  /** null: not said, keep what is stored. */
  companyDomains: string[] | null
  demo: boolean
  google: GoogleConfig
  /** How often each connected mailbox is asked what is new, pushes or not. */
  pollSeconds: number
  /** How far back a first sync goes. */
  backfillDays: number
}

export type GoogleConfig = {
  /** Of the web application's OAuth client; null: not set up, and nobody can connect. */
  client: { id: string; secret: string } | null
  /** projects/…/topics/…; null: nothing is pushed, mail is asked for. */
  pubsubTopic: string | null
  /** The root above /gmail and /calendar; null: Google's own. */
  apiUrl: string | null
  /** The OpenID Connect issuer. */
  oauthUrl: string
  /** Gmail's quota units that one user may spend in a minute: 6,000, and 15,000 of projects that are older than May 2026. */
  unitsPerMinute: number
}

/**
 * Reads the settings out of `env`.
 * @throws MisuseError naming the variable, in one line
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  // An empty list is a statement ("no domains of our own"), any other empty variable is an absent one.
  if (env['COMPANY_DOMAINS'] === '') given['COMPANY_DOMAINS'] = ''
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new MisuseError(`${String(issue?.path[0])} ${issue?.message}`)
  }
  const values = parsed.data
  if (values.DATABASE_URL && !values.SECRET_KEY) {
    throw new MisuseError('SECRET_KEY is required together with DATABASE_URL: it wraps the keys that are stored there')
  }
  if (Boolean(values.GOOGLE_CLIENT_ID) !== Boolean(values.GOOGLE_CLIENT_SECRET)) {
    throw new MisuseError(
      `${values.GOOGLE_CLIENT_ID ? 'GOOGLE_CLIENT_SECRET' : 'GOOGLE_CLIENT_ID'} is missing: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET go together`,
    )
  }
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    secretKey: values.SECRET_KEY ?? null,
    companyDomains: values.COMPANY_DOMAINS ?? null,
    demo: values.DEMO === 'on',
    google: {
      client:
        values.GOOGLE_CLIENT_ID && values.GOOGLE_CLIENT_SECRET
          ? { id: values.GOOGLE_CLIENT_ID, secret: values.GOOGLE_CLIENT_SECRET }
          : null,
      pubsubTopic: values.GOOGLE_PUBSUB_TOPIC ?? null,
      apiUrl: values.GOOGLE_API_URL ?? null,
      oauthUrl: values.GOOGLE_OAUTH_URL,
      unitsPerMinute: values.GOOGLE_UNITS_PER_MINUTE,
    },
    pollSeconds: values.POLL_SECONDS,
    backfillDays: values.BACKFILL_DAYS,
  }
}
