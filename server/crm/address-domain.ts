/**
 * Which company an address belongs to, by its domain. Here and not in `shared/`, because the lists weigh half a megabyte.
 */
import providers from 'email-providers/all.json' with { type: 'json' }
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import { getDomain } from 'tldts'

/**
 * What `email-providers` lacks. Its 8,760 names (and those of three other packages compared) miss the access
 * providers of Spain and some of Latin America, and the newer private mail services.
 */
const MORE_FREE = `
  gmx.es gmx.fr gmx.it tutanota.com tutanota.de tutamail.com tuta.com tuta.io keemail.me fastmail.com posteo.de posteo.net
  duck.com startmail.com mailfence.com disroot.org riseup.net proton.me protonmail.ch pm.me hey.com murena.io
  movistar.es telefonica.net ono.com vodafone.es orange.es jazzfree.com jazztel.es euskalnet.net telecable.es
  mundo-r.com ya.com yahoo.es correo.com arrakis.es wanadoo.es auna.com retemail.es infonegocio.com telepolis.com
  clix.pt netcabo.pt iol.pt adinet.com.uy fibertel.com.ar speedy.com.ar arnet.com.ar ciudad.com.ar vtr.net
  prodigy.net.mx une.net.co etb.net.co cantv.net ziggo.nl kpnmail.nl xs4all.nl
`

/**
 * Ordinary companies, universities and documentation names among its entries: writing from there is writing from work.
 * Found by comparing the list with the domains of about 200 large companies.
 */
const NOT_FREE = `
  facebook.com alibaba.com bt.com telstra.com discovery.com space.com law.com ancestry.com parrot.com aver.com
  easypost.com unican.es nus.edu.sg swissinfo.org oath.com about.com name.com dnsmadeeasy.com clerk.com saudia.com
  singpost.com techspot.com medscape.com aliyun.com gazeta.pl detik.com indiatimes.com casino.com mail-tester.com
  example.com test.com test.de lexis-nexis-mail.com onmilwaukee.com hamptonroads.com dailypioneer.com albawaba.com
`

/**
 * Hosts that give every customer a name of their own below theirs and are no public suffix: one company each.
 */
const TENANTS = new Set(['onmicrosoft.com', 'zendesk.com', 'freshdesk.com', 'odoo.com'])

/** Country domains of the large providers; no list is ever complete in them. */
const FREE_FAMILY = /^(?:yahoo|hotmail|outlook|windowslive|gmx|ymail|rocketmail|aol|msn)\.(?:co[mr]?\.)?[a-z]{2,3}$/

const split = (list: string) => list.trim().split(/\s+/)
const free = new Set([...providers, ...split(MORE_FREE)])
for (const domain of split(NOT_FREE)) free.delete(domain)

/** Asked once: the package's own `isDisposableEmailDomain` builds the set anew on each call. */
const disposable = disposableEmailBlocklistSet()

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/**
 * The domain that somebody registered: `eva@mail.talleres.test` → `talleres.test`. null for IPs and single labels.
 * Private suffixes count (acme.uk.com is not uk.com), and so do reserved names such as .test. Takes an address or domain.
 */
export function registrableDomain(address: string): string | null {
  const domain = domainOf(address)
  const registered = getDomain(domain, { allowPrivateDomains: true })
  if (registered === null || !TENANTS.has(registered)) return registered
  const tenant = domain.split('.').at(-3)
  return tenant === undefined ? registered : `${tenant}.${registered}`
}

/** A mail service for anybody: the domain says nothing about a company. */
export function isFreeMail(address: string): boolean {
  const domain = domainOf(address)
  const registered = registrableDomain(domain) ?? domain
  return free.has(domain) || free.has(registered) || FREE_FAMILY.test(registered)
}

/** An address made to be thrown away. */
export function isDisposable(address: string): boolean {
  const domain = domainOf(address)
  return disposable.has(domain) || disposable.has(registrableDomain(domain) ?? domain)
}

/** The domain under which a company is known, or null when the domain names none (free mail, disposable, IP). */
export function companyDomain(address: string): string | null {
  const registered = registrableDomain(address)
  return registered === null || isFreeMail(address) || isDisposable(address) ? null : registered
}
