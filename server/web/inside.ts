/**
 * Requests that the server makes of itself, in its own process. Who they are for is said beside the request, under names
 * that no bytes from outside can spell: the environment that Hono hands on, keyed by symbols of this file.
 */
import type { Context } from 'hono'
import type { TokenIssuer } from '../access/google-tokens.ts'
import type { Viewer } from '../access/identity.ts'

/** Who plays Google in the playground: trusted for the one request that it comes with. */
export type StandIn = TokenIssuer & { serviceAccountEmail: string; oauthClientId: string }

const VIEWER = Symbol('viewer')
const STAND_IN = Symbol('stand-in')

type Inside = { [VIEWER]?: Viewer; [STAND_IN]?: StandIn }

/** The third argument of `app.request`. */
export const asViewer = (viewer: Viewer): object => ({ [VIEWER]: viewer }) satisfies Inside
export const asStandIn = (standIn: StandIn): object => ({ [STAND_IN]: standIn }) satisfies Inside

export const viewerInside = (c: Context): Viewer | undefined => (c.env as Inside | undefined)?.[VIEWER]
export const standInOf = (c: Context): StandIn | undefined => (c.env as Inside | undefined)?.[STAND_IN]
