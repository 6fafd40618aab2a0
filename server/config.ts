/** The environment, read once. Every name, default and meaning stands in the README. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { MisuseError } from './errors.ts'

const trimmed = z.string().trim()
const isLoopback = (url: URL) => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
const url = trimmed
  .refine((value) => URL.canParse(value), 'is not a URL')
  .transform((value) => value.replace(/\/+$/, ''))
const whole = (min: number, max: number) =>
  trimmed
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be from ${min} to ${max}`)

const Environment = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: trimmed.min(1).default('127.0.0.1'),
  PUBLIC_URL: url
    .refine(
      (value) => value.startsWith('https://') || (URL.canParse(value) && isLoopback(new URL(value))),
      'must be https (http only on loopback)',
    )
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
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    secretKey: values.SECRET_KEY ?? null,
    companyDomains: values.COMPANY_DOMAINS ?? null,
    demo: values.DEMO === 'on',
  }
}
