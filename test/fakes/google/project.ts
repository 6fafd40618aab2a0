/** The Google Cloud project that Ficha would have: its OAuth client, service accounts and topic. */
import { type Clock, createClock } from './clock.ts'
import type { GoogleOptions, Quota, ServiceAccountKey } from './handle.ts'
import { createIds } from './ids.ts'
import { createKeys, keyPair } from './keys.ts'
import { createCourier } from './push/courier.ts'
import { createTokens } from './tokens.ts'
import type { World } from './world.ts'

const PROJECT = 'ficha-fake'
const PROJECT_NUMBER = '104857600042'

const DOCUMENTED: Quota = {
  gmailPerUser: 6_000,
  gmailPerProject: 1_200_000,
  calendarPerUser: 600,
  calendarPerProject: 10_000,
}

const UNLIMITED: Quota = {
  gmailPerUser: Infinity,
  gmailPerProject: Infinity,
  calendarPerUser: Infinity,
  calendarPerProject: Infinity,
}

/** `url` is empty until the server listens: what holds it is filled in by `settle`. */
export function createWorld(options: GoogleOptions): World {
  const clock: Clock = createClock()
  const ids = createIds()
  return {
    url: '',
    clock,
    ids,
    keys: createKeys(),
    tokens: createTokens(clock, ids),
    codes: new Map(),
    accounts: new Map(),
    courier: createCourier({
      mode: 'on',
      endpoint: options.pushEndpoint ?? null,
      audience: null,
      target: null,
      perSecond: true,
      serviceAccountEmail: `pusher@${PROJECT}.iam.gserviceaccount.com`,
    }),
    client: {
      id: `${PROJECT_NUMBER}-ficha.apps.googleusercontent.test`,
      secret: 'GOCSPX-of-the-fake',
      redirectUris: [...(options.redirectUris ?? [])],
    },
    projectNumber: PROJECT_NUMBER,
    topic: `projects/${PROJECT}/topics/ficha-mail`,
    serviceAccount: serviceAccountKey(''),
    addOn: {
      serviceAccountEmail: `service-${PROJECT_NUMBER}@gcp-sa-gsuiteaddons.iam.gserviceaccount.com`,
      oauthClientId: `${PROJECT_NUMBER}-addon.apps.googleusercontent.test`,
    },
    consent: { mode: 'page', as: null },
    delegated: new Set(),
    quota: options.quota === 'unlimited' ? { ...UNLIMITED } : { ...DOCUMENTED, ...options.quota },
  }
}

export function settle(world: World, url: string): void {
  world.url = url
  world.serviceAccount = serviceAccountKey(url)
}

function serviceAccountKey(url: string): ServiceAccountKey {
  const email = `ficha@${PROJECT}.iam.gserviceaccount.com`
  return {
    type: 'service_account',
    project_id: PROJECT,
    private_key_id: 'fake-service-account-key-1',
    private_key: keyPair('service account').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    client_email: email,
    client_id: '110000000000000000042',
    auth_uri: `${url}/o/oauth2/v2/auth`,
    token_uri: `${url}/token`,
    auth_provider_x509_cert_url: `${url}/oauth2/v1/certs`,
    client_x509_cert_url: `${url}/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: 'googleapis.com',
  }
}
