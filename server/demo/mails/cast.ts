/**
 * Who writes in the demo. All of them, their companies and numbers are invented: domains under .example, London
 * numbers from the range kept for drama (020 7946 0xxx), New York ones from 555-01xx, Spanish ones well-formed and
 * plainly made up (944 00 00 xx).
 */
import type { Language } from './clock.ts'
import type { Client } from './clients.ts'

export type Person = {
  name: string
  address: string
  client: Client
  /** The language that their mail program speaks. */
  ui: Language
  zone: string
  sign: Partial<Record<Language, string>>
}

const MADRID = 'Europe/Madrid'
const LONDON = 'Europe/London'

const lines = (...text: string[]) => text.join('\n')

/* Ours: Sirinube Cloud S.L., Bilbao. */

const LEGAL_ES = `Este mensaje y sus adjuntos van dirigidos exclusivamente a su destinatario y pueden contener información confidencial. Si lo ha recibido por error, le rogamos que nos lo comunique y lo elimine. Responsable del tratamiento: Sirinube Cloud S.L. Puede ejercer sus derechos en privacidad@sirinube.example.`
const LEGAL_EN = `This message and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify us and delete it. Sirinube Cloud S.L. processes your data to answer you; to exercise your rights write to privacidad@sirinube.example.`

export const ANA: Person = {
  name: 'Ana Ruiz',
  address: 'ana.ruiz@sirinube.example',
  client: 'gmail',
  ui: 'es',
  zone: MADRID,
  sign: {
    es: lines(
      'Ana Ruiz',
      'Comercial · Sirinube Cloud S.L.',
      'Tel. +34 944 00 00 11',
      'Muelle de Arrain 4, 48007 Bilbao',
      'www.sirinube.example',
      '',
      LEGAL_ES,
    ),
    en: lines(
      'Ana Ruiz',
      'Account Manager · Sirinube Cloud S.L.',
      'Tel. +34 944 00 00 11',
      'Muelle de Arrain 4, 48007 Bilbao, Spain',
      'www.sirinube.example',
      '',
      LEGAL_EN,
    ),
  },
}
export const ANA_ALIAS: Person = { ...ANA, address: 'ana@sirinube.example' }

export const JUAN: Person = {
  name: 'Juan Pérez',
  address: 'juan.perez@sirinube.example',
  client: 'thunderbird',
  ui: 'es',
  zone: MADRID,
  sign: {
    es: lines(
      'Juan Pérez',
      'Servicio técnico · Sirinube Cloud S.L.',
      '+34 944 00 00 12 (guardia 24 h: +34 944 00 00 19)',
    ),
    en: lines(
      'Juan Pérez',
      'Service Engineer · Sirinube Cloud S.L.',
      '+34 944 00 00 12 (on call 24 h: +34 944 00 00 19)',
    ),
  },
}

export const MARTA: Person = {
  name: 'Marta Ibarra',
  address: 'marta.ibarra@sirinube.example',
  client: 'outlook',
  ui: 'es',
  zone: MADRID,
  sign: {
    es: lines('Marta Ibarra', 'Directora', 'Sirinube Cloud S.L.', 'Tel. +34 944 00 00 10'),
    en: lines('Marta Ibarra', 'Managing Director', 'Sirinube Cloud S.L.', 'Tel. +34 944 00 00 10'),
  },
}

export const LEIRE: Person = {
  name: 'Leire Olano',
  address: 'leire.olano@sirinube.example',
  client: 'outlook',
  ui: 'es',
  zone: MADRID,
  sign: { es: lines('Leire Olano', 'Recepción', 'Sirinube Cloud S.L.', 'Tel. +34 944 00 00 00') },
}

export const GORKA: Person = {
  name: 'Gorka Sáez',
  address: 'gorka.saez@sirinube.example',
  client: 'outlook',
  ui: 'es',
  zone: MADRID,
  sign: { es: lines('Gorka Sáez', 'Administración', 'Sirinube Cloud S.L.') },
}

export const INFO = { name: 'Sirinube Cloud', address: 'info@sirinube.example' }
export const SOPORTE = { name: 'Soporte Sirinube', address: 'soporte@sirinube.example' }
export const WEB = { name: 'Web de Sirinube', address: 'web@sirinube.example' }

/* Talleres Norte: metal workshop in Basauri, a customer. */

export const EVA: Person = {
  name: 'Eva Gómez',
  address: 'eva.gomez@talleres-norte.example',
  client: 'apple',
  ui: 'es',
  zone: MADRID,
  sign: {
    es: lines(
      'Eva Gómez',
      'Head of IT',
      'Talleres Norte S.A.',
      'Polígono Zubialdea, nave 7 · 48970 Basauri',
      'Tel. +34 944 00 00 31',
    ),
  },
}
export const EVA_HOME: Person = {
  ...EVA,
  name: 'Eva G. Basauri',
  address: 'evagb@buzon-casa.example',
  client: 'gmail',
  sign: {},
}

export const UNAI: Person = {
  name: 'Unai Larrea',
  address: 'unai.larrea@talleres-norte.example',
  client: 'outlook',
  ui: 'es',
  zone: MADRID,
  sign: {
    es: lines(
      'Unai Larrea',
      'Gerente',
      'TALLERES NORTE, S.A.',
      'Tel. +34 944 00 00 30',
      '',
      'AVISO LEGAL: La información contenida en este correo electrónico es confidencial y está dirigida exclusivamente a su destinatario. De conformidad con el Reglamento General de Protección de Datos, sus datos serán tratados por TALLERES NORTE, S.A. con la finalidad de gestionar la relación comercial. Antes de imprimir este mensaje, piense si es realmente necesario.',
    ),
  },
}

/** Nobody of ours has ever written to him: suggested as a contact of a known company. */
export const PATXI: Person = {
  name: 'Patxi Solana',
  address: 'patxi.solana@talleres-norte.example',
  client: 'android',
  ui: 'es',
  zone: MADRID,
  sign: {},
}

/* Harbour & Finch Logistics: freight between London and Bilbao, a customer. */

export const TOM: Person = {
  name: 'Tom Ashworth',
  address: 'tom.ashworth@harbourfinch.example',
  client: 'gmail',
  ui: 'en',
  zone: LONDON,
  sign: { en: lines('Tom Ashworth', 'IT Manager', 'Harbour & Finch Logistics', '+44 20 7946 0117') },
}
export const TOM_INVOICES: Person = { ...TOM, address: 'tom.ashworth+invoices@harbourfinch.example' }

export const PRIYA: Person = {
  name: 'Nair, Priya',
  address: 'priya.nair@harbourfinch.example',
  client: 'outlook',
  ui: 'en',
  zone: LONDON,
  sign: {
    en: lines(
      'Priya Nair',
      'Head of Operations | Harbour & Finch Logistics',
      'T: +44 20 7946 0142',
      '',
      'This e-mail is confidential and may be privileged. If you are not the intended recipient, please delete it and tell the sender. Harbour & Finch Logistics accepts no liability for viruses. Please consider the environment before printing this e-mail.',
    ),
  },
}

/* The rest of the outside world. */

export const NEREA: Person = {
  name: 'Nerea Lasa',
  address: 'nerea.lasa@conservas-mareta.example',
  client: 'outlook',
  ui: 'es',
  zone: MADRID,
  sign: { es: lines('Nerea Lasa', 'Responsable de Administración', 'Conservas Mareta · Bermeo', '944 00 00 52') },
}

export const INIGO: Person = {
  name: 'Iñigo Aranzubi',
  address: 'inigo@panificadora-aranzubi.example',
  client: 'webmail',
  ui: 'es',
  zone: MADRID,
  sign: { es: lines('Iñigo', 'Panificadora Aranzubi', 'tlf 944 00 00 63') },
}

export const CALLUM: Person = {
  name: 'Callum Reid',
  address: 'callum.reid@brackenfold.example',
  client: 'apple',
  ui: 'en',
  zone: LONDON,
  sign: { en: lines('Callum Reid', 'Account Director', 'Brackenfold Hosting', '+44 20 7946 0255') },
}

export const EDITH: Person = {
  name: 'Edith Marlow',
  address: 'edith@larkspurmarlow.example',
  client: 'iphone',
  ui: 'en',
  zone: LONDON,
  sign: {},
}
export const EDWIN: Person = { ...EDITH, name: 'Edwin Marlow', address: 'edwin@larkspurmarlow.example' }

export const LAYLA: Person = {
  name: 'ليلى الحداد',
  address: 'layla.alhaddad@qamar-zaatar.example',
  client: 'gmail',
  ui: 'en',
  zone: 'America/New_York',
  sign: { en: lines('Layla Al-Haddad  ·  ليلى الحداد', 'Founder, Qamar & Zaatar', '+1 212-555-0143') },
}

/** A friend of Ana's: nobody to the company. */
export const MAIDER: Person = {
  name: 'Maider Otxoa',
  address: 'maider.otxoa@correo-personal.example',
  client: 'gmail',
  ui: 'es',
  zone: MADRID,
  sign: {},
}

/** An address that is no main character's: its program and clock are those of `like`, and it signs nothing. */
export const someone = (name: string, address: string, like: Person): Person => ({ ...like, name, address, sign: {} })
