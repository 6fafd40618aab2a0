/** What one is told before one writes to these. */
import type { Composing } from '#shared/api/compose.ts'
import type { Say } from './canned-words.ts'

export function composingOf(say: Say, addresses: string[]): Composing {
  const people = addresses.slice(0, 10).map((address) => {
    const colleague = address.endsWith('@cierzo.example')
    return {
      address,
      name: address.startsWith('eva@') ? 'Eva Gómez' : null,
      who: colleague ? ('colleague' as const) : ('contact' as const),
    }
  })
  const outside = people.filter(({ who }) => who !== 'colleague')
  const names = outside.map(({ name, address }) => name ?? address).join(', ')
  const state =
    outside.length > 0
      ? {
          logged: true,
          text: say(`Will be logged for the team, with ${names}`, `Se registrará para el equipo, con ${names}`),
        }
      : { logged: false, text: say('Will not be logged: only colleagues', 'No se registrará: solo compañeros') }
  return {
    people,
    state,
    blocks: [
      {
        type: 'text',
        id: 'touch',
        tone: 'attention',
        text: say('Talleres Norte: Marta Ruiz wrote to them yesterday', 'Talleres Norte: Marta Ruiz les escribió ayer'),
        more: null,
        details: [],
        said: { by: 'Marta Ruiz', at: '2026-11-20T10:00:00.000Z' },
      },
    ],
  }
}
