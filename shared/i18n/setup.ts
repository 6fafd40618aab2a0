/** The words of setting Ficha up at Google, for whoever has the console before them. */
import type { SetupState, SetupStep } from '../api/setup.ts'
import type { Locale } from './record.ts'
import { setupEs } from './setup-es.ts'

/** `why`: what it is for. `how`: what to do there, in order; names of fields as the console has them. */
type Step = { title: string; why: string; how: string[] }

const steps: Record<SetupStep, Step> = {
  address: {
    title: 'Address of this server',
    why: 'Google sends people and notifications back to it. Outside of this machine it must be https.',
    how: ['Set PUBLIC_URL to the address under which people open Ficha, and start it again.'],
  },
  apis: {
    title: 'Project and APIs',
    why: 'Everything below lies in one project of Google Cloud.',
    how: [
      'Open console.cloud.google.com and choose or make a project of your organisation.',
      'Open both links and press “Enable”.',
    ],
  },
  scopes: {
    title: 'Consent screen',
    why: 'What people are asked to allow. Ficha reads and never writes.',
    how: [
      'Google Auth Platform → Branding: name “Ficha” and an address for support.',
      'Audience: “Internal”. Then nothing has to be reviewed by Google. (With “External” and status “Testing” every consent ends after seven days.)',
      'Data access → “Add or remove scopes” → paste these under “Manually add scopes”, then save.',
    ],
  },
  client: {
    title: 'OAuth client',
    why: 'By it Google knows Ficha.',
    how: [
      'Google Auth Platform → Clients → “Create client”, type “Web application”.',
      'Start Ficha with its client ID and secret as GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.',
    ],
  },
  redirect: {
    title: 'Way back after consent',
    why: 'Google sends people nowhere else. If it is missing Google says “redirect_uri_mismatch”.',
    how: ['In the client, under “Authorized redirect URIs”, add this one, exactly so.'],
  },
  issuer: {
    title: 'Google can be reached',
    why: 'Ficha asks Google where to sign in and which keys count.',
    how: ['The server must be able to open this address: look at its firewall or proxy.'],
  },
  topic: {
    title: 'Notifications of mail',
    why: 'With them mail appears within seconds. Without them Ficha asks every few minutes.',
    how: [
      'Pub/Sub → Topics → “Create topic”, in the same project as the OAuth client.',
      'In the topic: Permissions → “Add principal”: paste both values. If a policy refuses it (“domain restricted sharing”), an organisation admin makes an exception for it.',
      'Start Ficha with its full name, projects/…/topics/…, as GOOGLE_PUBSUB_TOPIC.',
    ],
  },
  push: {
    title: 'Where notifications go',
    why: 'Pub/Sub calls Ficha, and signs that it is Pub/Sub.',
    how: [
      'In the topic: “Create subscription” with these values.',
      'Switch on “Enable authentication”, choose any service account of the project, and paste the audience.',
      'Expiration: “Never”. Acknowledgement deadline: 10 seconds.',
    ],
  },
  addon: {
    title: 'Add-on in Gmail and Calendar',
    why: 'Shows the record beside the open message and event.',
    how: [
      'Google Workspace Marketplace SDK → HTTP deployments → “Create”: paste the content of the deployment file.',
      'Run: gcloud workspace-add-ons get-authorization. It prints serviceAccountEmail and oauthClientId: enter them here.',
      'Install it for yourself to try it; for everybody in the Admin console, Apps → Google Workspace Marketplace apps.',
    ],
  },
  delegation: {
    title: 'The whole company at once',
    why: 'Instead of each person’s consent. Whoever has this key can read every mailbox of the company.',
    how: [
      'IAM → Service accounts → “Create”, without roles; in it Keys → “Add key” → JSON. Paste the file here and delete it.',
      'admin.google.com → Security → Access and data control → API controls → “Manage domain-wide delegation” → “Add new”: paste the client ID and the scopes, exactly so. It can take some minutes, at most a day.',
      'Then enter below whose mailboxes are to be connected.',
    ],
  },
}

const en = {
  title: 'Google',
  intro:
    'Set up Google once; then everybody connects their own mailbox in two clicks. Each step says what Ficha has seen of it.',
  states: {
    ok: 'Works',
    unknown: 'Not tried yet',
    missing: 'To do',
    wrong: 'Does not work',
    off: 'Not used',
  } satisfies Record<SetupState, string>,
  steps,
  how: 'How to',
  copy: 'Copy',
  copied: 'Copied',
  copyOf: (name: string) => `Copy: ${name}`,
  again: 'Check again',
  save: 'Save',
  saved: 'Saved',
  serviceAccountEmail: 'serviceAccountEmail',
  oauthClientId: 'oauthClientId',
  key: 'JSON key of the service account',
  storeKey: 'Store the key',
  keyStored: 'Key stored',
  replaceKey: 'Replace the key',
  dropKey: 'Delete the key',
  keyDropped: 'Key deleted',
  keyOf: (email: string, day: string) => `A key of ${email} is stored, since ${day}. It is shown to nobody.`,
  addresses: 'Addresses to connect, one a line',
  connect: 'Connect',
  connected: 'Connected',
  mailboxes: 'Connected mailboxes',
  noMailboxes: 'None yet. Everybody connects their own under Settings → Mailboxes.',
  ways: { oauth: 'by consent', delegation: 'company-wide' },
  readable: 'Can be read',
  notGranted: (parts: string) => `Not allowed: ${parts}`,
  problems: {
    'no-user': 'No user of Ficha has this address or shares this mailbox: add one first.',
    'not-ours': 'Not an address of the company: its domain is not in COMPANY_DOMAINS.',
    unreachable: 'Google does not answer at the moment.',
    'service-off': 'Gmail is switched off for this account: Admin console → Apps → Google Workspace → Gmail.',
    'not-delegated':
      'The client ID is not authorised for exactly these scopes: Admin console → Security → API controls → domain-wide delegation. A new entry can take some minutes.',
  } as Record<string, string>,
}
export type SetupWords = typeof en

export const SETUP: Record<Locale, SetupWords> = { en, es: setupEs }
