/** The databases that Ficha runs on and the tests run on. Apart, so that the run's setup needs nothing of the server. */

/** PGlite; PostgreSQL from npm; the system's PostgreSQL, where one is installed. */
export const KINDS = ['pglite', 'postgres', 'postgres15'] as const
export type Kind = (typeof KINDS)[number]

/** All, or those in FICHA_TEST_DATABASES (comma list) for a quick run. */
export function selectedKinds(): Kind[] {
  const chosen = process.env['FICHA_TEST_DATABASES']?.split(',').map((kind) => kind.trim())
  const unknown = chosen?.find((kind) => !KINDS.some((known) => known === kind))
  if (unknown !== undefined) throw new Error(`FICHA_TEST_DATABASES: "${unknown}" is none of ${KINDS.join(', ')}`)
  return KINDS.filter((kind) => !chosen || chosen.includes(kind))
}

/** Where global-setup.ts leaves the address of a running server. */
export const serverVariable = (kind: Kind) => `FICHA_TEST_SERVER_${kind.toUpperCase()}`

export const availableKinds = () =>
  selectedKinds().filter((kind) => kind === 'pglite' || process.env[serverVariable(kind)])

/**
 * The embedded database, which is the newest PostgreSQL, and the oldest server there is: what holds on both ends of the
 * range, and over both drivers. What is about the contract or the database itself asks for all.
 */
export const kindsAtBothEnds = () => {
  const kinds = availableKinds()
  const oldest = kinds.includes('postgres15') ? 'postgres15' : 'postgres'
  return kinds.filter((kind) => kind === 'pglite' || kind === oldest)
}

/** For the tests that take a minute a database: one PostgreSQL is enough for them, the older one only where it is alone. */
export const kindsOfLongTests = () =>
  availableKinds().filter((kind, _, kinds) => kind !== 'postgres15' || !kinds.includes('postgres'))

/** For what is about a provider or an add-on, not about the database: the quickest that is there. Their core runs on both ends too. */
export const quickestKind = () => [availableKinds().find((kind) => kind !== 'pglite') ?? 'pglite'] as Kind[]

/** The worlds of a long property test are shared out: each database gets its own of them, so as many are tried in half the time. */
export function shareOfWorlds(kind: Kind, seed: number, worlds: number): { seed: number; numRuns: number } {
  const kinds = kindsOfLongTests()
  return { seed: seed + kinds.indexOf(kind), numRuns: Math.ceil(worlds / kinds.length) }
}
