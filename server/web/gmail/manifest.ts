/** The deployment of the add-on, as Google takes it: where each of its cards is drawn, and the least it may ask for. */
import { SCOPES } from './scopes.ts'

/**
 * Marketplace SDK, "HTTP deployments"; or PUT …/v1/projects/P/deployments/ID.
 * @see https://developers.google.com/workspace/add-ons/reference/rest/v1/projects.deployments
 */
export type Deployment = {
  oauthScopes: string[]
  addOns: {
    common: {
      name: string
      logoUrl: string
      layoutProperties?: { primaryColor?: string; secondaryColor?: string }
      useLocaleFromApp: boolean
      homepageTrigger: { runFunction: string; enabled?: boolean }
      openLinkUrlPrefixes: string[]
      universalActions?: ({ label: string } & ({ runFunction: string } | { openLink: string }))[]
    }
    gmail: {
      contextualTriggers: { unconditional: Record<string, never>; onTriggerFunction: string }[]
      composeTrigger: { actions: { label: string; runFunction: string }[]; draftAccess: 'NONE' | 'METADATA' }
    }
    calendar: {
      currentEventAccess: 'METADATA' | 'READ' | 'WRITE' | 'READ_WRITE'
      eventOpenTrigger: { runFunction: string }
      eventUpdateTrigger?: { runFunction: string }
    }
    httpOptions: {
      authorizationHeader: 'SYSTEM_ID_TOKEN' | 'USER_ID_TOKEN' | 'NONE'
      granularOauthPermissionSupport: 'OPT_IN' | 'OPT_OUT'
    }
  }
}

/** @param origin PUBLIC_URL, without a slash at its end */
export const gmailManifest = (origin: string): Deployment => ({
  oauthScopes: ['openid', ...Object.values(SCOPES)],
  addOns: {
    common: {
      name: 'Ficha',
      logoUrl: `${origin}/gmail/logo.png`,
      layoutProperties: { primaryColor: '#0b57d0' },
      useLocaleFromApp: true,
      homepageTrigger: { runFunction: `${origin}/gmail/home`, enabled: true },
      // Its own pages, telephone numbers, addresses, and the video calls that meetings bring.
      openLinkUrlPrefixes: [`${origin}/`, 'https://', 'mailto:', 'tel:'],
      universalActions: [{ label: 'Ficha', openLink: `${origin}/` }],
    },
    gmail: {
      contextualTriggers: [{ unconditional: {}, onTriggerFunction: `${origin}/gmail/message` }],
      composeTrigger: {
        actions: [{ label: 'Ficha', runFunction: `${origin}/gmail/compose` }],
        draftAccess: 'METADATA',
      },
    },
    calendar: {
      currentEventAccess: 'READ',
      eventOpenTrigger: { runFunction: `${origin}/gmail/calendar/event` },
      eventUpdateTrigger: { runFunction: `${origin}/gmail/calendar/event` },
    },
    httpOptions: { authorizationHeader: 'SYSTEM_ID_TOKEN', granularOauthPermissionSupport: 'OPT_IN' },
  },
})
