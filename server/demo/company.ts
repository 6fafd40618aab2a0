/**
 * The demo company: Sirinube Cloud S.L. of Bilbao, invented like everybody it writes to. Its mail is in `mails/`; here
 * is who works there, and what its people did by hand once the mail was in.
 */
import type { Level, Policy, Role, Status } from '#shared/api.ts'
import {
  ANA,
  ANA_ALIAS,
  CALLUM,
  EDITH,
  EVA,
  EVA_HOME,
  GORKA,
  INFO,
  INIGO,
  JUAN,
  MARTA,
  NEREA,
  PRIYA,
  TOM,
  UNAI,
} from './mails/cast.ts'
import { AMAIA, BEGONA, JON, MAITE, MARCUS, OLIVIA, OLIVIA_NEW, RHYS } from './mails/cast-wider.ts'
import { messageIdOf } from './mails/compose.ts'

export type DemoUser = { name: string; email: string; roles: Role[]; locale: 'es' | 'en'; aliases?: string[] }
export type DemoMailbox = { address: string; sharedWith: string[]; policy: Policy; reviewed: boolean }
export type DemoPerson = {
  address: string
  /** Other addresses that somebody said are the same person's. */
  aliases?: string[]
  name?: string
  role?: string
  phones?: string[]
  status?: Status
  /** A user's address. */
  owner?: string
}
export type DemoCompany = {
  ownDomains: string[]
  users: DemoUser[]
  mailboxes: DemoMailbox[]
  people: DemoPerson[]
  companies: { domain: string; name: string; status: Status; owner?: string }[]
  /** Set on single messages by the user whose mailbox holds them. */
  levels: { messageId: string; level: Level; by: string }[]
  /** Addresses never to be logged. */
  excluded: string[]
}

export const demoCompany: DemoCompany = {
  ownDomains: ['sirinube.example'],
  users: [
    { name: ANA.name, email: ANA.address, roles: ['rep'], locale: 'es', aliases: [ANA_ALIAS.address] },
    { name: JUAN.name, email: JUAN.address, roles: ['service'], locale: 'es' },
    { name: MARTA.name, email: MARTA.address, roles: ['manager'], locale: 'en' },
    { name: GORKA.name, email: GORKA.address, roles: ['finance'], locale: 'es' },
    { name: 'Iker Zubia', email: 'iker.zubia@sirinube.example', roles: ['admin'], locale: 'en' },
  ],
  mailboxes: [
    { address: ANA.address, sharedWith: [], policy: 'we-write', reviewed: true },
    { address: JUAN.address, sharedWith: [], policy: 'we-write', reviewed: true },
    { address: MARTA.address, sharedWith: [], policy: 'we-write', reviewed: true },
    { address: GORKA.address, sharedWith: [], policy: 'we-write', reviewed: true },
    // Not reviewed yet: everybody but the administrator is in it, so that nothing is hidden from those who follow the stories.
    {
      address: INFO.address,
      sharedWith: [ANA.address, JUAN.address, MARTA.address, GORKA.address],
      policy: 'they-write',
      reviewed: false,
    },
  ],
  people: [
    {
      address: EVA.address,
      aliases: [EVA_HOME.address],
      name: 'Eva Gómez',
      role: 'Head of IT',
      phones: ['+34 944 00 00 31'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: UNAI.address,
      name: 'Unai Larrea',
      role: 'Gerente',
      phones: ['+34 944 00 00 30'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: TOM.address,
      name: 'Tom Ashworth',
      role: 'IT Manager',
      phones: ['+44 20 7946 0117'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: PRIYA.address,
      name: 'Priya Nair',
      role: 'Head of Operations',
      phones: ['+44 20 7946 0142'],
      status: 'customer',
      owner: MARTA.address,
    },
    {
      address: NEREA.address,
      name: 'Nerea Lasa',
      role: 'Responsable de Administración',
      phones: ['+34 944 00 00 52'],
      status: 'prospect',
      owner: ANA.address,
    },
    {
      address: INIGO.address,
      name: 'Iñigo Aranzubi',
      phones: ['+34 944 00 00 63'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: CALLUM.address,
      name: 'Callum Reid',
      role: 'Account Director',
      phones: ['+44 20 7946 0255'],
      status: 'supplier',
      owner: JUAN.address,
    },
    { address: EDITH.address, name: 'Edith Marlow', status: 'former', owner: ANA.address },
    {
      address: JON.address,
      role: 'Gerente',
      phones: ['+34 945 00 00 71'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: MAITE.address,
      role: 'Contabilidad',
      phones: ['+34 945 00 00 72'],
      status: 'customer',
      owner: ANA.address,
    },
    { address: BEGONA.address, phones: ['+34 944 00 00 84'], status: 'customer', owner: ANA.address },
    { address: AMAIA.address, phones: ['+34 944 00 00 95'], status: 'partner', owner: MARTA.address },
    // She changed company: the same person, whose old address was at Pennant & Rowe.
    {
      address: OLIVIA_NEW.address,
      aliases: [OLIVIA.address],
      role: 'Operations',
      phones: ['+44 20 7946 0388'],
      status: 'prospect',
      owner: ANA.address,
    },
    {
      address: MARCUS.address,
      role: 'Office Manager',
      phones: ['+44 20 7946 0311'],
      status: 'customer',
      owner: ANA.address,
    },
    {
      address: RHYS.address,
      role: 'Visitor Services',
      phones: ['+44 20 7946 0476'],
      status: 'customer',
      owner: JUAN.address,
    },
  ],
  companies: [
    { domain: 'talleres-norte.example', name: 'Talleres Norte', status: 'customer', owner: ANA.address },
    { domain: 'harbourfinch.example', name: 'Harbour & Finch Logistics', status: 'customer', owner: MARTA.address },
    { domain: 'conservas-mareta.example', name: 'Conservas Mareta', status: 'prospect', owner: ANA.address },
    { domain: 'panificadora-aranzubi.example', name: 'Panificadora Aranzubi', status: 'customer', owner: JUAN.address },
    { domain: 'brackenfold.example', name: 'Brackenfold Hosting', status: 'supplier', owner: JUAN.address },
    { domain: 'bodegas-arriandi.example', name: 'Bodegas Arriandi', status: 'customer', owner: ANA.address },
    { domain: 'imprenta-tximista.example', name: 'Imprenta Tximista', status: 'customer', owner: ANA.address },
    { domain: 'kaiola-redes.example', name: 'Kaiola Redes', status: 'partner', owner: MARTA.address },
    { domain: 'pennantrowe.example', name: 'Pennant & Rowe', status: 'customer', owner: ANA.address },
    { domain: 'saltmarshstudio.example', name: 'Saltmarsh Studio', status: 'prospect', owner: ANA.address },
    { domain: 'gulllanemuseum.example', name: 'Gull Lane Museum', status: 'customer', owner: JUAN.address },
    { domain: 'larkspurmarlow.example', name: 'Larkspur & Marlow', status: 'former' },
  ],
  // Tom asked that it should not get around: colleagues see that there was a mail, and no more.
  levels: [{ messageId: messageIdOf('hf-father', 'iphone', TOM.address), level: 'existence', by: ANA.address }],
  // Payslips are nobody's customer record.
  excluded: ['laboral@gestoria-zazpilur.example'],
}
