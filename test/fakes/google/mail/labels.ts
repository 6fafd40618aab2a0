/** Labels: Gmail's own have their name as id, a user's are called `Label_n`. */
import type { gmail_v1 } from '@googleapis/gmail'

const SYSTEM = [
  'INBOX',
  'SENT',
  'DRAFT',
  'SPAM',
  'TRASH',
  'UNREAD',
  'STARRED',
  'IMPORTANT',
  'CHAT',
  'CATEGORY_PERSONAL',
  'CATEGORY_SOCIAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_UPDATES',
  'CATEGORY_FORUMS',
]

export type Labels = ReturnType<typeof createLabels>

export function createLabels() {
  const own = new Map<string, string>()
  const find = (name: string): string | undefined => {
    if (SYSTEM.includes(name.toUpperCase())) return name.toUpperCase()
    if ([...own.values()].includes(name)) return name
    // Searches write spaces and slashes of a label's name as hyphens.
    const plain = (text: string) => text.toLowerCase().replace(/[\s/]/g, '-')
    return [...own].find(([each]) => plain(each) === plain(name))?.[1]
  }
  return {
    find,
    /** The id of a label by id or name; one that does not exist is made. */
    ensure(name: string): string {
      const found = find(name)
      if (found !== undefined) return found
      const id = `Label_${own.size + 1}`
      own.set(name, id)
      return id
    },
    list: (): gmail_v1.Schema$Label[] => [
      ...SYSTEM.map((id): gmail_v1.Schema$Label => ({ id, name: id, type: 'system' })),
      ...[...own].map(([name, id]): gmail_v1.Schema$Label => ({ id, name, type: 'user' })),
    ],
  }
}
