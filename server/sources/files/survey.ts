/**
 * What there is under the paths of an import: folders of files and Maildirs, in an order that every run repeats. Only
 * folders are remembered; their entries are listed again when it is their turn.
 */
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { displayFolder, maildirFolderName, systemFolder } from './folder-name.ts'

export type Folder = {
  /** Real path: symbolic links resolved. */
  path: string
  kind: 'files' | 'maildir'
  /** Where a mail reader shows it. */
  name: string
  /**
   * Only these of the folder, because they were named or linked to; null: whatever is in it. What was named must be
   * mail and is `expected`.
   */
  only: { name: string; expected: boolean }[] | null
  bytes: number
}

export type Survey = { folders: Folder[]; missing: { path: string; code: string }[]; bytes: number }

/** Text order by code units: the same in every locale. */
export const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Walk = { found: Survey; visited: Set<string>; single: Map<string, Map<string, boolean>> }

/** @param paths files and folders; the same or nested ones count once */
export async function survey(paths: string[]): Promise<Survey> {
  const walk: Walk = { found: { folders: [], missing: [], bytes: 0 }, visited: new Set(), single: new Map() }
  const { found } = walk
  for (const path of paths) {
    try {
      const real = await realpath(path)
      const stats = await stat(real)
      if (stats.isDirectory()) await visit(real, true, walk)
      else if (stats.isFile()) addSingle(walk, real, true)
      // A pipe or a device: reading it might never end.
      else found.missing.push({ path, code: 'UNKNOWN_KIND' })
    } catch (error) {
      found.missing.push({ path, code: codeOf(error) })
    }
  }
  for (const [folder, names] of walk.single) {
    if (walk.visited.has(folder)) continue
    const only = [...names].map(([name, expected]) => ({ name, expected }))
    found.folders.push({
      path: folder,
      kind: 'files',
      name: folderName(folder),
      only,
      bytes: await bytesOf(folder, [...names.keys()]),
    })
  }
  found.bytes = found.folders.reduce((sum, folder) => sum + folder.bytes, 0)
  return found
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'EIO'

/** A file that counts unless its folder is read anyway. */
function addSingle({ single }: Walk, path: string, expected: boolean): void {
  const names = single.get(dirname(path)) ?? new Map<string, boolean>()
  names.set(basename(path), expected || names.get(basename(path)) === true)
  single.set(dirname(path), names)
}

async function visit(path: string, root: boolean, walk: Walk): Promise<void> {
  // Also ends loops of symbolic links: every real folder is entered once.
  if (walk.visited.has(path)) return
  walk.visited.add(path)
  try {
    const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => byCode(a.name, b.name))
    const maildir = isMaildir(entries)
    const names = maildir ? await maildirNames(path) : candidateNames(entries)
    const name = maildir ? maildirName(path, root) : folderName(path)
    walk.found.folders.push({
      path,
      kind: maildir ? 'maildir' : 'files',
      name,
      only: null,
      bytes: await bytesOf(path, names),
    })
    for (const entry of entries) {
      if (maildir && ['cur', 'new', 'tmp'].includes(entry.name)) continue
      if (entry.isDirectory()) await visit(join(path, entry.name), false, walk)
      else if (entry.isSymbolicLink()) await follow(join(path, entry.name), maildir, walk)
    }
  } catch (error) {
    walk.found.missing.push({ path, code: codeOf(error) })
  }
}

/** A link's target counts where it really is, so that it counts once. */
async function follow(link: string, maildir: boolean, walk: Walk): Promise<void> {
  try {
    const real = await realpath(link)
    const stats = await stat(real)
    if (stats.isDirectory()) await visit(real, false, walk)
    else if (stats.isFile() && !maildir) addSingle(walk, real, false)
  } catch {
    // A link to nowhere holds no mail.
  }
}

const isMaildir = (entries: Dirent[]) => {
  const has = (name: string) => entries.some((entry) => entry.name === name && entry.isDirectory())
  return has('cur') && (has('new') || has('tmp'))
}

function maildirName(path: string, root: boolean): string {
  const name = basename(path)
  if (name.startsWith('.')) return maildirFolderName(name)
  return systemFolder(name) ?? (root ? 'Inbox' : name)
}

/** Thunderbird keeps subfolders of "Clientes" in "Clientes.sbd", Apple Mail exports "Clientes.mbox/mbox". */
const folderName = (path: string) => displayFolder(basename(path).replace(/\.(?:sbd|mbox)$/i, ''))

/** Hidden files are no mail. */
export const candidateNames = (entries: Dirent[]) =>
  entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name)

/** Paths below the Maildir, of both read and unread mail. */
export async function maildirNames(path: string): Promise<string[]> {
  const lists = await Promise.all(
    ['cur', 'new'].map(async (part) => {
      const names = await readdir(join(path, part)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      return names.filter((name) => !name.startsWith('.')).map((name) => `${part}/${name}`)
    }),
  )
  return lists.flat()
}

/** Sizes for progress only: what cannot be read counts nothing. Courier and Dovecot write them into the name. */
async function bytesOf(path: string, names: string[]): Promise<number> {
  let sum = 0
  for (let at = 0; at < names.length; at += 64) {
    const sizes = names.slice(at, at + 64).map(async (name) => {
      const named = /,S=(\d+)/.exec(name)
      return named
        ? Number(named[1])
        : stat(join(path, name)).then(
            ({ size }) => size,
            () => 0,
          )
    })
    sum += (await Promise.all(sizes)).reduce((total, size) => total + size, 0)
  }
  return sum
}
