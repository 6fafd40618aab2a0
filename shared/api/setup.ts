/** What an admin sees of how Ficha is set up at a provider, and what they paste where. */
import { z } from 'zod'

/**
 * `ok`: it was seen to work. `unknown`: nothing was tried yet that would show it. `missing`: to do before anything works.
 * `wrong`: it was tried and does not. `off`: one may do without.
 */
export const SetupState = z.enum(['ok', 'unknown', 'missing', 'wrong', 'off'])
export type SetupState = z.infer<typeof SetupState>

export const SETUP_STEPS = [
  'address',
  'apis',
  'scopes',
  'client',
  'redirect',
  'issuer',
  'topic',
  'push',
  'addon',
  'delegation',
] as const
export const SetupStep = z.enum(SETUP_STEPS)
export type SetupStep = z.infer<typeof SetupStep>

/** `values`: what is to be pasted or looked up, by the name that Google's console gives the field. */
export const SetupCheck = z.object({
  step: SetupStep,
  state: SetupState,
  values: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type SetupCheck = z.infer<typeof SetupCheck>

export const AddOnSettings = z.object({
  serviceAccountEmail: z.email().max(320),
  oauthClientId: z.string().trim().min(10).max(200).regex(/^\S+$/),
})
export type AddOnSettings = z.infer<typeof AddOnSettings>

/** Of the key that is stored nothing is given out but whose it is. */
export const ServiceAccount = z.object({ email: z.string(), clientId: z.string(), setAt: z.string() })

export const SetupMailbox = z.object({
  id: z.string(),
  address: z.string(),
  state: z.enum(['syncing', 'ok', 'reconnect', 'paused']),
  way: z.enum(['oauth', 'delegation']),
  problem: z.string().nullable(),
  missing: z.array(z.enum(['mail', 'calendar'])),
})
export type SetupMailbox = z.infer<typeof SetupMailbox>

export const GoogleSetup = z.object({
  checks: z.array(SetupCheck),
  addOn: AddOnSettings.nullable(),
  serviceAccount: ServiceAccount.nullable(),
  mailboxes: z.array(SetupMailbox),
})
export type GoogleSetup = z.infer<typeof GoogleSetup>

/** What became of connecting one address by delegation. `problem`: a code of `shared/i18n/connect.ts`, or of its own. */
export const DelegatedMailbox = z.object({
  address: z.string(),
  connected: z.boolean(),
  problem: z.string().nullable(),
})
export type DelegatedMailbox = z.infer<typeof DelegatedMailbox>
