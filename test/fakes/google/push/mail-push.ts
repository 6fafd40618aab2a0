/** Gmail tells the topic that a mailbox changed, and Pub/Sub pushes it on with a token of the subscription's account. */
import type { Stored } from '../mail/mailbox.ts'
import { isWatched } from '../mail/watch.ts'
import { type AccountState, signClaims, type World } from '../world.ts'

export type MailPush = (account: AccountState, message: Stored, historyId: bigint) => void

export function createMailPush(world: World): MailPush {
  const lastAt = new Map<string, number>()
  return (account, message, historyId) => {
    const { push } = world.courier
    const now = world.clock.now()
    if (push.endpoint === null || !isWatched(account.mail.watch, message, now)) return
    if (push.perSecond && now - (lastAt.get(account.address) ?? -Infinity) < 1000) return
    lastAt.set(account.address, now)
    const endpoint = push.endpoint
    world.courier.send({
      to: endpoint,
      body: JSON.stringify(envelope(world, account.address, historyId)),
      headers: () => ({ 'content-type': 'application/json', authorization: `Bearer ${token(world, endpoint)}` }),
      retryOn: (status) => ![102, 200, 201, 202, 204].includes(status),
    })
  }
}

function envelope(world: World, emailAddress: string, historyId: bigint) {
  const serial = world.ids.serial()
  // Both are seen: a number, which JSON.parse rounds beyond 2^53, and a string.
  const id = serial % 2 === 0 ? `"${historyId}"` : String(historyId)
  const data = Buffer.from(`{"emailAddress":${JSON.stringify(emailAddress)},"historyId":${id}}`).toString('base64')
  const messageId = String(7_000_000_000_000_000 + serial)
  const publishTime = new Date(world.clock.now()).toISOString()
  return {
    message: { data, messageId, message_id: messageId, publishTime, publish_time: publishTime },
    subscription: `${world.topic.replace('/topics/', '/subscriptions/')}-push`,
  }
}

function token(world: World, endpoint: string): string {
  const { audience, serviceAccountEmail } = world.courier.push
  return signClaims(world, {
    aud: audience ?? endpoint,
    azp: '110000000000000000077',
    sub: '110000000000000000077',
    email: serviceAccountEmail,
    email_verified: true,
  })
}
