/** Calendar's push channels: made with a token of the asker's, they end by themselves and are never renewed. */
import type { calendar_v3 } from '@googleapis/calendar'
import { ApiError, badRequest } from '../errors.ts'
import type { Call } from '../gate.ts'
import type { World } from '../world.ts'

type Channel = {
  id: string
  resourceId: string
  resourceUri: string
  /** Whose, of what. */
  owner: string
  resource: string
  address: string
  token: string | null
  expiresAt: number
  messages: number
}

const DEFAULT_SECONDS = 7 * 86_400
const LONGEST_SECONDS = 30 * 86_400

export type Channels = ReturnType<typeof createChannels>

export function createChannels(world: World) {
  const channels = new Map<string, Channel>()

  function notify(channel: Channel, state: 'sync' | 'exists'): void {
    channel.messages += 1
    const number = channel.messages
    world.courier.send({
      to: channel.address,
      body: '',
      headers: () => ({
        'content-length': '0',
        'x-goog-channel-id': channel.id,
        ...(channel.token === null ? {} : { 'x-goog-channel-token': channel.token }),
        'x-goog-channel-expiration': new Date(channel.expiresAt).toUTCString(),
        'x-goog-resource-id': channel.resourceId,
        'x-goog-resource-uri': channel.resourceUri,
        'x-goog-resource-state': state,
        'x-goog-message-number': String(number),
      }),
      retryOn: (status) => [500, 502, 503, 504].includes(status),
    })
  }

  return {
    watch(call: Call, resource: string, path: string): calendar_v3.Schema$Channel {
      const asked = call.body as calendar_v3.Schema$Channel
      checkChannel(asked)
      if (channels.has(asked.id!)) throw badRequest(`Channel id ${asked.id} not unique`, 'channelIdNotUnique')
      const seconds = Math.min(secondsOf(world.clock.now(), asked), LONGEST_SECONDS)
      const channel: Channel = {
        id: asked.id!,
        resourceId: Buffer.from(`${call.account.address} ${resource}`).toString('base64url'),
        resourceUri: `${world.url}${path}?alt=json`,
        owner: call.account.address,
        resource,
        address: asked.address!,
        token: asked.token ?? null,
        expiresAt: Math.floor((world.clock.now() + seconds * 1000) / 1000) * 1000,
        messages: 0,
      }
      channels.set(channel.id, channel)
      notify(channel, 'sync')
      const { id, resourceId, resourceUri, token, expiresAt } = channel
      return {
        kind: 'api#channel',
        id,
        resourceId,
        resourceUri,
        ...(token ? { token } : {}),
        expiration: String(expiresAt),
      }
    },
    stop(call: Call): undefined {
      const { id, resourceId } = call.body as calendar_v3.Schema$Channel
      if (!id || !resourceId) throw badRequest('Missing channel id or resource id.', 'required')
      const channel = channels.get(id)
      if (!channel || channel.resourceId !== resourceId || channel.owner !== call.account.address) {
        throw new ApiError(404, 'notFound', `Channel '${id}' not found for project '${world.projectNumber}'`)
      }
      channels.delete(channel.id)
    },
    changed(resource: string): void {
      const now = world.clock.now()
      for (const channel of channels.values()) {
        if (channel.resource === resource && channel.expiresAt > now) notify(channel, 'exists')
      }
    },
    live: () => [...channels.values()].filter(({ expiresAt }) => expiresAt > world.clock.now()).length,
  }
}

function checkChannel({ id, type, address, token }: calendar_v3.Schema$Channel): void {
  if (!id || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id))
    throw badRequest('Channel id must match [A-Za-z0-9\\-_\\+/=]+', 'invalid')
  if (type !== 'web_hook' && type !== 'webhook') throw badRequest(`Unknown channel type ${type}`, 'channelUnknown')
  if ((token?.length ?? 0) > 256) throw badRequest('Channel token is too long', 'invalid')
  const url = URL.canParse(address ?? '') ? new URL(address!) : null
  // Google takes https alone; a stand-in on this machine may also be called in clear.
  const loopback = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'https:' && !loopback) {
    throw badRequest(`WebHook callback must be HTTPS: ${address}`, 'push.webhookUrlNotHttps')
  }
}

function secondsOf(now: number, { params, expiration }: calendar_v3.Schema$Channel): number {
  if (params?.ttl !== undefined) return Number(params.ttl)
  return expiration ? (Number(expiration) - now) / 1000 : DEFAULT_SECONDS
}
