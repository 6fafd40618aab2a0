/** What people in the generated mail say. Invented; about as long and as varied as business mail is. */

export type Language = 'en' | 'es'

export const SENTENCES: Record<Language, readonly string[]> = {
  en: [
    'Thanks for coming by on Tuesday, it helped a lot to see the line running.',
    'I have gone through the offer with our finance people and we have two questions about the payment terms.',
    'Could you confirm whether the maintenance contract covers the second shift as well?',
    'The units arrived yesterday, but three of the forty boxes were damaged on one side; pictures to follow.',
    'We would need everything installed before the audit in the last week of next month.',
    'I am out of the office on Friday, so please call Martin if anything comes up.',
    'Our warehouse in Leeds has asked for the same configuration, so the quantity may go up to 120.',
    'As agreed on the phone, here is the summary of what is still open on our side.',
    'The price of the extended warranty is missing from the last version, or I have overlooked it.',
    'Let me know which of the two dates suits you better and I will book the meeting room.',
    'The test with the new firmware went well: no stops in six days, 4.2 % less scrap.',
    'Please send the invoice to our accounts department and put the order number 4500187623 on it.',
    'I will ask production how long it really takes and come back to you tomorrow before noon.',
    'It is not urgent, but I would like to have it off the table before the holidays.',
  ],
  es: [
    'Gracias por la visita del martes, nos vino muy bien ver la línea en marcha.',
    'He repasado la oferta con administración y tenemos dos dudas sobre la forma de pago.',
    '¿Nos puedes confirmar si el contrato de mantenimiento cubre también el segundo turno?',
    'El material llegó ayer, pero tres de las cuarenta cajas venían golpeadas por un lado; te mando fotos.',
    'Necesitaríamos tenerlo todo instalado antes de la auditoría de la última semana del mes que viene.',
    'El viernes no estoy en la oficina, así que llama a Íñigo si surge cualquier cosa.',
    'El almacén de Zaragoza nos ha pedido la misma configuración, así que quizá sean 120 unidades.',
    'Tal y como quedamos por teléfono, te resumo lo que sigue pendiente por nuestra parte.',
    'En la última versión no aparece el precio de la ampliación de garantía, o no lo he sabido ver.',
    'Dime cuál de las dos fechas te viene mejor y reservo la sala.',
    'La prueba con el nuevo firmware ha ido bien: seis días sin paradas y un 4,2 % menos de merma.',
    'Por favor, enviad la factura a contabilidad e indicad el número de pedido 4500187623.',
    'Pregunto en producción cuánto se tarda de verdad y te digo algo mañana antes del mediodía.',
    'No corre prisa, pero me gustaría dejarlo cerrado antes de las vacaciones.',
  ],
}

export const SUBJECTS: Record<Language, readonly string[]> = {
  en: [
    'Offer',
    'Delivery dates',
    'Maintenance contract',
    'Damaged boxes',
    'Visit next week',
    'Order 4500187623',
    'Training for the second shift',
  ],
  es: [
    'Oferta',
    'Fechas de entrega',
    'Contrato de mantenimiento',
    'Cajas golpeadas',
    'Visita de la semana que viene',
    'Pedido 4500187623',
    'Formación del segundo turno',
  ],
}

export const WORDS: Record<
  Language,
  { hello: readonly string[]; bye: readonly string[]; legal: string; titles: readonly string[] }
> = {
  en: {
    hello: ['Hi', 'Hello', 'Dear'],
    bye: ['Kind regards,', 'Best regards,', 'Thanks,'],
    legal:
      'This message and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it. Any unauthorised use or distribution is prohibited.',
    titles: ['Operations Manager', 'Purchasing', 'Plant Manager', 'Head of IT'],
  },
  es: {
    hello: ['Hola', 'Buenos días', 'Buenas tardes'],
    bye: ['Un saludo,', 'Saludos cordiales,', 'Gracias y un saludo,'],
    legal:
      'Este mensaje y sus anexos son confidenciales y van dirigidos exclusivamente a su destinatario. Si lo ha recibido por error, le rogamos que lo comunique al remitente y lo elimine. De conformidad con el RGPD, puede ejercer sus derechos escribiendo a la dirección indicada.',
    titles: ['Responsable de Operaciones', 'Compras', 'Director de planta', 'Responsable de Sistemas'],
  },
}

export const FIRST =
  'Eva Juan Marta Íñigo Nerea Jon Lucía Pablo Ane Carlos Sarah James Emma Oliver Grace Thomas Amelia Martin'.split(' ')
export const LAST =
  'Gómez Pérez Aranzubi Etxeberria Núñez Ruiz Castro Vidal Serra Muñoz Harper Finch Bennett Cole Walsh Doyle Reed Shaw'.split(
    ' ',
  )
