/** Cuts legal notices and the banners that mail gateways add. Works by paragraph: a notice is recognised by how its paragraph begins. */
import { isBlank } from './headers.ts'

/** How much of a paragraph is looked at; bounds the patterns. */
const HEAD = 600

/** Begins like this, whatever follows. */
const CERTAIN =
  /^\W*(?:please (?:consider|think about|think of) (?:the|our) environment|(?:por favor,? )?(?:antes de imprimir|piense? (?:en el|bien|antes) |no imprima)|abans d['’]imprimir|before printing|think before (?:you )?print|cuidemos (?:del? )?el medio ?ambiente|-{3,}\s*begin pgp signature)/iu

/** The title of a notice, where the paragraph also speaks of the message. */
const TITLED =
  /^\W*(?:confidential(?:ity)?(?: (?:notice|note|disclaimer|warning))?|(?:legal|privacy|e-?mail) (?:notice|disclaimer)|disclaimer|(?:aviso|nota|advertencia|cláusula) (?:legal|de confidencialidad|confidencial|de privacidad)|confidencialidad|avís legal|aviso de privacidade|lege oharra|(?:información (?:básica )?sobre )?(?:protección de datos|data protection))(?![\p{L}])/iu
const OF_MESSAGE =
  /mensaje|correo|e-?mail|message|communication|comunicación|destinatari|recipient|responsable|tratamiento|missatge|mezu|adjunt|attachment/iu

/** Begins like this and says one of the words below. */
const ABOUT_MESSAGE =
  /^\W*(?:(?:this|the information (?:contained )?in this|the contents? of this|the information transmitted|any (?:views|opinions))\b|if you (?:are not|have received|receive|are not the)|este (?:mensaje|correo|e-?mail|documento)|el (?:presente|contenido de este) (?:mensaje|correo)?|la (?:presente )?(?:información|comunicación) (?:contenida|incluida|transmitida)?|le (?:informamos|comunicamos)|si (?:usted |vd\.? |ud\.? )?(?:no es|ha recibido|recibe)|en (?:cumplimiento|virtud)|de (?:conformidad|acuerdo) con|conforme a|aquest (?:missatge|correu)|esta mensagem|ce (?:message|courriel)|diese (?:e-?mail|nachricht)|questo messaggio|dit bericht|responsable del tratamiento|puede (?:usted )?ejerc(?:er|itar)|you (?:can|may) exercise)/iu
const LEGAL =
  /confiden[ct]|privileged|privilegiad|intended (?:recipient|only|solely|for)|destinatari|addressee|\brgpd\b|\bgdpr\b|\blopd\b|reglamento \(?ue\)?|ley orgánica|\blssi\b|datos (?:de carácter )?personal|personal data|vertraulich|destinataire|riservat|vertrouwelijk|received (?:this|it) in error|por error|unauthori[sz]ed|no autorizad/iu

/** What a gateway writes above a mail from outside. */
const BANNER =
  /^\W*(?:caution|warning|external(?: e-?mail| sender)?|attention|precaución|cuidado|atención|advertencia|aviso|correo externo|remitente externo)\b.{0,80}(?:originated|comes? from|came from|from|sent from|proviene|procede|se originó|originado|enviado desde|fuera|extern)/isu
const BANNER_ABOUT = /outside|external|fuera de|extern|no (?:haga|abra|pulse)|do not click/iu

type Paragraph = { from: number; to: number }

/**
 * The lines without banners above and notices below. A notice takes what follows it along. One without a title above
 * the text stays: it may be the sender's own word ("this message is confidential: …").
 */
export function cutNotices(lines: readonly string[]): string[] {
  const kept: string[] = []
  let said = false
  const all = [...paragraphs(lines)]
  const heads = all.map(({ from, to }) => lines.slice(from, to).join(' ').slice(0, HEAD))
  for (const [i, { from, to }] of all.entries()) {
    const head = heads[i] ?? ''
    const titled = isTitled(head, heads[i + 1] ?? '')
    const notice = titled || isUntitled(head)
    if (titled || (notice && said)) break
    if (!notice && !said && isBanner(head)) continue
    for (let line = from; line < to; line++) kept.push(lines[line] ?? '')
    kept.push('')
    said ||= !notice
  }
  return said ? kept : []
}

/** A title may stand in a paragraph of its own. */
function isTitled(head: string, next: string): boolean {
  if (CERTAIN.test(head)) return true
  return TITLED.test(head) && (OF_MESSAGE.test(head.replace(TITLED, '')) || (head.length < 40 && isUntitled(next)))
}

function isUntitled(head: string): boolean {
  return head.length > 60 && ABOUT_MESSAGE.test(head) && LEGAL.test(head)
}

function isBanner(head: string): boolean {
  return head.length < 500 && BANNER.test(head) && BANNER_ABOUT.test(head)
}

function* paragraphs(lines: readonly string[]): Generator<Paragraph> {
  let from = 0
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length && !isBlank(lines[i] ?? '')) continue
    if (i > from) yield { from, to: i }
    from = i + 1
  }
}
