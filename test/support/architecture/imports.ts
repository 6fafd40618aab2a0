/** The rooms of the house and which way imports may point between them (DECISIONS.md says why). */
import type { Import, SourceFile } from './source-file.ts'

type Room = { name: string; holds: RegExp; height: number }

// A room imports itself and what is lower. The first that fits counts.
const ROOMS: Room[] = [
  { name: 'shared', holds: /^shared\//, height: 0 },
  // Cards are made by the server, for Google to draw; like the pane, from blocks alone.
  { name: 'cards', holds: /^addin-gmail\//, height: 1 },
  { name: 'client', holds: /^(addin-outlook|server\/web\/(?:pages|playground)\/client)\//, height: 1 },
  { name: 'foundation', holds: /^server\/(config|errors|log)\.ts$/, height: 1 },
  { name: 'sources', holds: /^server\/sources\//, height: 1 },
  { name: 'db', holds: /^server\/db\//, height: 2 },
  { name: 'access', holds: /^server\/access\//, height: 3 },
  // What every noun's routes are made of, and what holds the nouns' ports together: beside them.
  { name: 'http', holds: /^server\/(http|connections)\.ts$/, height: 4 },
  { name: 'crm', holds: /^server\/crm\//, height: 4 },
  { name: 'intake', holds: /^server\/intake\//, height: 5 },
  { name: 'sync', holds: /^server\/sync\//, height: 6 },
  { name: 'data', holds: /^server\/data\//, height: 6 },
  { name: 'jobs', holds: /^server\/jobs\//, height: 7 },
  { name: 'app', holds: /^server\/(app\.ts|instance\.ts|cli\/|web\/|demo\/)/, height: 8 },
  { name: 'main', holds: /^server\/main\.ts$/, height: 9 },
]
const OUTSIDE: Room = { name: 'outside', holds: /^(test|scripts|[^/]+$)/, height: 10 }

/** One line for each import that points the wrong way. */
export function wrongImports(file: SourceFile): string[] {
  const from = roomOf(file.path)
  if (!from) return [`${file.path}: is in no room of the house (test/support/architecture/imports.ts)`]
  if (from === OUTSIDE) return []
  return file.imports.flatMap((each) => {
    const why = objection({ file, from, each })
    return why ? [`${file.path} imports ${each.request}: ${why}`] : []
  })
}

function roomOf(path: string): Room | undefined {
  return [...ROOMS, OUTSIDE].find((room) => room.holds.test(path))
}

function objection({ file, from, each }: { file: SourceFile; from: Room; each: Import }): string | undefined {
  if (each.to === null) return packageObjection(from, each.request)
  const to = roomOf(each.to)
  if (!to) return 'leads out of the house'
  if (from.name === 'client') return clientObjection(file.path, each, to)
  if (from.name === 'cards') return to === from || to.name === 'shared' ? undefined : 'cards are made from shared alone'
  if (to.name === 'cards' && !file.path.startsWith('server/web/gmail/')) return typesOfCards(file.path, each)
  if (to.name === 'client') return 'what runs in a browser is not for the server'
  if (to.name === 'sources' && from !== to) return sourcesObjection(file.path, from, each)
  if (from.name === 'sources' && each.to === 'server/config.ts') return 'a source is given its settings'
  if (from.name === 'crm' && to === from) return nounObjection(file.path, each)
  if (to.height > from.height) return `${from.name} is below ${to.name}`
  if (from.name === 'sources' && to !== from && to.height > 0 && to.name !== 'foundation') return 'sources stand alone'
  return undefined
}

/** An add-in stands alone over `shared`; so does the playground's page. The record pages draw with the pane's own blocks. */
function clientObjection(path: string, each: Import, to: Room): string | undefined {
  const target = each.to ?? ''
  if (to.name === 'shared') return undefined
  if (to.name === 'cards') return typesOfCards(path, each)
  const home = ROOMS.find(({ name }) => name === 'client')?.holds.exec(path)?.[0]
  if (home === 'server/web/pages/client/' && target.startsWith('addin-outlook/')) return undefined
  return home && target.startsWith(home) ? undefined : 'what runs in a browser imports only shared'
}

/** The playground draws them as Google does. */
function typesOfCards(path: string, each: Import): string | undefined {
  const may = path.startsWith('server/web/playground/') && each.to === 'addin-gmail/card-types.ts' && each.typeOnly
  return may ? undefined : 'cards are made in server/web/gmail'
}

function sourcesObjection(path: string, from: Room, each: Import): string | undefined {
  if (/^server\/(sync|cli|demo|web\/playground)\//.test(path)) return undefined
  if (from.name === 'intake' && each.to === 'server/sources/source.ts' && each.typeOnly) return undefined
  return 'only sync, cli, demo and the playground import sources; intake their types'
}

/**
 * A noun may name another's tables and ids; its rules and queries are its own. `record` is the one that puts together
 * what all of them contribute, and so none of them knows it. What lies in crm/ itself is common to all.
 */
function nounObjection(path: string, each: Import): string | undefined {
  const noun = (file: string) => /^server\/crm\/([^/]+)\//.exec(file)?.[1]
  const [own, other] = [noun(path), noun(each.to ?? '')]
  if (other === undefined || other === own || own === 'record') return undefined
  if (other === 'record') return 'record is put together from the nouns'
  return each.typeOnly || /\/(tables|ids)\.ts$/.test(each.to ?? '') ? undefined : "that is another noun's own"
}

function packageObjection(from: Room, request: string): string | undefined {
  if (/[\s(`+$]/.test(request)) return 'a computed import hides what it imports'
  const inBrowser = from.name === 'shared' || from.name === 'client' || from.name === 'cards'
  if (inBrowser && request.startsWith('node:')) return 'it runs in a browser'
  if (from.name !== 'client' && /^preact(\/|$)/.test(request)) return 'only what runs in a browser draws'
  return undefined
}
