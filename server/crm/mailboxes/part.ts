/** Above the record: that a mailbox of the viewer is no longer read, so what is below may be old, and where to connect it. */
import { CONNECT, problemText } from '#shared/i18n/connect.ts'
import type { Part } from '../part.ts'

type Found = { id: number; address: string; problem: string; way: 'oauth' | 'delegation' }[]

export const mailboxPart: Part<Found> = {
  name: 'mailboxes',
  sql: `SELECT coalesce(json_agg(json_build_object('id', m.id, 'address', m.address, 'problem', a.problem, 'way', a.way) ORDER BY m.id), '[]')
    FROM accounts a JOIN mailboxes m ON m.id = a.mailbox_id WHERE a.mailbox_id = ANY ($1::bigint[]) AND a.problem IS NOT NULL`,
  blocks: (found, _subject, locale) => {
    const words = CONNECT[locale].pane
    return {
      pinned: (found ?? []).map(({ id, address, problem, way }) => ({
        type: 'text',
        id: `mailbox-${id}`,
        tone: 'attention',
        text: words.text(address, problemText(locale, problem)),
        more: null,
        details: [],
        // What an admin connected for everybody, an admin puts right.
        ...(way === 'oauth' && { link: { label: words.connect, href: `/connect/google?mailbox=${id}` } }),
      })),
    }
  },
}
