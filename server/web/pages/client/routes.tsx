/** Which page a path shows. */
import type { ComponentType } from 'preact'
import { CustomersPage } from './customers/customers-page.tsx'
import { RecordPage } from './record/record-page.tsx'
import { SearchPage } from './search/search-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { TriagePage } from './triage/triage-page.tsx'
import { DocumentsPage } from './work/documents-page.tsx'
import { FollowupsPage } from './work/followups-page.tsx'
import { OpportunitiesPage } from './work/opportunities-page.tsx'
import { QueuePage } from './work/queue-page.tsx'

type PageProps = { id: string }
export type Route = { Page: ComponentType<PageProps>; id: string; key: string }

const PAGES: Record<string, ComponentType<PageProps>> = {
  customers: CustomersPage,
  opportunities: OpportunitiesPage,
  followups: FollowupsPage,
  queue: QueuePage,
  documents: DocumentsPage,
  triage: TriagePage,
  search: SearchPage,
}

const NOUNS: Record<string, string> = { contacts: 'contactId', companies: 'companyId', opportunities: 'opportunityId' }

export function routeOf(path: string): Route | undefined {
  const [, first = '', second] = path.split('/')
  const noun = NOUNS[first]
  if (noun && second && /^\d+$/.test(second))
    return { Page: RecordPage, id: `${noun}=${second}`, key: `${first}/${second}` }
  if (first === 'settings') return { Page: SettingsPage, id: second ?? 'me', key: `settings/${second ?? 'me'}` }
  const Page = second === undefined ? PAGES[first] : undefined
  return Page && { Page, id: '', key: first }
}
