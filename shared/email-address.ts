/**
 * Mail addresses as text: normal form, base form, and what a local part gives away. Pure and free of data files, so that
 * it fits into the browser; what needs domain lists is in `server/crm/address-domain.ts`.
 */

/** RFC 5321 allows 64 + 1 + 255; longer ones are never addresses but would burden an index. */
const MAX_LENGTH = 320

const DOT_ATOM = /^[^\s"(),:;<>@[\\\]\p{Cc}]+$/u
const QUOTED = /^"((?:[^"\\\p{Cc}]|\\[^\p{Cc}])*)"$/u
const HOST = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/
const LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|ipv6:[0-9a-f:.]{2,45})\]$/

/** The domain in lower-case ASCII (IDN as punycode) without a final dot; null when it can be none. */
export function normaliseDomain(raw: string): string | null {
  const lower = raw.trim().toLowerCase().replace(/\.$/, '')
  if (/^[\x21-\x7e]+$/.test(lower)) return HOST.test(lower) || LITERAL.test(lower) ? lower : null
  // URL applies UTS 46 in every runtime, but it also reads ports, paths, escapes and numbers as IPs: letters only.
  if (!/^[\p{L}\p{M}\p{N}._。．｡-]+$/u.test(lower)) return null
  try {
    const host = new URL(`http://${lower}`).hostname
    return HOST.test(host) && !/^[\d.]+$/.test(host) ? host : null
  } catch {
    return null
  }
}

/** Splits at the last @. An unneeded quoting of the local part is undone; its case is kept. null when it is no address. */
export function splitAddress(raw: string): { local: string; domain: string } | null {
  const text = raw
    .trim()
    .replace(/^<(.*)>$/s, '$1')
    .replace(/^mailto:/i, '')
    .trim()
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > MAX_LENGTH) return null
  const domain = normaliseDomain(text.slice(at + 1))
  const local = normaliseLocal(text.slice(0, at))
  return local !== null && domain !== null ? { local, domain } : null
}

function normaliseLocal(local: string): string | null {
  const quoted = QUOTED.exec(local)
  if (!quoted) return DOT_ATOM.test(local) ? local : null
  const bare = quoted[1]!.replace(/\\(.)/gsu, '$1')
  return DOT_ATOM.test(bare) ? bare : bare === '' ? null : local
}

/**
 * The key under which an address is matched: all lower case, IDN domain as punycode. null when `raw` is not one address.
 * RFC 5321 lets local parts differ by case; no mail system in use does, and people write both.
 */
export function normaliseAddress(raw: string): string | null {
  const parts = splitAddress(raw.normalize('NFC'))
  return parts && `${parts.local.toLowerCase()}@${parts.domain}`
}

export type BaseAddress = { address: string; via: null | 'plus-tag' | 'gmail-dots' }

/**
 * The address without what its owner may add at will: a `+tag` anywhere, dots and the older domain name at Gmail.
 * `via` says what was taken off, null when nothing was. Expects a normalised address.
 */
export function baseAddress(address: string): BaseAddress {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  const plus = local.startsWith('"') ? -1 : local.indexOf('+')
  const bare = plus > 0 ? local.slice(0, plus) : local
  const gmail = domain === 'gmail.com' || domain === 'googlemail.com'
  const base = gmail ? `${bare.replaceAll('.', '')}@gmail.com` : `${bare}@${domain}`
  return { address: base, via: plus > 0 ? 'plus-tag' : base === address ? null : 'gmail-dots' }
}

const words = (list: string) => new Set(list.trim().split(/\s+/))

/** Local parts that belong to a company and not to a person: English, Spanish, and the neighbours'. Without accents. */
const ROLES = words(`
  abuse accounting accounts accountspayable accountsreceivable admin administration administrator admissions ap ar
  billing booking bookings careers central club comms communications community company contact contactus contracts
  customercare customerservice customersuccess customersupport desk dispatch dpo enquiries enquiry events export
  feedback finance frontdesk general gdpr hello help helpdesk hey hi hostmaster hr humanresources import info
  information inquiries inquiry invoice invoices invoicing it jobs legal logistics mail mailbox maintenance management
  marketing media news newsletter office operations order orders partners payments payroll postmaster pr press privacy
  procurement production projects purchase purchasing quality quotes reception recruiting recruitment reservations
  returns rma root sales salesteam secretary security service services shipping shop staff store subscriptions
  suppliers support sysadmin team tech technical tickets training transport warehouse web webmaster welcome
  administracio administracion administrador aduanas agencia almacen asesoria atencion atencionalcliente
  atencioncliente avisos ayuda biblioteca calidad central centralita citas clientes cobros colegio comercial
  compras comunicacion consultas contabilidad contacta contacto contractacio contratacion contratos correo
  correspondencia cotizaciones cuentas curriculum delegacion departamento direccion direccio distribucion empleo
  empresa envios equipo estudio expediciones exportacion factura facturacion facturacio facturas facturasproveedores
  finanzas formacion gerencia gestion gestoria hola importacion incidencias informacion informatica ingenieria
  inmobiliaria juridico laboral lopd logistica mantenimiento marqueting nominas oficina oficinatecnica operaciones
  oferta ofertas pagos pedido pedidos personal posventa postventa prensa presidencia presupuesto presupuestos
  produccion protocolo proveedores proyectos publicidad recepcion reclamaciones recursoshumanos reservas rrhh sac
  sat seguridad secretaria servicio servicios serviciotecnico soporte soportetecnico suministros taller talleres
  tesoreria tienda trafico tramites transporte transportes turismo ventas web
  accueil achats bonjour boutique commande commandes commercial comptabilite direction facturation livraison
  rechnung rechnungen rechnungswesen secretariat ventes anfrage anfragen bestellung bestellungen buchhaltung
  buero buro einkauf empfang kontakt kundenservice personalabteilung vertrieb verkauf verwaltung versand zentrale
  acquisti amministrazione assistenza commerciale contabilita contatti contatto fatturazione ordini segreteria
  ufficio vendite administracao atendimento comercial compras contato encomendas faturacao faturamento financeiro
  geral orcamentos suporte vendas bestellingen inkoop klantenservice verkoop biuro faktury sprzedaz zamowienia
`)

/** Before a role: "dpto.compras", "team-sales". */
const UNITS = words('area dep depto dept departamento department dpt dpto equipo grupo group oficina servicio team the')

const NO_REPLY =
  /^(?:no|not|do-?not|dont|never|non|nao|ne|nicht)[._-]?(?:reply|replay|respond(?:er|as|a)?|contest(?:ar|e|es)|repond(?:re|ez)|rispondere|risponda|responda|antworten|pas-?repondre)|^(?:noreply|mailer-?daemon|bounces?|postmaster|auto-?(?:reply|responder|mailer|confirm)|daemon|devnull|keine-?antwort|nepasrepondre)(?:[._=-]|$)|[._-](?:no-?reply|noresponder)$/

function localOf(address: string): string {
  const at = address.lastIndexOf('@')
  const local = (at < 0 ? address : address.slice(0, at)).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  const plus = local.indexOf('+')
  return plus > 0 ? local.slice(0, plus) : local
}

/** No person reads what is sent there: no-reply@, no-responder@, mailer-daemon@, bounces+…@. */
export function isNoReply(address: string): boolean {
  return NO_REPLY.test(localOf(address))
}

/**
 * A function of a company, not a person: info@, ventas2@, dpto.compras@, info-madrid@; the no-reply ones too.
 * A role after a name ("jordi.sales") does not count: Sales, Comas or Prensa are surnames.
 */
export function isRoleAddress(address: string): boolean {
  const local = localOf(address)
  if (NO_REPLY.test(local)) return true
  const parts = local.split(/[._-]+/).filter((part) => part !== '' && !/^\d+$/.test(part))
  const first = (parts[0] ?? '').replace(/\d+$/, '')
  // Short words before another are rather initials or first names: "sat.singh", "pr.lopez".
  if (ROLES.has(parts.join('').replace(/\d+$/, '')) || (first.length > 3 && ROLES.has(first))) return true
  return UNITS.has(first) && parts[1] !== undefined && ROLES.has(parts[1].replace(/\d+$/, ''))
}

/**
 * What somebody typed or a client put into a query: `Ana <ana@a.test>, bo@b.test`. Addresses are normalised, what is
 * none is left out. Headers of real mail go through `sources/mime/addresses.ts`, which knows comments and groups.
 */
export function parseAddressList(value: string): { address: string; name: string | null }[] {
  const found: { address: string; name: string | null }[] = []
  for (const [entry] of value.matchAll(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,;"<]|["<])+/gs)) {
    const angle = /^(.*)<([^<>]*)>\s*$/s.exec(entry)
    const address = normaliseAddress(angle ? angle[2]! : entry)
    if (address === null) continue
    const name = (angle?.[1] ?? '')
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replace(/\\(.)/gs, '$1')
      .trim()
    found.push({ address, name: name === '' || name.toLowerCase() === address ? null : name })
  }
  return found
}
