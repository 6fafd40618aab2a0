/** Who writes in the generated mail: us, customers at companies, and strangers. */
import type { Random } from '../random.ts'
import { FIRST, LAST, WORDS, type Language } from './phrases.ts'

export type Client = 'gmail' | 'outlook' | 'apple'

export type Writer = { name: string; address: string; language: Language; client: Client; signature: readonly string[] }

export const OUR_DOMAIN = 'nuestra.example'

const CLIENTS: readonly Client[] = ['gmail', 'outlook', 'outlook', 'apple']

const ascii = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase()

export function makeWriter(random: Random, domain: string, n: number): Writer {
  const [first, last] = [random.pick(FIRST), random.pick(LAST)]
  const language: Language = random.chance(0.5) ? 'es' : 'en'
  const name = `${first} ${last}`
  const title = random.pick(WORDS[language].titles)
  const phone = `+34 9${random.below(90) + 10} ${random.below(900) + 100} ${random.below(900) + 100}`
  const company = domain.split('.')[0]!
  return {
    name,
    address: `${ascii(first)}.${ascii(last)}${n}@${domain}`,
    language,
    client: random.pick(CLIENTS),
    signature: [name, `${title} | ${company}`, `Tel. ${phone}`, `www.${domain}`],
  }
}

export type People = { ana: Writer; colleagues: Writer[]; customers: Writer[]; stranger: () => Writer }

/** 400 customers at 130 companies, some of them writing from a free-mail address; strangers never answered. */
export function makePeople(random: Random): People {
  const domainOf = (n: number) => (n % 7 === 0 ? 'gmail.com' : `customer-${n % 130}.example`)
  let strangers = 0
  return {
    ana: {
      ...makeWriter(random, OUR_DOMAIN, 0),
      name: 'Ana Ruiz',
      address: `ana@${OUR_DOMAIN}`,
      language: 'es',
      client: 'gmail',
    },
    colleagues: Array.from({ length: 6 }, (_, n) => makeWriter(random, OUR_DOMAIN, n + 1)),
    customers: Array.from({ length: 400 }, (_, n) => makeWriter(random, domainOf(n), n)),
    stranger: () => makeWriter(random, `stranger-${strangers}.example`, strangers++),
  }
}
