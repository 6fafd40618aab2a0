/** Which documents are versions of one another: by what is left of their names without what tells versions apart. Pure. */
import { foldText } from '#shared/fold.ts'

const DATES = [
  /(?<!\d)(19|20)\d\d[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ](19|20)?\d\d(?!\d)/g,
]
/** "(1)" of a second download, "- copia (2)". */
const COPIES = /\(\s*\d{1,3}\s*\)|(?<!\p{L})(copy|copia|kopie)( of| de)?(?!\p{L})/gu
const MARKS = [
  /(?<![\p{L}\d])(version|versio|ver|v|revision|rev|r)[-_. ]?(\d{1,3}([._]\d{1,3})*|[a-h])(?![\p{L}\d])/gu,
  /(?<!\p{L})(final|finales|definitiv[oa]|def|draft|borrador|entwurf|signed|firmad[oa]|actualizad[oa]|updated|corregid[oa]|revisad[oa]|revised|nuev[oa]|new|neu|old|antigu[oa])(?!\p{L})/gu,
]

/** "Oferta_Servidor_v2 (1).pdf" and "oferta servidor FINAL.docx" → "oferta servidor". Null when nothing is left. */
export function versionKey(name: string): string | null {
  const stem = foldText(name).replace(/\.[a-z0-9]{1,5}$/, '')
  let rest = stem
  for (const pattern of [...DATES, COPIES, ...MARKS]) rest = rest.replaceAll(pattern, ' ')
  const key = (rest.match(/[\p{L}\d]+/gu) ?? []).join(' ')
  return /\p{L}{2}/u.test(key) ? key : null
}

/** A use of a content: `at` orders versions, oldest first; `group` is within which they are versions at all. */
export type Use = { sha256: string; name: string; type: string; at: number; group: string }
export type Version = { n: number; of: number }

/** For each use which version it is; null where there is only one. The same content sent again is the same version. */
export function findVersions(uses: readonly Use[]): (Version | null)[] {
  const keys = uses.map((use) => {
    // Pictures are named by cameras and mail programs: image001.png is no version of image001.png.
    const key = use.type.startsWith('image/') ? null : versionKey(use.name)
    return key === null ? null : `${use.group} ${key}`
  })
  const contents = new Map<string, string[]>()
  for (const i of uses
    .keys()
    .toArray()
    .toSorted((a, b) => uses[a]!.at - uses[b]!.at || a - b)) {
    const key = keys[i]!
    if (key === null) continue
    const known = contents.get(key) ?? []
    if (!known.includes(uses[i]!.sha256)) contents.set(key, [...known, uses[i]!.sha256])
  }
  return uses.map((use, i) => {
    const all = contents.get(keys[i] ?? '') ?? []
    return all.length < 2 ? null : { n: all.indexOf(use.sha256) + 1, of: all.length }
  })
}
