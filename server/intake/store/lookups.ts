/** Small reads that several stages share. */
import type { Tx } from '../../db/connect.ts'

/** Which of these items are logged: item id → interaction id. */
export async function interactionsOfItems(tx: Tx, itemIds: number[]): Promise<Map<number, number>> {
  if (itemIds.length === 0) return new Map()
  const rows = await tx.selectFrom('interactions').select(['id', 'item_id']).where('item_id', 'in', itemIds).execute()
  return new Map(rows.map((row) => [row.item_id!, row.id]))
}
