/** Why a mail was not sent, in words. */
import type { WritingStrings } from '#shared/i18n/writing.ts'
import { Failure } from '../api.ts'

export function saidProblem(error: unknown, strings: WritingStrings): string {
  if (!(error instanceof Failure)) return strings.notSent
  if (error.trouble === 'unreachable') return strings.unreachable
  const { code, detail } = error.problem ?? {}
  if (code === 'too-large') return strings.tooLarge
  if (code === 'no-recipient') return strings.nobody
  const wrong = code === 'wrong-address' ? /“(.*)”/s.exec(detail ?? '')?.[1] : undefined
  return wrong === undefined ? strings.notSent : strings.wrongAddress(wrong)
}
