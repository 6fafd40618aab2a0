/** The rows by which levels deviate from "everything". `set_by` says who or what set one; the narrowest holds. */
import type { Tx } from '../db/connect.ts'

/** @param restriction `level` null lifts it */
export async function setRestriction(
  tx: Tx,
  { scope, setBy, level }: { scope: number; setBy: string; level: number | null },
): Promise<void> {
  if (level === null)
    await tx.deleteFrom('restrictions').where('scope', '=', scope).where('set_by', '=', setBy).execute()
  else {
    await tx
      .insertInto('restrictions')
      .values({ scope, set_by: setBy, level })
      .onConflict((conflict) => conflict.columns(['scope', 'set_by']).doUpdateSet({ level }))
      .execute()
  }
}
