import type { Icon } from '../../../../../addin-gmail/card-types.ts'
import { OwnImage } from './own-image.tsx'

/** Drawn here, by Google's names: its icon font is not ours to bring along, and nothing is fetched. Outlines on 24 × 24. */
const SHAPES: Record<string, string> = {
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8c.6-3.6 3.6-5 8-5s7.4 1.4 8 5Z',
  people:
    'M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-7 7c.5-3 3-4.5 7-4.500s6.5 1.5 7 4.500Zm14-7.500a3 3 0 1 0-1-5.800m2.5 9c2.3.4 4 1.6 4.5 4.3',
  building: 'M4 20V5l8-2v17m0-12h8v12M7 8h2m-2 4h2m-2 4h2m6-4h2m-2 4h2M2 20h20',
  mail: 'M3 5h18v14H3Zm0 1 9 7 9-7',
  inbox: 'M12 3v10m-4-4 4 4 4-4M4 14v6h16v-6',
  send: 'M4 12 20 4l-6 16-3-6Zm7 2 9-10',
  phone: 'M5 4h4l2 5-2.5 1.500a11 11 0 0 0 5 5L15 13l5 2v4c0 1-1 2-2 2C11 21 3 13 3 6c0-1 1-2 2-2Z',
  calendar: 'M4 6h16v14H4Zm0 4h16M8 3v5m8-5v5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2',
  pin: 'M12 21c4-5 6-8 6-11a6 6 0 1 0-12 0c0 3 2 6 6 11Zm0-9a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  note: 'M5 3h10l4 4v14H5Zm3 7h8m-8 4h8m-8 4h5',
  money: 'M12 3v18m4.5-14C15 5 8 5 8 8.500S16.5 12 16.5 15.5 9 19 7.5 16.5',
  star: 'm12 3 2.8 5.8 6.2.9-4.5 4.4 1 6.300L12 17.500l-5.5 2.9 1-6.300L3 9.700l6.2-.9Z',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  done: 'm5 12.5 4.5 4.500L19 7.5',
  warning: 'M12 4 2.5 20h19ZM12 10v5m0 2v1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v6m0-9v1',
  lock: 'M6 11h12v9H6Zm2.5 0V8a3.5 3.5 0 0 1 7 0v3',
  clip: 'M18 11.5 11.5 18a4.5 4.5 0 0 1-6.4-6.400l7.5-7.500a3 3 0 0 1 4.3 4.300l-7.2 7.200a1.5 1.5 0 0 1-2.1-2.100L14 7',
  edit: 'M4 20l1-4L16 5l3 3L8 19Zm9.5-12.5 3 3',
  add: 'M12 5v14M5 12h14',
  undo: 'M9 6 4 11l5 5m-5-5h10a5 5 0 0 1 0 10h-3',
  open: 'M10 5H5v14h14v-5M13 4h7v7m0-7-9 9',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.500L21 21',
  chat: 'M4 4h16v12H9l-5 4Z',
  video: 'M3 6h12v12H3Zm12 5 6-4v10l-6-4',
  hidden: 'M3 12c3-4.5 6-6 9-6s6 1.5 9 6c-3 4.5-6 6-9 6s-6-1.5-9-6ZM4 20 20 4',
  keep: 'M9 4h6l-1 6 3 3H7l3-3Zm3 9v7',
  ring: 'M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z',
}

/** Both sets of names: `knownIcon` in capitals, Material's in small letters. */
const NAMES: Record<string, string> = {
  ...of('person', 'PERSON MEMBERSHIP person account_circle person_add badge'),
  ...of('people', 'MULTIPLE_PEOPLE group groups people handshake'),
  ...of('building', 'STORE HOTEL business apartment domain store'),
  ...of('mail', 'EMAIL INVITE mail email drafts'),
  ...of('inbox', 'call_received inbox download move_to_inbox'),
  ...of('send', 'FLIGHT_DEPARTURE AIRPLANE send outgoing_mail call_made forward_to_inbox outbox'),
  ...of('phone', 'PHONE call phone'),
  ...of('calendar', 'EVENT_SEAT event calendar_month calendar_today today'),
  ...of('clock', 'CLOCK schedule history alarm update pending'),
  ...of('pin', 'MAP_PIN location_on place'),
  ...of('note', 'DESCRIPTION CONFIRMATION_NUMBER_ICON TICKET description note sticky_note_2 article notes'),
  ...of('money', 'DOLLAR OFFER payments euro sell request_quote trending_up monetization_on'),
  ...of('star', 'STAR BOOKMARK star bookmark'),
  ...of('keep', 'keep push_pin'),
  ...of('flag', 'flag task follow_the_signs'),
  ...of('done', 'check done check_circle task_alt done_all'),
  ...of('warning', 'warning error report'),
  ...of('info', 'info help lightbulb'),
  ...of('lock', 'lock shield'),
  ...of('clip', 'attach_file attachment'),
  ...of('edit', 'edit edit_note draw'),
  ...of('add', 'add add_circle'),
  ...of('undo', 'undo replay'),
  ...of('open', 'open_in_new launch link'),
  ...of('search', 'search'),
  ...of('chat', 'chat forum sms comment'),
  ...of('video', 'VIDEO_CAMERA VIDEO_PLAY videocam'),
  ...of('hidden', 'visibility_off block do_not_disturb_on'),
}

function of(shape: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, shape]))
}

export function CardIcon({ icon }: { icon: Icon | null | undefined }) {
  if (!icon) return null
  const { knownIcon, materialIcon, iconUrl, altText, imageType } = icon
  if (iconUrl) return <OwnImage url={iconUrl} alt={altText ?? ''} class={`gm-icon ${round(imageType)}`} />
  const name = materialIcon?.name ?? knownIcon ?? ''
  const shape = NAMES[name] ?? 'ring'
  const said = altText ? ({ role: 'img', 'aria-label': altText } as const) : ({ 'aria-hidden': 'true' } as const)
  return (
    <svg class="gm-icon" viewBox="0 0 24 24" width="20" height="20" focusable="false" data-icon={name} {...said}>
      <path d={SHAPES[shape]} />
    </svg>
  )
}

export const round = (imageType: string | null | undefined): string => (imageType === 'CIRCLE' ? 'is-round' : '')
