/** Why Google gives no token, in codes that people can be told in words (`shared/i18n/connect.ts`). */
import { z } from 'zod'

const Refusal = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_subtype: z.string().optional(),
})
export type Refusal = z.infer<typeof Refusal>

/** What an error of a client library holds of what Google answered. */
export function refusalOf(error: unknown): Refusal | undefined {
  const told = error as { error?: unknown; cause?: unknown; response?: { data?: unknown } }
  for (const one of [told, told?.cause, told?.response?.data]) {
    const parsed = Refusal.safeParse(one)
    if (parsed.success) return parsed.data
  }
  return undefined
}

const CLIENT = ['invalid_client', 'unauthorized_client', 'deleted_client', 'disabled_client', 'invalid_request']
const POLICY = ['admin_policy_enforced', 'org_internal', 'access_denied', 'rapt_required']

/** Of a refresh token. Google says most of them in one sentence, "Token has been expired or revoked." */
export function whyNotRefreshed({ error, error_description: said = '', error_subtype: subtype = '' }: Refusal): string {
  if (CLIENT.includes(error)) return 'client-wrong'
  if (POLICY.includes(error) || /rapt|reauth|policy/i.test(`${subtype} ${said}`)) return 'admin-policy'
  if (/password/i.test(said)) return 'password-changed'
  if (/revoked/i.test(said)) return 'revoked'
  return /expired/i.test(said) ? 'expired' : 'unknown'
}

/** Of a service account that asks in somebody's name. */
export function whyNotDelegated({ error, error_description: said = '' }: Refusal): string {
  if (error === 'unauthorized_client' || error === 'access_denied') return 'not-delegated'
  if (POLICY.includes(error)) return 'admin-policy'
  if (/email or user id|invalid_gaia|not a valid email/i.test(said)) return 'unknown-user'
  if (/iat and exp|timeframe/i.test(said)) return 'clock-wrong'
  if (error === 'invalid_client' || /signature|account not found|issuer/i.test(said)) return 'key-wrong'
  return 'unknown'
}
