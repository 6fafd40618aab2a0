/** What folders, labels and flags of mail readers mean, in the languages they come in. Pure. */
import type { LocalReason } from '../source.ts'
import { decodeBytes } from '../mime/charset.ts'
import { decodeWords, type Headers } from '../mime/header.ts'

const NAMES: Record<string, string> = {
  Inbox: `inbox|recibidos|bandeja de entrada|entrada|safata d'entrada|posteingang|boite de reception|courrier entrant|
    posta in arrivo|caixa de entrada|recebidos`,
  Sent: `sent|sent items|sent messages|sent mail|enviados|enviado|elementos enviados|correo enviado|mensajes enviados|
    enviats|gesendet|gesendete elemente|gesendete objekte|envoyes|messages envoyes|elements envoyes|posta inviata|inviati|
    enviadas|itens enviados|enviadas`,
  // What waits to be sent, and templates, nobody has received either.
  Drafts: `drafts|draft|templates|outbox|unsent messages|borradores|borrador|plantillas|bandeja de salida|esborranys|
    entwurfe|vorlagen|postausgang|brouillons|modeles|bozze|modelli|rascunhos|modelos`,
  Spam: `spam|junk|junk e-mail|junk email|junk mail|bulk mail|correo no deseado|no deseado|correo basura|correu brossa|
    spamverdacht|junk-e-mail|indesirables|courrier indesirable|pourriel|posta indesiderata|indesiderata|lixo eletronico|
    lixo electronico`,
  Trash: `trash|bin|deleted|deleted items|deleted messages|papelera|elementos eliminados|eliminados|paperera|papierkorb|
    geloschte elemente|geloschte objekte|corbeille|elements supprimes|cestino|posta eliminata|eliminata|lixeira|lixo|
    itens excluidos|itens eliminados`,
  Archive: `archive|archives|archived|archivo|archivados|arxiu|archiv|archivio|arquivo|arquivados`,
} // prettier-ignore

const CANONICAL = new Map(
  Object.entries(NAMES).flatMap(([name, list]) => list.split('|').map((word) => [word.trim(), name] as const)),
)

/** The English name of a system folder in any of the languages above; null for a folder of somebody's own. */
export function systemFolder(name: string): string | null {
  return CANONICAL.get(name.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')) ?? null
}

/** "Sent" for "Enviados"; own names as they are. */
export const displayFolder = (name: string): string => systemFolder(name) ?? name.trim()

/** Maildir++ puts subfolders side by side: ".Clientes.2026" in modified UTF-7 is "Clientes/2026". */
export function maildirFolderName(directory: string): string {
  const parts = directory
    .replace(/^\.+/, '')
    .replace(/^INBOX\./i, '')
    .split('.')
  return parts.map((part) => displayFolder(readImapName(part))).join('/')
}

/** RFC 3501, 5.1.3. A name that is not pure ASCII is written as it reads. */
function readImapName(name: string): string {
  return /^[\x20-\x7e]*&/.test(name) ? decodeBytes(Buffer.from(name), 'utf-7-imap') : name
}

/** Gmail labels that are states and not places. */
const STATES =
  /^(?:opened|unread|starred|important|abierto|abiertos|no leido|no leidos|destacado|destacados|importante|importantes|category .*|categoria.*)$/

/** Takeout's X-Gmail-Labels, comma-separated and perhaps encoded; [] without the field. */
export function gmailLabels(headers: Headers): string[] {
  const value = (headers.get('x-gmail-labels') ?? []).map(decodeWords).join(',')
  return [...value.matchAll(/"([^"]*)"|[^,"]+/g)]
    .map(([whole, quoted]) => (quoted ?? whole).trim())
    .filter((label) => label !== '')
}

const FOLDER_ORDER = ['Spam', 'Trash', 'Drafts', 'Sent', 'Inbox']

/** The folder to show a labelled message in: the system folder that says most, else its first own label. */
export function folderOfLabels(labels: string[]): string | null {
  if (labels.length === 0) return null
  const system = new Set(labels.map(systemFolder))
  const own = labels.find(
    (label) =>
      systemFolder(label) === null && !STATES.test(label.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')),
  )
  return FOLDER_ORDER.find((name) => system.has(name)) ?? own ?? 'Archive'
}

export type LocalState = {
  headers: Headers
  /** Display name of the folder or file. */
  folder: string
  /** Maildir's letters after ":2,". */
  flags: string
}

/** X-Mozilla-Status bits: deleted but not yet compacted away; in Status2, deleted on the IMAP server. */
const MOZILLA_EXPUNGED = 0x0008
const MOZILLA_IMAP_DELETED = 0x0020_0000

/**
 * Why this copy does not count, by what its mail reader says. The contract has no reason for the bin: what somebody
 * threw away is unwanted like spam, and counts as that.
 */
export function localReason({ headers, folder, flags }: LocalState): LocalReason | null {
  const bits = (name: string) => Number.parseInt(headers.get(name)?.[0] ?? '', 16) || 0
  const pine = (headers.get('x-status') ?? []).join('')
  const places = new Set([...gmailLabels(headers), ...folder.split('/')].map(systemFolder))
  const deleted =
    (bits('x-mozilla-status') & MOZILLA_EXPUNGED) !== 0 || (bits('x-mozilla-status2') & MOZILLA_IMAP_DELETED) !== 0
  if (places.has('Drafts') || flags.includes('D') || pine.includes('T')) return 'draft'
  if (places.has('Spam') || places.has('Trash') || deleted || flags.includes('T') || pine.includes('D')) return 'spam'
  return null
}
