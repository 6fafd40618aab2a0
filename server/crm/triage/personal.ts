/** Whether mail with somebody looks like private life. Pure; it decides nothing: whoever reads the list does. */
import { foldText } from '#shared/fold.ts'
import type { PersonalSign } from '#shared/i18n/lists.ts'

/** A mail as far as it tells of this. `zone`: the offset in which it was written, "+02:00"; null when unknown. */
export type Glimpse = { at: Date | null; zone: string | null; subject: string | null; text: string }
export type Acquaintance = { name: string | null; freeMail: boolean; hasCompany: boolean; glimpses: readonly Glimpse[] }

const words = (list: string) =>
  new RegExp(`(?<![\\p{L}\\d])(?:${list.trim().split(/\s+/).join('|')})(?![\\p{L}\\d])`, 'u')

// Folded, as the text is. "_" stands for a space within an expression.
const FAMILY = words(
  `
  mum mummy mom mommy mam dad daddy papa mama mami papi mamen auntie aunt uncle grandma grandpa granny nana grandad sis
  abuela abuelo abuelita yaya yayo tita tito cunado cunada suegra suegro sobrina sobrino primo_hermano madrina padrino
  aita ama amatxu amama aitite mutti vati oma opa maman mamma papà nonna nonno hija_mia hijo_mio cari carino mi_amor my_love darling sweetheart`.replaceAll(
    '_',
    '\\s',
  ),
)
const GREETING = words(
  `
  besos besitos un_beso muchos_besos besazo abrazote un_abrazo_fuerte musus musu te_quiero os_quiero tqm petons
  love_you lots_of_love xoxo hugs kisses xx xxx bisous baci kussje liebe_dich hola_guapa hola_guapo guapi hey_mate tia tio`.replaceAll(
    '_',
    '\\s',
  ),
)
const AFFAIRS = words(
  `
  gym gimnasio crossfit pilates yoga padel landlord landlady tenant rent flat flatmate roommate casero casera alquiler inquilino
  inquilina fianza piso comunidad_de_vecinos vecino vecinos school_run colegio guarderia ampa nursery kindergarten birthday cumple
  cumpleanos boda wedding bautizo comunion barbecue bbq barbacoa holiday_photos vacaciones dentist dentista pediatra veterinario
  football_team futbol entrenamiento partido_del quedada cena_de_amigos mortgage hipoteca plumber fontanero allotment babysitter canguro`.replaceAll(
    '_',
    '\\s',
  ),
)
/** Who speaks of these does business, whatever the hour. */
const BUSINESS = words(
  `
  offer quote quotation invoice order purchase contract delivery meeting licence license server support_ticket budget proposal
  supplier customer demo oferta presupuesto factura pedido contrato entrega reunion licencia servidor incidencia proveedor cliente
  propuesta mantenimiento proyecto project`.replaceAll('_', '\\s'),
)

const WEIGHT: Record<PersonalSign, number> = { family: 3, greeting: 1, affairs: 2, 'off-hours': 1, 'free-mail': 1 }
const ENOUGH = 2
const [BEGINS, ENDS] = [7, 20]
/** One mail late at night says nothing. */
const FEWEST_DATED = 2

/** @returns what makes it look so, the strongest first; empty when it does not */
export function findPersonalSigns({ name, freeMail, hasCompany, glimpses }: Acquaintance): PersonalSign[] {
  const text = foldText(glimpses.map((one) => `${one.subject ?? ''}\n${one.text}`).join('\n'))
  const dated = glimpses.flatMap((one) => (one.at !== null && one.zone !== null ? [isOffHours(one.at, one.zone)] : []))
  const signs: PersonalSign[] = []
  if (FAMILY.test(`${foldText(name ?? '')}\n${text}`)) signs.push('family')
  if (AFFAIRS.test(text)) signs.push('affairs')
  if (GREETING.test(text)) signs.push('greeting')
  if (dated.length >= FEWEST_DATED && dated.filter(Boolean).length * 2 > dated.length) signs.push('off-hours')
  if (freeMail) signs.push('free-mail')
  const against = (hasCompany ? 1 : 0) + (BUSINESS.test(text) ? 2 : 0)
  const score = signs.reduce((sum, sign) => sum + WEIGHT[sign], 0) - against
  // Writing from a private address alone, customers do too.
  return score >= ENOUGH && signs.some((sign) => sign !== 'free-mail') ? signs : []
}

/** At the weekend, at night or in the evening, by the writer's clock. */
function isOffHours(at: Date, zone: string): boolean {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0
  const local = new Date(at.getTime() + minutes * 60_000)
  const [day, hour] = [local.getUTCDay(), local.getUTCHours()]
  return day === 0 || day === 6 || hour < BEGINS || hour >= ENDS
}
