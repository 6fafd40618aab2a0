/** What a document seems to be, by its name, else by the mail that carried it. Pure; a guess until somebody says so. */
import type { DocumentKind } from '#shared/api/lists.ts'
import { foldText } from '#shared/fold.ts'

/** Whole words, folded, in the languages in which our customers and suppliers write; the first one in a name counts. */
const WORDS: Record<Exclude<DocumentKind, 'other'>, string> = {
  offer: `offer offers quote quotes quotation quotations proposal proposals estimate bid tender rfq
    oferta ofertas presupuesto presupuestos ppto pto propuesta propuestas cotizacion cotizaciones
    angebot offerte kostenvoranschlag devis preventivo orcamento pressupost aurrekontua eskaintza`,
  invoice: `invoice invoices inv bill billing receipt creditnote
    factura facturas fra fras fac proforma abono recibo rechnung rechnungen facture factures fattura fatture fatura faktura`,
  contract: `contract contracts agreement agreements nda sla msa dpa
    contrato contratos acuerdo convenio confidencialidad vertrag vertraege contrat contrats contratto contracte`,
}

const KIND_OF = new Map<string, DocumentKind>(
  Object.entries(WORDS).flatMap(([kind, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word) => [word, kind as DocumentKind]),
  ),
)

/** Of these nothing is ever an offer or a contract, whatever they are called. */
const NEVER = /^(text\/calendar|text\/vcard|audio\/|video\/|font\/)/

/** Names that scanners and programs give, which say nothing: then the subject of the mail may serve. */
const NAMELESS = new Set(
  `scan scanned escaneado escaner doc document documento img image imagen foto attachment adjunto file archivo fichero copia copy print
    untitled sin titulo page pagina pdf docx doc xlsx xls odt jpg jpeg png tif tiff`.split(/\s+/),
)

/**
 * @param type its media type, by content
 * @param subject of the mail that carried it
 */
export function suggestKind(name: string, type: string, subject: string | null = null): DocumentKind {
  if (NEVER.test(type)) return 'other'
  const words = wordsOf(name)
  const carried = subject !== null && words.every((word) => NAMELESS.has(word)) ? wordsOf(subject) : []
  return [...words, ...carried].map((word) => KIND_OF.get(word)).find((kind) => kind !== undefined) ?? 'other'
}

/** "OfertaServidor_v2.pdf" → oferta, servidor, v, pdf: parted also where small letters meet capitals, and letters digits. */
function wordsOf(name: string): string[] {
  const parted = name.normalize('NFC').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return foldText(parted).match(/\p{L}+/gu) ?? []
}
