/** Whom one may mean while one types: colleagues, shared mailboxes, and the contacts of the record. */
import { useEffect, useState } from 'preact/hooks'
import type { PlaygroundState } from '#shared/playground.ts'

type Listed = { items?: { name?: string | null; addresses?: string[] }[] }

/** As one would write them: "Eva Gómez <eva@…>". Without the contacts one types the address, which is nobody's trouble. */
export function useProposed({ users, mailboxes }: PlaygroundState): string[] {
  const [contacts, setContacts] = useState<string[]>([])
  useEffect(() => {
    const controller = new AbortController()
    fetch('/api/contacts?limit=200', { signal: controller.signal })
      .then((response) => (response.ok ? (response.json() as Promise<Listed>) : {}))
      .then(({ items = [] }: Listed) =>
        setContacts(items.flatMap(({ name, addresses = [] }) => addresses.map((address) => written(name, address)))),
      )
      .catch(() => undefined)
    return () => controller.abort()
  }, [])
  const colleagues = users.map(({ name, email }) => written(name, email))
  const shared = mailboxes.map(({ address }) => address).filter((one) => users.every(({ email }) => email !== one))
  return [...new Set([...contacts, ...colleagues, ...shared])]
}

const written = (name: string | null | undefined, address: string): string => (name ? `${name} <${address}>` : address)

/** For an input's `list`: the browser itself narrows it down to what is typed. */
export function ProposedList({ id, proposed }: { id: string; proposed: string[] }) {
  return (
    <datalist id={id}>
      {proposed.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </datalist>
  )
}
