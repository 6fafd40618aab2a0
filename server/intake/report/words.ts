/** The words that mail clients write around a quotation, by language. Spanish and English are complete; the others cover the commonest clients. */

export type Label = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject' | 'other'

/** Labels of a header block ("De:", "Enviado el:", …), lower case. */
export const LABELS: ReadonlyMap<string, Label> = new Map(
  (
    [
      [
        'from',
        'from de von da van fra från od от від lähettäjä gönderen kimden nork feladó šalje 发件人 寄件者 差出人|de la',
      ],
      [
        'sent',
        'sent enviado enviada enviat envoyé gesendet inviato verzonden sendt skickat wysłano отправлено надіслано lähetetty gönderildi bidalia elküldve odesláno odoslané poslano trimis 发送时间|enviado el|enviada el|enviado em|enviada em|enviat el|envoyé le|data wysłania',
      ],
      ['date', 'date fecha data datum dato dátum дата päivämäärä tarih 日期 送信日時|data e hora|fecha y hora'],
      ['to', 'to para a à an aan til till do кому vastaanottaja kime nori címzett komu prima către 收件人 宛先|per a'],
      ['cc', 'cc cco bcc c.c. dw copia kopie kopia kopi kopio kópia копия 抄送|con copia|copie à|másolatot kap'],
      [
        'subject',
        'subject asunto assunto assumpte objet betreff oggetto onderwerp emne ämne temat тема aihe konu gaia tárgy předmět predmet naslov subiect 主题 件名',
      ],
      [
        'other',
        'importance importancia importância importància priority prioridad wichtigkeit attachments attachment adjuntos anexos anlagen reply-to organization mailed-by signed-by|datos adjuntos|archivos adjuntos|pièces jointes|responder a',
      ],
    ] as const
  ).flatMap(([label, words]) => splitWords(words).map((word): [string, Label] => [word, label])),
)

/** "a b c|d e|f": single words by space up to the first bar, phrases by bar after it. */
function splitWords(list: string): string[] {
  const [single = '', ...phrases] = list.split('|')
  return [...single.split(' '), ...phrases]
}

const FORWARD_WORDS = [
  'forwarded message',
  'forwarded by .{1,80}',
  'mensaje reenviado',
  'missatge reenviat',
  'mensagem (?:encaminhada|reencaminhada)',
  'mensaxe reenviada',
  'birbidalitako mezua',
  'message (?:transféré|réexpédié|transmis)',
  'weitergeleitete nachricht',
  'messaggio inoltrato',
  'doorgestuurd bericht',
  'videresendt (?:melding|meddelelse)',
  'vidarebefordrat meddelande',
  'treść przekazanej wiadomości',
  'пересылаемое сообщение',
].join('|')

/** "---------- Forwarded message ---------", "-------- Mensaje reenviado --------". */
export const FORWARD = new RegExp(`^[\\s*]*[-_=—]{2,}\\s*(?:${FORWARD_WORDS})\\s*:?\\s*[-_=—]*[\\s*]*$`, 'iu')

/** The same in a language not listed: a title between dashes. Believed above a header block. */
export const TITLE = /^[\s*]*[-_=—]{4,}\s*\p{L}[\p{L} ’']{3,60}[-_=—]{4,}[\s*]*$/u

/** Apple Mail's way: a sentence without dashes. */
export const FORWARD_BEGIN =
  /^\s*(?:begin forwarded message|inicio del mensaje reenviado|inici del missatge reenviat|início da mensagem (?:encaminhada|reencaminhada)|début du message (?:transféré|réexpédié)|anfang der weitergeleiteten nachricht|inizio messaggio inoltrato|begin doorgestuurd bericht)\s*:\s*$/iu

/** "-----Original Message-----": Outlook writes it above what it answers and above what it forwards. */
export const ORIGINAL =
  /^[\s*]*(?:[-_=—]{2,}\s*(?:original message|reply message|original appointment|mensaje original|missatge original|mensagem original|mensaxe orixinal|message d['’]origine|message original|ursprüngliche nachricht|antwort nachricht|messaggio originale|oorspronkelijk bericht|oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande|wiadomość oryginalna|исходное сообщение)\s*[-_=—]*|ursprüngliche nachricht\s*-*)[\s*]*$/iu

/** How a line begins that tells who wrote what is quoted. */
export const OPENER =
  /^[\s*>_—–-]*(?:on|el|le|il|em|am|op|den|på|pe|vào|dnia|w dniu|in data|in date|a las|dne|в|sent from|enviado desde)\s/iu

/** English and the languages of Spain (and Portuguese); the reply library knows the verbs of the others. */
export const WROTE = /(?:^|[\s>)"”\]])(?:wrote|escribi[oó]|ha escrito|va escriure|ha escrit|escribiu|escreveu)\b/iu

/** The first part of a subject that forwards. */
export const FORWARD_SUBJECT =
  /^\s*(?:fwd?|rv|reenv|reenviado|reenvío|tr|wg|enc|i|doorst|vs|pd|vl|vb|videresend|ilt|İLT|továbbítás|преслано|转发|転送)\s*:/iu

export const ANSWER_SUBJECT =
  /^\s*(?:re|rép|aw|sv|antw|r|rif|res|odp|ynt|ang|vá|atb|回复|答复|返信)\s*(?:\[\d+\])?\s*[:：]/iu

/** Said above a block that looks the same whether it is answered or forwarded. */
export const FORWARD_TALK =
  /\b(?:fyi|fwd|forward(?:ed|ing)?|see (?:the )?(?:mail|message|e-?mail)? ?below|reenv[ií](?:o|amos|é)|para (?:tu|su|vuestro|vuestra) (?:información|conocimiento)|ver (?:correo|mail|más) abajo)\b/iu

/** Said above an Outlook history that holds the answers, in colour, where no markup tells them apart. */
export const INLINE_TALK =
  /\b(?:in-?line|in (?:red|blue|green|bold)|between the lines|interspersed|en (?:rojo|azul|verde|negrita)|entre líneas|entrelíneas|intercalad[oa]s?)\b/iu
