/** One source file, parsed: what it imports, and its text without comments. */
import { posix } from 'node:path'
import { parseSync } from 'vite'

/** `to` is a path in the project, or null for a package; `request` is as written. */
export type Import = { request: string; to: string | null; typeOnly: boolean }

export type SourceFile = {
  path: string
  lines: number
  imports: Import[]
  comments: string[]
  /** The text with its comments blanked. */
  code: string
  /** Nothing but `export … from`. */
  onlyReExports: boolean
}

/** @param path relative to the project, with slashes */
export function parseFile(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`)
  const comments = parsed.comments.map(({ start, end }) => text.slice(start, end))
  let code = text
  for (const { start, end } of parsed.comments) code = code.slice(0, start) + ' '.repeat(end - start) + code.slice(end)
  const { staticImports, staticExports, dynamicImports } = parsed.module
  const requests = [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      request: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ request: moduleRequest.value, typeOnly: isType }] : [],
      ),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      request: literal(text.slice(start, end)),
      typeOnly: false,
    })),
    ...typesInPlace(code, new Set(dynamicImports.map(({ start }) => start))),
    ...[...code.matchAll(/new URL\(\s*(['"`][^'"`]+\.m?tsx?['"`]),\s*import\.meta\.url/g)].map(([, quoted]) => ({
      request: literal(quoted ?? ''),
      typeOnly: false,
    })),
  ]
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: requests.map((each) => ({ ...each, to: target(path, each.request) })),
    comments,
    code,
    onlyReExports:
      parsed.program.body.length > 0 &&
      parsed.program.body.every(
        (node) =>
          node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null),
      ),
  }
}

/** `import('./x.ts').Type` in a type: the parser does not list those. */
function typesInPlace(code: string, dynamic: Set<number>): { request: string; typeOnly: boolean }[] {
  return [...code.matchAll(/\bimport\(\s*(['"][^'"]+['"])\s*\)/g)]
    .filter(({ index }) => !dynamic.has(index))
    .map(([, quoted]) => ({ request: literal(quoted ?? ''), typeOnly: true }))
}

/** A computed request stays as it is written, and so is in no room: `imports.ts` reports it. */
function literal(quoted: string): string {
  return /^(['"`])[^'"`$]*\1$/.test(quoted) ? quoted.slice(1, -1) : quoted
}

function target(from: string, request: string): string | null {
  if (request.startsWith('#')) return request.slice(1)
  if (request.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), request.replace(/\?.*$/, '')))
  return null
}
