/** What an item's report is: of a mail what it adds, of a meeting what its invitation says. Pure; never throws. */
import { extractReport } from './extract.ts'
import type { Report } from './extract.ts'
import { dropJoinInfo } from './join-info.ts'
import type { MeetingItem } from '../meeting-facts.ts'
import type { MessageItem } from '../facts.ts'

export function reportOf(item: MessageItem | MeetingItem): Report {
  if (item.type === 'message') return extractReport(item.message)
  const { full } = extractReport(item.meeting)
  return { added: dropJoinInfo(full), full }
}
