/** Invented HTML mails in the style of the clients that are common here. `added` is exact. */

export type HtmlMail = { name: string; html: string; subject?: string; added: string }

const ADDED = 'Hola, Ana:\n\nEl martes nos viene bien.'
const ASK = '<div>Hola, Eva:</div><div><br></div><div>¿Os viene bien el martes?</div>'
const SIGNATURE =
  '<table><tr><td><img src="cid:logo" alt="image001.png"></td><td><b>Eva Gómez</b><br>Responsable de Sistemas<br><a href="tel:+34944000111">+34 944 000 111</a></td></tr></table>'

function outlook(own: string, block: string): string {
  const head = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><o:shapedefaults/></xml><![endif]--></head>`
  return `${head}<body lang=ES><div class=WordSection1>${own}<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>${block}</div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Hola, Eva:<o:p></o:p></p><p class=MsoNormal>¿Os viene bien el martes?</p></div></body></html>`
}
const OUTLOOK_OWN =
  '<p class=MsoNormal>Hola, Ana:<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>El martes nos viene bien.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>'
const OUTLOOK_SIGNED = `${OUTLOOK_OWN}<p class=MsoNormal>Un saludo,</p><p class=MsoNormal><b>Eva Gómez</b></p><p class=MsoNormal>Responsable de Sistemas</p>`
const BLOCK_ES =
  '<p class=MsoNormal><b>De:</b> Ana Ruiz &lt;ana@nuestra.example&gt; <br><b>Enviado el:</b> miércoles, 11 de noviembre de 2026 10:03<br><b>Para:</b> Eva Gómez &lt;eva@talleresnorte.example&gt;<br><b>Asunto:</b> Visita</p>'
const BLOCK_UNKNOWN =
  '<p class=MsoNormal><b>Oddi wrth:</b> Ana Ruiz<br><b>Anfonwyd:</b> 11 Tachwedd 2026 10:03<br><b>At:</b> Eva Gómez<br><b>Pwnc:</b> Visita</p>'
const BLOCK_TEXT =
  'De: Ana Ruiz <ana@nuestra.example>\nEnviado el: miércoles, 11 de noviembre de 2026 10:03\nPara: Eva Gómez <eva@talleresnorte.example>\nAsunto: Visita\n\nHola, Eva:\n¿Os viene bien el martes?'
const GMAIL_ATTRIBUTION =
  '<div dir="ltr" class="gmail_attr">El mié, 11 nov 2026 a las 10:03, Ana Ruiz (&lt;<a href="mailto:ana@nuestra.example">ana@nuestra.example</a>&gt;) escribió:<br></div>'
const OWN = '<div dir="ltr"><div>Hola, Ana:</div><div><br></div><div>El martes nos viene bien.</div>'
const APPLE_ATTRIBUTION =
  '<div>El 11 nov 2026, a las 10:03, Ana Ruiz &lt;<a href="mailto:ana@nuestra.example">ana@nuestra.example</a>&gt; escribió:</div><br class="Apple-interchange-newline">'

export const HTML_ANSWERED: HtmlMail[] = [
  {
    name: 'Gmail with its signature',
    html: `${OWN}<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">${SIGNATURE}</div></div><br><div class="gmail_quote gmail_quote_container">${GMAIL_ATTRIBUTION}<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${ASK}</div></blockquote></div>`,
    added: ADDED,
  },
  {
    name: 'Gmail in a language that nothing knows',
    html: `${OWN}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ar Mer 11 Du 2026 da 10e03, Ana Ruiz he deus skrivet:<br></div><blockquote class="gmail_quote">${ASK}</blockquote></div>`,
    added: ADDED,
  },
  { name: 'Outlook, Spanish', html: outlook(OUTLOOK_OWN, BLOCK_ES), subject: 'RE: Visita', added: ADDED },
  { name: 'Outlook with a signature, subject unknown', html: outlook(OUTLOOK_SIGNED, BLOCK_ES), added: ADDED },
  {
    name: 'Outlook in a language that nothing knows',
    html: outlook(OUTLOOK_OWN, BLOCK_UNKNOWN),
    subject: 'RE: Visita',
    added: ADDED,
  },
  {
    name: 'Outlook on the web',
    html: `<div class="elementToProof">Hola, Ana:</div><div><br></div><div class="elementToProof">El martes nos viene bien.</div><div id="Signature">${SIGNATURE}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>De:</b> Ana Ruiz &lt;ana@nuestra.example&gt;<br><b>Enviado:</b> miércoles, 11 de noviembre de 2026 10:03<br><b>Para:</b> Eva Gómez &lt;eva@talleresnorte.example&gt;<br><b>Asunto:</b> Visita</font><div>&nbsp;</div></div>${ASK}`,
    subject: 'RE: Visita',
    added: ADDED,
  },
  {
    name: 'Apple Mail',
    html: `<html><body>${OWN}</div><br><div dir="ltr">Enviado desde mi iPhone</div><div><br><blockquote type="cite">${APPLE_ATTRIBUTION}</blockquote></div><blockquote type="cite"><div>${ASK}</div></blockquote></body></html>`,
    added: ADDED,
  },
  {
    name: 'Thunderbird, answer above',
    html: `<html><body><p>Hola, Ana:</p><p>El martes nos viene bien.</p><div class="moz-signature">-- <br>Eva Gómez</div><div class="moz-cite-prefix">El 11/11/26 a las 10:03, Ana Ruiz escribió:<br></div><blockquote type="cite" cite="mid:1@nuestra.example">${ASK}</blockquote></body></html>`,
    added: ADDED,
  },
  {
    name: 'Thunderbird, answer below',
    html: `<html><body><div class="moz-cite-prefix">El 11/11/26 a las 10:03, Ana Ruiz escribió:<br></div><blockquote type="cite" cite="mid:1@nuestra.example">${ASK}</blockquote><p>Hola, Ana:</p><p>El martes nos viene bien.</p></body></html>`,
    added: ADDED,
  },
  {
    name: 'Yahoo',
    html: `<div class="ydp1-wrap"><div>Hola, Ana:</div><div><br></div><div>El martes nos viene bien.</div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>El miércoles, 11 de noviembre de 2026, 10:03:12 CET, Ana Ruiz &lt;ana@nuestra.example&gt; escribió: </div><div>${ASK}</div></div></div>`,
    added: ADDED,
  },
  {
    name: 'Yahoo in a language that nothing knows',
    html: `<div>Hola, Ana:</div><div><br></div><div>El martes nos viene bien.</div><div class="yahoo_quoted"><div>Ddydd Mercher, ysgrifennodd Ana Ruiz</div>${ASK}</div>`,
    added: ADDED,
  },
  {
    name: 'Proton',
    html: `${OWN}</div><div class="protonmail_signature_block">Enviado con el correo seguro de Proton Mail.</div><div class="protonmail_quote">El miércoles, 11 de noviembre de 2026 a las 10:03, Ana Ruiz &lt;ana@nuestra.example&gt; escribió:<br><blockquote class="protonmail_quote" type="cite">${ASK}</blockquote></div>`,
    added: ADDED,
  },
  {
    name: 'notice in a layout table',
    html: `${OWN}</div><table width="100%"><tr><td><p>Saludos,</p><p>Eva Gómez</p></td></tr><tr><td style="font-size:8pt"><p>AVISO LEGAL: Este mensaje puede contener información confidencial.</p></td></tr></table>`,
    added: ADDED,
  },
  {
    name: 'hidden preview text and a tracking pixel',
    html: `<div style="display:none;max-height:0px;overflow:hidden">Vista previa&zwnj;&nbsp;&zwnj;&nbsp;</div>${OWN}</div><img src="https://pixel.example/o.gif" width="1" height="1" alt="pixel">`,
    added: ADDED,
  },
  {
    name: 'quotation that nothing but its tag tells',
    html: `<div>Hola, Ana:</div><div><br></div><div>El martes nos viene bien.</div><blockquote>${ASK}</blockquote>`,
    added: ADDED,
  },
]

export const HTML_KEPT: HtmlMail[] = [
  {
    name: 'Gmail, answers between quotations',
    html: `<div dir="ltr">Te contesto abajo.</div><br><div class="gmail_quote">${GMAIL_ATTRIBUTION}<blockquote class="gmail_quote">¿Os viene bien el martes?</blockquote><div>Sí, a las diez.</div><blockquote class="gmail_quote">¿Cuántos seréis?</blockquote><div>Cuatro.</div><blockquote class="gmail_quote">Gracias<br>Ana</blockquote></div>`,
    added:
      'Te contesto abajo.\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz (<ana@nuestra.example>) escribió:\n\n> ¿Os viene bien el martes?\n\nSí, a las diez.\n\n> ¿Cuántos seréis?\n\nCuatro.',
  },
  {
    name: 'Gmail forward',
    html: '<div dir="ltr">Te paso esto.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>De: <b>Juan Pérez</b> <span dir="auto">&lt;<a href="mailto:juan@proveedor.example">juan@proveedor.example</a>&gt;</span><br>Date: lun, 9 nov 2026 a las 9:00<br>Subject: Plazos<br>To: Eva &lt;eva@talleresnorte.example&gt;<br></div><br><br>El plazo es de seis semanas.</div></div>',
    added:
      'Te paso esto.\n\n---------- Forwarded message ---------\nDe: Juan Pérez <juan@proveedor.example>\nDate: lun, 9 nov 2026 a las 9:00\nSubject: Plazos\nTo: Eva <eva@talleresnorte.example>\n\nEl plazo es de seis semanas.',
  },
  {
    name: 'Outlook forward',
    html: outlook('<p class=MsoNormal>Para que lo veas.</p>', BLOCK_ES),
    subject: 'RV: Visita',
    added: `Para que lo veas.\n\n${BLOCK_TEXT}`,
  },
  { name: 'Outlook forward without a word', html: outlook('', BLOCK_ES), subject: 'FW: Visita', added: BLOCK_TEXT },
  {
    name: 'Apple forward',
    html: '<div>FYI<br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>Juan &lt;juan@proveedor.example&gt;<br><b>Subject: </b>Dates<br></div><br><div>Six weeks.</div></blockquote></div>',
    added:
      'FYI\n\n> Begin forwarded message:\n>\n> From: Juan <juan@proveedor.example>\n> Subject: Dates\n>\n> Six weeks.',
  },
  {
    name: 'a passage quoted with the quote button',
    html: '<div>El contrato dice:</div><blockquote class="gmail_quote">Seis semanas.</blockquote>',
    added: 'El contrato dice:\n\n> Seis semanas.',
  },
  {
    name: 'a passage quoted above the history',
    html: `<div>El contrato dice:</div><blockquote>Seis semanas.</blockquote><div>El 11/11/26 a las 10:03, Ana Ruiz escribió:</div><blockquote type="cite">${ASK}</blockquote>`,
    added: 'El contrato dice:\n\n> Seis semanas.',
  },
  {
    name: 'an empty quotation announces nothing',
    html: '<div>Hola, Ana:</div><blockquote type="cite"><br></blockquote><div>El martes nos viene bien.</div>',
    added: 'Hola, Ana:\n\nEl martes nos viene bien.',
  },
  {
    name: 'plain text that is called HTML',
    html: 'Hola, Ana:\n\nEl martes nos viene bien &amp; ya.',
    added: 'Hola, Ana:\n\nEl martes nos viene bien & ya.',
  },
  {
    name: 'an indented paragraph is no quotation',
    html: '<div>Propongo:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>a) marzo</div><div>b) abril</div></blockquote><div>¿Cuál?</div>',
    added: 'Propongo:\na) marzo\nb) abril\n¿Cuál?',
  },
  {
    name: "a designer's rule is no history",
    html: '<div>Resumen</div><div style="border-top:solid #E1E1E1 1.0pt">Ventas: 10<br>y más texto aquí.</div><div>Fin.</div>',
    added: 'Resumen\nVentas: 10\ny más texto aquí.\nFin.',
  },
]

export const READABLE: { name: string; html: string; full: string }[] = [
  {
    name: 'labels and values in a table',
    html: '<table><tr><th>Asunto: </th><td>Visita</td></tr><tr><th>Para:</th><td>Eva</td></tr></table>',
    full: 'Asunto: Visita\nPara: Eva',
  },
  {
    name: 'lists',
    html: '<p>Traed:</p><ul><li>plano<ul><li>nave 3</li></ul></li><li>oferta</li></ul><ol start="4"><li>a</li><li>b</li></ol>',
    full: 'Traed:\n\n• plano\n  • nave 3\n• oferta\n\n 4. a\n 5. b',
  },
  {
    name: 'links',
    html: '<a href="https://www.nuestra.example/">nuestra.example</a> <a href="https://nuestra.example/o/17">la oferta</a> <a href="mailto:eva@x.example">eva@x.example</a> <a href="mailto:eva@x.example?subject=a">Eva</a> <a href="javascript:alert(1)">aquí</a> <a href="#top">arriba</a> <a href="tel:+34944000111">944 000 111</a>',
    full: 'nuestra.example la oferta (https://nuestra.example/o/17) eva@x.example Eva (eva@x.example) aquí arriba 944 000 111',
  },
  {
    name: 'tracking and rewritten links',
    html: `<a href="https://t.example/${'x'.repeat(300)}">ver</a> <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnuestra.example%2Fo%2F17&amp;data=05">oferta</a>`,
    full: 'ver (https://t.example/…) oferta (https://nuestra.example/o/17)',
  },
  {
    name: 'a table of data',
    html: '<table><thead><tr><th>Pieza</th><th>Precio</th></tr></thead><tbody><tr><td rowspan=9999999>Eje</td><td colspan=9999999>12 €</td></tr><tr><td>Tapa</td><td>3 €</td></tr></tbody></table>',
    full: 'Pieza | Precio\nEje | 12 €\nTapa | 3 €',
  },
  {
    name: 'a table for layout',
    html: '<table><tr><td><p>Uno</p><p>Dos</p></td><td>Tres</td></tr></table>',
    full: 'Uno\n\nDos\nTres',
  },
  {
    name: 'text that stands in a table outside its cells',
    html: '<table>Antes<tr><td>a</td></tr><div>Después</div></table>',
    full: 'Antes\na\nDespués',
  },
  {
    name: 'pictures',
    html: '<img src="x" alt="Plano de la nave"> <img alt="image002.jpg"> <img alt="😀"> <img alt="px" width="1"> <img alt="Texto Descripción generada automáticamente">',
    full: '[Plano de la nave] 😀',
  },
  {
    name: 'hidden things',
    html: '<title>t</title><style>p{}</style><script>x()</script><div hidden>a</div><div style="DISPLAY:NONE">b</div><span style="visibility: hidden">c</span>visible',
    full: 'visible',
  },
  { name: 'entities and spaces', html: 'a&nbsp;&nbsp;b &lt;c&gt;&#0;&#8203;&ntilde;', full: 'a  b <c>�ñ' },
  {
    name: 'preformatted',
    html: '<pre>a\n  b</pre><div style="white-space: pre-wrap">c\nd</div>',
    full: 'a\n  b\n\nc\nd',
  },
  { name: 'headings and rules', html: '<h1>Oferta</h1><p>a</p><hr><p>b</p>', full: 'Oferta\n\na\n\n----------\n\nb' },
]
