/**
 * Will somebody understand this in three years? A guess, and a gentle one: it speaks up for "visita. Cdmc." and keeps quiet
 * for anything that looks like a sentence, because a hint that is often wrong is soon not read. English and Spanish. Pure.
 */

/** `short`: too little is said; `codes`: these words only their author reads. */
export type Cryptic = { kind: 'short' } | { kind: 'codes'; words: string[] }

/** Short forms that everybody in an office reads. */
const UNDERSTOOD = new Set(
  (
    'mr mrs ms dr dra sr sra srs d dña st tel tlf tfno ext ok vs nº no etc km kg mm cm m h hr hrs min mins pm am kw gb mb tb ' +
    'it tv pc pcs usb pdf ppt xls csv crm erp sql api url www vpn dmz ssl dns nas ram cpu vm voip lan wifi sap aws ' +
    'iva irpf nif cif dni iban sl sa slu sll ute ett pyme rrhh rgpd bbva boe ceo cto cfo coo hr pr qa rfp rfq nda sla poc kpi roi ' +
    'vat ltd plc llc inc gmbh uk usa us eu ue uk gdpr iso ce eur usd gbp q1 q2 q3 q4 h1 h2 b2b b2c whatsapp linkedin ms365 o365'
  ).split(' '),
)

/** Says all there is to say, in two words. */
const WHOLE =
  /^(no (answer|reply|contesta|responde|lo coge|la coge|coge el teléfono|hay nadie)|(left a )?voicemail|wrong number|line busy|(buzón de voz|comunica|número equivocado|fuera de cobertura))[.!]*$/iu

const ENGLISH_VERB =
  /^(is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|should|must|may|might|want|wants|need|needs|ask|asks|say|says|said|told|tell|tells|send|sends|sent|got|get|gets|give|gives|gave|go|goes|went|came|come|comes|made|make|makes|met|meet|meets|paid|pay|pays|bought|buy|buys|sold|sell|sells|saw|see|sees|spoke|speak|speaks|talk|talks|call|calls|think|thinks|thought|know|knows|knew|let|lets|left|likes|like|wrote|write|writes|read|reads|won|lost|put|takes|take|took|works|work|found|agree|agrees|prefer|prefers|expect|expects|wait|waits|isn|doesn|didn|won|can|don|hasn|\p{L}{2,}(ed|ing))$/iu
const SPANISH_VERB =
  /^(es|son|era|eran|fue|fueron|está|están|estaba|hay|había|ha|han|he|hemos|va|van|vamos|voy|iba|quiere|quieren|quería|pide|piden|dice|dicen|dijo|tiene|tienen|tenía|puede|pueden|podría|debe|deben|necesita|necesitan|llama|llaman|llamar|manda|mandan|envía|envían|espera|esperan|prefiere|prefieren|acepta|aceptan|rechaza|confirma|confirman|pregunta|preguntan|queda|quedan|sigue|siguen|sabe|saben|cree|creen|hace|hacen|hizo|viene|vienen|vino|da|dan|dio|paga|pagan|compra|compran|falta|faltan|interesa|interesan|contesta|responde|cambia|cambian|usa|usan|trabaja|trabajan|busca|buscan|propone|ofrece|solicita|avisa|avisan|comenta|comentan|vuelve|vuelven|anula|cancela|renueva|renuevan|firma|firman|\p{L}{2,}(ado|ada|ados|adas|ido|ida|idos|idas|ando|iendo|aron|ieron|amos|emos|imos|aba|aban|ían|ará|erá|irá|arán|erán|irán|aría|ería|iría))$/iu
/** "llamó", "pidió", "envié"; and infinitives, where there is enough of a word before their ending. */
const SPANISH_ENDING = /^(\p{L}{2,}[óé]|\p{L}{3,}(ar|er|ir|arlo|erlo|irlo|arle|erle|irle|arles|arla))$/iu

const VOWEL = /[aeiouyáéíóúüàèìòù]/iu

/** @returns null when it looks as if anybody could read it */
export function findCryptic(text: string): Cryptic | null {
  const said = text.trim()
  if (said === '' || WHOLE.test(said)) return null
  const tokens = said.match(/[\p{L}\p{N}][\p{L}\p{N}'’&/-]*\.?/gu) ?? []
  const words = tokens.filter((token) => /\p{L}/u.test(token))
  const codes = [...new Set(words.filter((word, i) => isCode(word, i === words.length - 1)))]
  const few = words.length <= 6
  const mostly = codes.length >= 2 && codes.length * 4 > words.length
  if ((few && codes.length > 0 && !(hasVerb(words) && words.length >= 4)) || mostly)
    return { kind: 'codes', words: codes.map((code) => code.replace(/\.$/, '')).slice(0, 4) }
  if (words.length <= 1) return { kind: 'short' }
  if (words.length <= 3 && !hasVerb(words)) return { kind: 'short' }
  return null
}

function isCode(token: string, last: boolean): boolean {
  const word = token.replace(/\.$/, '')
  const plain = word.toLowerCase()
  if (UNDERSTOOD.has(plain) || /\p{N}/u.test(word)) return false
  if (/^\p{Lu}{2,6}$/u.test(word)) return true
  // Without a vowel nobody can say it: "Cdmc", "pdte", "xq".
  if (word.length >= 2 && /^\p{L}+$/u.test(word) && !VOWEL.test(word)) return true
  // "ppta.", "cli.": a point that does not end the sentence.
  return (
    token.endsWith('.') &&
    !last &&
    word.length <= 4 &&
    word.length >= 2 &&
    /^\p{Ll}+$/u.test(word) &&
    !VERB_ENDS.test(word)
  )
}

/** Short words that do end sentences. */
const VERB_ENDS =
  /^(it|so|us|me|to|up|on|in|do|no|sí|si|ya|va|es|son|day|week|year|now|yes|one|two|new|old|too|out|off|mes|año|hoy|muy|más|dos|tres|día|días|aquí|bien|mal|casa|vez|pago|ella|ello|este|esta|eso|esto|todo|nada|algo|them|him|her|back|then|here|soon|done|open|paid|sent|free|plan|call|time|date|team|next)$/iu

const hasVerb = (words: readonly string[]): boolean =>
  words.some((word) =>
    [ENGLISH_VERB, SPANISH_VERB, SPANISH_ENDING].some((pattern) => pattern.test(word.replace(/['’.].*$/u, ''))),
  )
