/** Words as they are compared: folded, with one underscore between words. `E-Mail ` and `e mail` are the same. */
import { foldText } from '#shared/fold.ts'

export const wordKey = (text: string): string =>
  foldText(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')

const LEGAL =
  /(?:_(?:s_?l_?u?|s_?a_?u?|s_?l_?l|s_?c|c_?b|s_?coop|slp|ltd|limited|inc|llc|gmbh|ag|bv|nv|sarl|sas|srl|spa|plc|co|corp))$/

/** A company's name as it is compared: without what the law adds to it. "Talleres Pérez, S.L." and "talleres perez" are the same. */
export function companyKey(name: string): string {
  const key = wordKey(name)
  return key.replace(LEGAL, '') || key
}
