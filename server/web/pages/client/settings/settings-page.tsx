import type { ComponentType } from 'preact'
import { PageTitle } from '../shell/page-title.tsx'
import { usePage } from '../tools.ts'
import { DataPage } from './data-page.tsx'
import { ExclusionsPage } from './exclusions-page.tsx'
import { GooglePage } from './google-page.tsx'
import { InterestsPage } from './interests-page.tsx'
import { MailboxesPage } from './mailboxes-page.tsx'
import { MePage } from './me-page.tsx'
import { StagesPage } from './stages-page.tsx'
import { UsersPage } from './users-page.tsx'

const SECTIONS = {
  me: MePage,
  mailboxes: MailboxesPage,
  exclusions: ExclusionsPage,
  data: DataPage,
  users: UsersPage,
  google: GooglePage,
  interests: InterestsPage,
  stages: StagesPage,
} satisfies Record<string, ComponentType>

type Section = keyof typeof SECTIONS

/** What only an administrator sets is not offered to others. */
const ADMINS: Section[] = ['users', 'google', 'interests', 'stages']

export function SettingsPage({ id }: { id: string }) {
  const { strings, me } = usePage()
  const sections = (Object.keys(SECTIONS) as Section[]).filter(
    (one) => !ADMINS.includes(one) || me.roles.includes('admin'),
  )
  const section = (Object.keys(SECTIONS) as Section[]).find((one) => one === id) ?? 'me'
  const Shown = SECTIONS[section]
  return (
    <div class="settings">
      <nav class="settings-nav" aria-label={strings.settings}>
        <ul>
          {sections.map((one) => (
            <li key={one}>
              <a href={`/settings/${one}`} aria-current={one === section ? 'page' : undefined}>
                {strings.sections[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="settings-body">
        <PageTitle title={strings.sections[section]} />
        {sections.includes(section) ? <Shown /> : <p class="empty">{strings.onlyAdmin}</p>}
      </div>
    </div>
  )
}
