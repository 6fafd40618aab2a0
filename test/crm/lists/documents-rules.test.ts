/** What a document seems to be, and of what it is a version, by names as people give them. */
import { describe, expect, it } from 'vitest'
import { suggestKind } from '#server/crm/documents/kind.ts'
import { findVersions, versionKey } from '#server/crm/documents/versions.ts'

describe('suggestKind', () => {
  it.each([
    ['Offer server.pdf', 'offer'],
    ['Quote-2026-114.pdf', 'offer'],
    ['RFQ Harbour.docx', 'offer'],
    ['Commercial proposal.pptx', 'offer'],
    ['Oferta 2026-31 Talleres.pdf', 'offer'],
    ['Presupuesto_servidor_v2.pdf', 'offer'],
    ['PPTO. mantenimiento.xlsx', 'offer'],
    ['OfertaServidor2026.pdf', 'offer'],
    ['Cotización.pdf', 'offer'],
    ['Cotizacio\u0301n.pdf', 'offer'],
    ['Angebot 77.pdf', 'offer'],
    ['Invoice 1001.pdf', 'invoice'],
    ['INV-1001.pdf', 'invoice'],
    ['Factura F26-0031.pdf', 'invoice'],
    ['fra_0031.pdf', 'invoice'],
    ['Rechnung_2026.pdf', 'invoice'],
    ['Contract of maintenance.pdf', 'contract'],
    ['NDA signed.pdf', 'contract'],
    ['Contrato de mantenimiento.pdf', 'contract'],
    ['Oferta contrato mantenimiento.pdf', 'offer'],
    ['Contrato según presupuesto.pdf', 'contract'],
    ['photo.jpg', 'other'],
    ['Manual del usuario.pdf', 'other'],
    ['manufacturing.pdf', 'other'],
    ['contractor list.xlsx', 'other'],
    ['', 'other'],
  ])('%s is %s', (name, kind) => {
    expect(suggestKind(name, 'application/pdf')).toBe(kind)
  })

  it.each([
    ['scan0001.pdf', 'RE: Factura 2291', 'invoice'],
    ['IMG_4032.jpg', 'Contrato firmado', 'contract'],
    ['plano nave 3.pdf', 'Re: Oferta 118', 'other'],
    ['Factura 12.pdf', 'Oferta 118', 'invoice'],
    ['scan.pdf', null, 'other'],
  ])('%s in "%s" is %s', (name, subject, kind) => {
    expect(suggestKind(name, 'application/pdf', subject)).toBe(kind)
  })

  it('never of an invitation', () => {
    expect(suggestKind('offer.ics', 'text/calendar')).toBe('other')
  })
})

describe('versionKey', () => {
  it.each([
    ['Oferta_Servidor_v2 (1).pdf', 'oferta servidor'],
    ['oferta servidor FINAL.docx', 'oferta servidor'],
    ['Oferta Servidor rev B.pdf', 'oferta servidor'],
    ['Oferta-Servidor-2026-11-22.pdf', 'oferta servidor'],
    ['20261122 Oferta Servidor.pdf', 'oferta servidor'],
    ['Oferta servidor 22.11.26.pdf', 'oferta servidor'],
    ['Oferta servidor firmada.pdf', 'oferta servidor'],
    ['Copia de Oferta servidor - copia.pdf', 'oferta servidor'],
    ['Oferta servidor Version 1.2.pdf', 'oferta servidor'],
    ['Oferta 1234.pdf', 'oferta 1234'],
    ['Oferta 1235 v3.pdf', 'oferta 1235'],
    ['Reverse plan.pdf', 'reverse plan'],
    ['v2.pdf', null],
    ['2026-11-22.pdf', null],
    ['', null],
  ])('%s → %s', (name, key) => {
    expect(versionKey(name)).toBe(key)
  })
})

it('counts contents, oldest first, within a group, and pictures never', () => {
  const use = (name: string, sha256: string, at: number, more: { type?: string; group?: string } = {}) => ({
    name,
    sha256,
    at,
    type: 'application/pdf',
    group: 'sent',
    ...more,
  })
  expect(
    findVersions([
      use('Offer v2.pdf', 'b', 3),
      use('Offer.pdf', 'a', 1),
      use('Offer.pdf', 'a', 2),
      use('Offer final.pdf', 'c', 4),
      use('Offer.pdf', 'd', 5, { group: 'received' }),
      use('Plan.pdf', 'e', 6),
      use('image001.png', 'f', 7, { type: 'image/png' }),
      use('image001.png', 'g', 8, { type: 'image/png' }),
    ]),
  ).toEqual([{ n: 2, of: 3 }, { n: 1, of: 3 }, { n: 1, of: 3 }, { n: 3, of: 3 }, null, null, null, null])
})
