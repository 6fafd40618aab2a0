/** Who writes in the months before: as invented as the cast, under the same rules. */
import { CALLUM, EVA, PRIYA, TOM, UNAI } from './cast.ts'
import type { Person } from './cast.ts'

const lines = (...text: string[]) => text.join('\n')

/* Bodegas Arriandi: a winery in Laguardia, a customer. */

export const JON: Person = {
  ...UNAI,
  name: 'Jon Arriandi',
  address: 'jon@bodegas-arriandi.example',
  client: 'gmail',
  sign: { es: lines('Jon Arriandi', 'Gerente', 'Bodegas Arriandi · Laguardia', 'Tel. +34 945 00 00 71') },
}
export const MAITE: Person = {
  ...UNAI,
  name: 'Maite Sanz',
  address: 'maite.sanz@bodegas-arriandi.example',
  sign: { es: lines('Maite Sanz', 'Contabilidad', 'Bodegas Arriandi', 'Tel. +34 945 00 00 72') },
}

/* Imprenta Tximista: a printer's in Getxo, a customer who has gone quiet. */

export const BEGONA: Person = {
  ...EVA,
  name: 'Begoña Ortuzar',
  address: 'begona@imprenta-tximista.example',
  sign: { es: lines('Begoña Ortuzar', 'Imprenta Tximista', 'Calle Ancha 9, Getxo', 'Tel. +34 944 00 00 84') },
}

/* Kaiola Redes: fitters of cables and antennas in Bilbao, a partner. */

export const AMAIA: Person = {
  ...EVA,
  name: 'Amaia Etxebarria',
  address: 'amaia@kaiola-redes.example',
  client: 'gmail',
  sign: { es: lines('Amaia Etxebarria', 'Kaiola Redes', 'Cableado y wifi industrial', 'Tel. +34 944 00 00 95') },
}

/* Pennant & Rowe: accountants in Bristol, a customer. Olivia leaves them for a studio. */

export const OLIVIA: Person = {
  ...PRIYA,
  name: 'Olivia Hart',
  address: 'olivia.hart@pennantrowe.example',
  sign: { en: lines('Olivia Hart', 'Office Manager', 'Pennant & Rowe', '+44 20 7946 0311') },
}
export const OLIVIA_NEW: Person = {
  ...TOM,
  name: 'Olivia Hart',
  address: 'olivia@saltmarshstudio.example',
  sign: { en: lines('Olivia Hart', 'Operations', 'Saltmarsh Studio', '+44 20 7946 0388') },
}
export const MARCUS: Person = {
  ...PRIYA,
  name: 'Marcus Bell',
  address: 'marcus.bell@pennantrowe.example',
  sign: { en: lines('Marcus Bell', 'Office Manager', 'Pennant & Rowe', '+44 20 7946 0311') },
}

/* Gull Lane Museum: a small museum in Cardiff, a customer. */

export const RHYS: Person = {
  ...CALLUM,
  name: 'Rhys Morgan',
  address: 'rhys.morgan@gulllanemuseum.example',
  sign: { en: lines('Rhys Morgan', 'Visitor Services', 'Gull Lane Museum', '+44 20 7946 0476') },
}
