/** What signatures say of their authors, all invented, in both languages: and what they do not say. */
import { describe, expect, it } from 'vitest'
import { readSignature } from '#server/crm/suggestions/signature.ts'

type Case = [title: string, author: string | null, text: string, found: Partial<ReturnType<typeof readSignature>>]

const NOTHING = { name: null, role: null, phones: [], company: null }

const CASES: Case[] = [
  [
    'a plain English one',
    'Eva Stone',
    'Hi Ana,\n\nthat works for us.\n\nBest regards,\nEva Stone\nHead of Purchasing\nHarbour & Finch Ltd\nT: +44 20 7946 0117',
    { name: 'Eva Stone', role: 'Head of Purchasing', company: 'Harbour & Finch Ltd', phones: ['+44 20 7946 0117'] },
  ],
  [
    'a plain Spanish one',
    'Eva Gómez',
    'Buenos días:\n\nDe acuerdo.\n\nUn saludo,\n\nEva Gómez Ruiz\nResponsable de Compras\nTalleres Norte, S.L.\nTel. 944 00 00 31',
    {
      name: 'Eva Gómez Ruiz',
      role: 'Responsable de Compras',
      company: 'Talleres Norte, S.L.',
      phones: ['944 00 00 31'],
    },
  ],
  [
    'a name in capitals',
    'eva gomez',
    'Ok.\n\nEVA GÓMEZ\nDirectora Comercial\nM. 600 000 031',
    { name: 'Eva Gómez', role: 'Directora Comercial', phones: ['600 000 031'] },
  ],
  [
    'all on one line with bars',
    'Priya Nair',
    'Thanks!\n\nPriya Nair | Operations Manager | Larkspur Inc.\n+1 212 555 0142',
    { name: 'Priya Nair', role: 'Operations Manager', company: 'Larkspur Inc.', phones: ['+1 212 555 0142'] },
  ],
  [
    'behind a delimiter',
    'Omar Qamar',
    'See attached.\n\n-- \nOmar Qamar\nCFO\nQamar Holdings',
    { name: 'Omar Qamar', role: 'CFO', company: 'Qamar Holdings' },
  ],
  [
    'the fax is not a phone',
    'Luis Peña',
    'Adjunto oferta.\n\nLuis Peña\nJefe de taller\nTel: 944000052\nFax: 944000053',
    { role: 'Jefe de taller', phones: ['944000052'] },
  ],
  [
    'two phones',
    'Nora Webb',
    'Fine.\n\nRegards\nNora Webb\nSales Director\nOffice: +44 20 7946 0142\nMobile: +44 7700 900142',
    { role: 'Sales Director', phones: ['+44 20 7946 0142', '+44 7700 900142'] },
  ],
  [
    'two phones on a line',
    'Nora Webb',
    'Fine.\n\nNora Webb\nT +44 20 7946 0142 | M +44 7700 900142',
    { phones: ['+44 20 7946 0142', '+44 7700 900142'] },
  ],
  [
    'an extension',
    'Iker Sanz',
    'Vale.\n\nIker Sanz\nSoporte técnico\n+34 944 000 063 ext. 12',
    { role: 'Soporte técnico', phones: ['+34 944 000 063 ext. 12'] },
  ],
  [
    'name reversed in the header',
    'Nair, Priya',
    'Ok!\n\nKind regards\nPriya Nair\nProduct Manager',
    { name: 'Priya Nair', role: 'Product Manager' },
  ],
  [
    'the header has more of the name',
    'Eva María Gómez Ruiz',
    'Gracias.\n\nEva Gómez\nGerente',
    { name: 'Eva Gómez', role: 'Gerente' },
  ],
  ['only the first name', 'Eva Gómez', 'Perfecto, gracias.\n\nEva', { name: 'Eva', role: null }],
  [
    'the tax number is no phone',
    'Ana Ruiz',
    'Adjunto factura.\n\nAna Ruiz\nAdministración\nCIF: B-12345678 901\nTlf.: 944 000 099',
    { role: 'Administración', phones: ['944 000 099'] },
  ],
  [
    'the address is no role',
    'Jon Vidal',
    'Hecho.\n\nJon Vidal\nTécnico de sistemas\nCalle Mayor 3, 48001 Bilbao\n944 00 00 77',
    { role: 'Técnico de sistemas', phones: ['944 00 00 77'] },
  ],
  [
    'mail and web are left out',
    'Mia Holt',
    'Yes.\n\nMia Holt\nOffice Manager\nmia@brackenfold.test\nwww.brackenfold.test',
    { name: 'Mia Holt', role: 'Office Manager', company: null },
  ],
  [
    'role and company in one',
    'Mia Holt',
    'Yes.\n\nMia Holt\nHead of IT at Brackenfold',
    { role: 'Head of IT', company: 'Brackenfold' },
  ],
  [
    'role, comma, company',
    'Sara Coll',
    'Hola.\n\nSara Coll\nJefa de producción, Mareta S.A.',
    { role: 'Jefa de producción', company: 'Mareta S.A.' },
  ],
  [
    'the quotation is somebody else',
    'Mia Holt',
    'Yes.\n\nMia Holt\nOffice Manager\n\nOn Mon, 2 Nov 2026 Omar Qamar wrote:\n> Omar Qamar\n> CFO\n> +44 20 7946 0999',
    { role: 'Office Manager', phones: [] },
  ],
  [
    'the Spanish quotation too',
    'Sara Coll',
    'Sí.\n\nSara Coll\nCompras\n\nEl lun, 2 nov 2026, Luis Peña escribió:\n> Luis Peña\n> Tel. 944 000 052',
    { role: 'Compras', phones: [] },
  ],
  [
    'Outlook in Spanish',
    'Sara Coll',
    'Sí.\n\nSara Coll\nCompras\n\nDe: Luis Peña\nEnviado el: lunes\nTel. 944 000 052',
    { role: 'Compras', phones: [] },
  ],
  [
    'the lawyers below',
    'Sara Coll',
    'Sí.\n\nSara Coll\nContable\n\nEste mensaje es confidencial y va dirigido únicamente a su destinatario. Llame al 944 000 000.',
    { role: 'Contable', phones: [] },
  ],
  [
    'a closing without the header',
    null,
    'Hi,\n\nhere it is.\n\nBest regards,\nSome Person\nManaging Director\n+44 20 7946 0255',
    { name: null, role: 'Managing Director', phones: ['+44 20 7946 0255'] },
  ],
  [
    'bold marks of text mail',
    'Leo Martin',
    'Sure.\n\n*Leo Martin*\n_Lead Engineer_\n*Acme Solutions*',
    { name: 'Leo Martin', role: 'Lead Engineer', company: 'Acme Solutions' },
  ],
  [
    'international prefix as 00',
    'Eva Stone',
    'Done.\n\nEva Stone\nBuyer\n0044 20 7946 0117',
    { role: 'Buyer', phones: ['0044 20 7946 0117'] },
  ],
  [
    'brackets in numbers',
    'Eva Stone',
    'Done.\n\nEva Stone\nTel.: (+34) 944 000 031',
    { phones: ['(+34) 944 000 031'] },
  ],
  [
    'a date is no phone',
    'Eva Stone',
    'Done.\n\nEva Stone\nAccount Executive\nOut of office 12/11/2026 - 15/11/2026',
    { role: 'Account Executive', phones: [] },
  ],
  ['nothing but a message', 'Eva Stone', 'Can you call me tomorrow about the order 20261102334?', NOTHING],
  ['talk of a director is no role', 'Eva Stone', 'Our director will call you on Monday at the office.', NOTHING],
  ['nothing at all', 'Eva Stone', '', NOTHING],
  [
    'a phone in the text is not theirs',
    'Eva Stone',
    'Please call Omar on +44 20 7946 0999.\n\nRegards\nEva Stone',
    { name: 'Eva Stone', phones: [] },
  ],
  ['another name below the closing', 'Compras Norte', 'Un saludo\n\nDpto. de compras', { name: null }],
  [
    'sent from a phone',
    'Eva Stone',
    'Ok\n\nEva Stone\nSent from my iPhone',
    { name: 'Eva Stone', role: null, phones: [] },
  ],
]

describe('a signature', () => {
  it.each(CASES)('%s', (_title, author, text, found) => {
    expect(readSignature(text, author)).toMatchObject(found)
  })

  it('is looked for in bounded time, whatever the text', () => {
    const begun = performance.now()
    for (const piece of ['+1 ', '(', 'Eva ', '- ', '\t', 'De De ', 'x.'])
      readSignature(`Eva Stone\n${piece.repeat(1500 / piece.length)}`, 'Eva Stone')
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
