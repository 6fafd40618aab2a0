/** users.watch and stop, and which changes are worth a push. */
import type { gmail_v1 } from '@googleapis/gmail'
import { ApiError, badRequest } from '../errors.ts'
import type { Call } from '../gate.ts'
import type { World } from '../world.ts'
import type { Stored, Watch } from './mailbox.ts'

const DAYS = 7

export function watch(world: World, call: Call): gmail_v1.Schema$WatchResponse {
  const { topicName, labelIds, labelFilterAction, labelFilterBehavior } = call.body as gmail_v1.Schema$WatchRequest
  if (typeof topicName !== 'string') throw badRequest('Missing required field: topicName', 'invalidArgument')
  const project = world.topic.split('/topics/')[0]
  if (!topicName.startsWith(`${project}/topics/`)) {
    throw badRequest(`Invalid topicName does not match ${project}/topics/*`, 'invalidArgument')
  }
  if (topicName !== world.topic) {
    throw new ApiError(
      404,
      'notFound',
      `Error sending test message to Cloud PubSub ${topicName} : Resource not found (resource=${topicName.split('/').at(-1)}).`,
    )
  }
  const behaviour = (labelFilterBehavior ?? labelFilterAction ?? 'include').toLowerCase()
  const expiresAt = world.clock.now() + DAYS * 86_400_000
  call.account.mail.watch = { labelIds: labelIds ?? [], exclude: behaviour === 'exclude', expiresAt }
  return { historyId: String(call.account.mail.history.current()), expiration: String(expiresAt) }
}

export function stopWatching(call: Call): undefined {
  call.account.mail.watch = null
}

export function isWatched(watching: Watch | null, message: Stored, now: number): boolean {
  if (!watching || watching.expiresAt <= now) return false
  if (watching.labelIds.length === 0) return true
  return watching.labelIds.some((id) => message.labelIds.has(id)) !== watching.exclude
}
