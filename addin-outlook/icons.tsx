/** Line icons on a 16 px grid; decoration only, so hidden from screen readers: words always stand beside them. */
const PATHS = {
  mail_received: 'M2 4.5h12v8H2zM2.3 4.8 8 9l5.7-4.2',
  mail_sent: 'M14 2.5 2 7.3l4.7 2L8.7 14zM14 2.5 6.7 9.3',
  meeting: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  call: 'M4 2.5 6 5.8 4.9 7.3a9 9 0 0 0 3.8 3.8l1.5-1.1 3.3 2-.8 1.7c-4.9.6-10.9-5.4-10.3-10.3z',
  visit:
    'M8 14.2S3.3 10 3.3 6.6a4.7 4.7 0 0 1 9.4 0C12.7 10 8 14.2 8 14.2zM8 8.3a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  chat: 'M2.5 3h11v8H7l-3 2.5V11H2.5z',
  note: 'M3.5 2.5h9v11h-9zM6 6h4M6 9h4',
  document: 'M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 14c0-2.7 2-4.3 5-4.3s5 1.6 5 4.3',
  company: 'M3 14V3h6v11M9 7h4v7M1.5 14h13M5 5.5h2M5 8h2M5 10.5h2',
  mailbox: 'M2 8.5 4 3h8l2 5.5V13H2zM2 8.5h3.5L6.5 10h3l1-1.5H14',
  followup: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.4 1.6',
  opportunity: 'M2.5 13.5h11M4 11V8M7 11V5.5M10 11V7M13 11V3.5',
  change: 'M3 12.5V10l7-7 2.5 2.5-7 7zM8.7 4.3l2.5 2.5',
  lock: 'M4 7.5h8V14H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  good: 'M3 8.5 6.5 12 13 4.5',
  attention: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 12v.1',
  bad: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.8M8 11v.1',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.1',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  down: 'M3.5 6 8 10.5 12.5 6',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  download: 'M8 2.5v8M4.5 7.2 8 10.7l3.5-3.5M3 13.5h10',
  out: 'M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13.2 2.8 7.5 8.5',
  pin: 'M8 10v4M5.2 2.5h5.6M6.2 2.5v3.7L4 8.3V10h8V8.3L9.8 6.2V2.5',
  plus: 'M8 3.5v9M3.5 8h9',
  cloud: 'M4.5 12.5h7a2.8 2.8 0 0 0 .4-5.6 4 4 0 0 0-7.7.7 2.5 2.5 0 0 0 .3 4.9zM2.5 2.5l11 11',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name, class: extra = '' }: { name: IconName; class?: string }) => (
  <svg class={`icon ${extra}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
)
