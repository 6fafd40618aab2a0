/** Whether a guide comes by itself: once a user, on whichever screen they sign in; the server remembers. */
import type { Tour, ToursSeen } from '../api/tours.ts'

export const ALL_TOURS: readonly Tour[] = ['pane', 'playground', 'pages']
const PATH = '/api/me/tours'

/** What the server could not be told, this browser remembers. */
const KEY = 'ficha:tours'

/** In doubt, no: who is not signed in or not connected has other things to do. */
export async function isFirstTime(tour: Tour): Promise<boolean> {
  if (seenHere().includes(tour)) return false
  try {
    const response = await fetch(PATH, { headers: { accept: 'application/json' } })
    return response.ok && !((await response.json()) as ToursSeen).seen.includes(tour)
  } catch {
    return false
  }
}

export async function rememberSeen(seen: readonly Tour[]): Promise<void> {
  const body = JSON.stringify({ seen })
  const headers = { 'content-type': 'application/json' }
  // Goes on when the page is left: becoming another user loads it anew.
  const told = await fetch(PATH, { method: 'POST', headers, body, keepalive: true }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (told) return
  try {
    localStorage.setItem(KEY, [...new Set([...seenHere(), ...seen])].join(' '))
  } catch {
    // Where a browser remembers nothing, the guide comes again.
  }
}

function seenHere(): string[] {
  try {
    return (localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean)
  } catch {
    return []
  }
}
