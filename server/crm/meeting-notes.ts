/** What people write beside a meeting. It hangs on the item, so it stays when the meeting is moved or written anew. */
import type { z } from '@hono/zod-openapi'
import type { Kind } from '#shared/api.ts'
import type { MeetingNotes, MeetingNotesBody } from '#shared/api/meetings.ts'
import type { Block, BlockOf, FormBlock } from '#shared/blocks.ts'
import { meetingWords } from '#shared/i18n/meetings.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { EVERYTHING } from '../access/visibility.ts'
import type { Db } from '../db/connect.ts'
import { field } from './form-fields.ts'

export async function findNotes(db: Db, itemId: number): Promise<MeetingNotes> {
  const row = await db
    .selectFrom('meeting_notes')
    .select(['objective', 'notes'])
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return row ?? { objective: null, notes: null }
}

/** What is not given stays. */
export async function writeNotes(
  db: Db,
  itemId: number,
  given: MeetingNotesBody,
  by: { userId: number; at: Date },
): Promise<MeetingNotes> {
  const written = {
    ...(given.objective === undefined ? {} : { objective: given.objective || null }),
    ...(given.notes === undefined ? {} : { notes: given.notes || null }),
    by_id: by.userId,
    at: by.at,
  }
  return db
    .insertInto('meeting_notes')
    .values({ item_id: itemId, objective: null, notes: null, ...written })
    .onConflict((conflict) => conflict.column('item_id').doUpdateSet(written))
    .returning(['objective', 'notes'])
    .executeTakeFirstOrThrow()
}

export function notesForm(id: number, notes: MeetingNotes, locale: Locale): z.infer<typeof FormBlock> {
  const words = meetingWords[locale]
  return {
    type: 'form',
    id: `meeting-notes-${id}`,
    title: words.notesTitle,
    note: words.notesShared,
    fields: [
      field('objective', words.objective, { type: 'textarea', value: notes.objective, hint: words.objectiveHint }),
      field('notes', words.notes, { type: 'textarea', value: notes.notes }),
    ],
    submit: {
      label: words.save,
      request: { method: 'PUT', href: `/api/meetings/${id}/notes` },
      done: words.saved,
    },
    check: null,
  }
}

/** The entry of it, as far as the reader sees it. */
type Entry = { id: number; kind: Kind; item_id: number | null; level: number }

/** Beside the meeting where one reads it whole: what is written, and the way to write on. */
export async function notesBlocks(db: Db, row: Entry, locale: Locale): Promise<Block[]> {
  if (row.kind !== 'meeting' || row.item_id === null || row.level < EVERYTHING) return []
  const words = meetingWords[locale]
  const { objective, notes } = await findNotes(db, row.item_id)
  const said = (id: string, label: string, text: string | null): Block[] =>
    text === null
      ? []
      : [{ type: 'text', id: `${id}-${row.id}`, tone: 'neutral', text: `${label}: ${text}`, more: null, details: [] }]
  const write: BlockOf<'actions'> = {
    type: 'actions',
    id: `meeting-${row.id}`,
    title: null,
    actions: [],
    forms: [{ id: 'notes', label: words.editNotes, href: `/api/forms/meeting-notes?id=${row.id}&locale=${locale}` }],
  }
  return [...said('objective', words.objective, objective), ...said('notes', words.notes, notes), write]
}
