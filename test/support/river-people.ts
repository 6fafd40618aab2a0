/** The people of the generated worlds: who is ours, who may become ours, and strangers of every kind that the rules know. */

export const OWN_DOMAIN = 'casa.test'
/** Ours only once `setOwnDomains` has said so. */
export const LATER_DOMAIN = 'norte.example'

/** The mailboxes of a world, in the order in which it takes them. The third is ours without a domain of ours, and has dots. */
export const MAILBOXES = ['ana@casa.test', 'bea@casa.test', 'carl.moss@gmail.com'] as const

export type UserAct = { email: string; aliases: string[] }

/** Users that a world may insert at any time, with aliases that were strangers until then. */
export const USERS = [
  { email: 'ana@casa.test', aliases: ['ana.libre@gmail.com', 'ana@socios.example'] },
  { email: 'carl.moss@gmail.com', aliases: ['carl@acme.example'] },
  { email: 'nuria@futura.example', aliases: ['nuria.alt@gmail.com'] },
] as const satisfies readonly UserAct[]

export const OURS = [
  'ana@casa.test',
  'bea@casa.test',
  'carl.moss@gmail.com',
  // The same person's, without the dots and with a tag.
  'carlmoss@gmail.com',
  'carl.moss+web@gmail.com',
  'ana+pedidos@casa.test',
  'info@casa.test',
  'eva@madrid.casa.test',
] as const

export const LATER_OURS = [
  'ana.libre@gmail.com',
  'analibre+x@gmail.com',
  'ana@socios.example',
  'carl@acme.example',
  'nuria@futura.example',
  'nuria.alt@gmail.com',
] as const

export const OUTSIDE = [
  'pedro@acme.example',
  'paula@acme.example',
  'pedro+crm@acme.example',
  'ventas@acme.example',
  'raul@norte.example',
  'info@norte.example',
  'zoe.paz@gmail.com',
  'zoepaz+x@gmail.com',
  'solo@hotmail.com',
  'socia@socios.example',
  'otra@futura.example',
  'no-reply@tienda.example',
  'noticias@boletin.example',
] as const

export const EVERYBODY: readonly string[] = [...OURS, ...OUTSIDE, ...LATER_OURS]

/** Addresses and domains that somebody may exclude, and include again. */
export const EXCLUDABLE = [
  'pedro@acme.example',
  'acme.example',
  'solo@hotmail.com',
  'ventas@acme.example',
  'norte.example',
  'socios.example',
] as const

/** Whom a person may work on by hand, once they are contacts. */
export const WORKED_ON = [
  'pedro@acme.example',
  'zoepaz@gmail.com',
  'raul@norte.example',
  'socia@socios.example',
] as const
