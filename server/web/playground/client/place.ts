/** Where one is: `#mailbox/folder/message`, so that a reload, a link and the back button keep it. */
import { useEffect, useState } from 'preact/hooks'

export type Place = { mailbox: string | null; folder: string | null; id: string | null }

export function placeOf(hash: string): Place {
  const [mailbox, folder, id] = hash.replace(/^#/, '').split('/').map(decoded)
  return { mailbox: mailbox || null, folder: folder || null, id: id || null }
}

export const hashOf = ({ mailbox, folder, id }: Place): string =>
  `#${[mailbox, folder, id]
    .filter((part) => part !== null)
    .map((part) => encodeURIComponent(part))
    .join('/')}`

/** A link cut off in the middle of an escape must not stop the page. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

export function usePlace(): [Place, (next: Place) => void] {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const follow = () => setPlace(placeOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return [place, (next) => (location.hash = hashOf(next))]
}
