/** A telephone number in one block opens the form of a call that another block offers. */

export type Calls = ReturnType<typeof createCalls>

const digitsOf = (tel: string): string => tel.replace(/\D/g, '')

export const telHref = (tel: string): string => `tel:${tel.replace(/^tel:/i, '').replace(/[^\d+*#,;]/g, '')}`

export function createCalls() {
  const offers = new Map<() => void, string>()
  return {
    /** @returns how to take the offer back */
    offer: (tel: string, open: () => void): (() => void) => {
      offers.set(open, digitsOf(tel))
      return () => offers.delete(open)
    },
    /** The form of this number; of another number of the same record, the one that there is. */
    called: (tel: string): void => {
      const digits = digitsOf(tel)
      const exact = [...offers].find(([, offered]) => offered === digits)
      const [open] = exact ?? [...offers][0] ?? []
      open?.()
    },
  }
}
