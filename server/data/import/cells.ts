/** One row's cells as values; what is not understood is said, with its column, in the importer's language. Pure. */
import type { Status } from '#shared/api.ts'
import type { DataError } from '#shared/api/data.ts'
import { baseAddress, normaliseAddress, parseAddressList } from '#shared/email-address.ts'
import { statusOfWord } from '#shared/i18n/data-columns.ts'
import { dataWords } from '#shared/i18n/data.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { companyDomain } from '../../crm/address-domain.ts'
import { normalisePhone, phoneKey } from '../../crm/phone.ts'
import type { Table } from '../read/table.ts'
import { wordKey } from '../values/words.ts'
import type { Context } from './context.ts'

export type Problem = Exclude<keyof (typeof dataWords)['en']['problem'], 'more'>
export type Domain = { domain: string; hash: string }
export type Address = { address: string; hash: string; domain: Domain | null }

/** The statuses in both languages, as Ficha itself calls them and as others do. */
const STATUS_OF = new Map<string, Status>([
  ...statusOfWord,
  ...(['en', 'es'] as const).flatMap((locale) =>
    Object.entries(recordWords[locale].status).map(([status, word]): [string, Status] => [
      wordKey(word),
      status as Status,
    ]),
  ),
])

/** Without a country nobody can tell whether it is one: kept as it was written. */
const LOCAL_PHONE = /^(?=(?:\D*\d){6})[\d\s().-]{6,25}$/

export class Cells {
  readonly faults: DataError[] = []
  /** Something without which the row cannot be taken in. */
  failed = false
  readonly row: number
  readonly context: Context
  readonly #cells: ReadonlyMap<string, { header: string; value: string }>

  constructor(context: Context, table: Table, { row, cells }: Table['rows'][number]) {
    this.row = row
    this.context = context
    this.#cells = new Map(
      [...context.settings.mapping].map(([index, field]) => [
        field,
        // Whoever wrote the file may have kept a formula from running; the mark is no part of what was meant.
        { header: table.headers[index] ?? '', value: (cells[index] ?? '').replace(/^'(?=[=+\-@\t\r])/, '').trim() },
      ]),
    )
  }

  fault(
    problem: Problem,
    { field, value, fails = false }: { field?: string; value?: string; fails?: boolean } = {},
  ): void {
    if (fails) this.failed = true
    this.faults.push({
      row: this.row,
      column: field === undefined ? null : (this.#cells.get(field)?.header ?? field),
      value: value?.slice(0, 200) ?? null,
      problem: dataWords[this.context.settings.locale].problem[problem],
    })
  }

  text(field: string, max: number): string | null {
    const value = this.#cells.get(field)?.value ?? ''
    if (value.length > max) this.fault('tooLong', { field, value, fails: true })
    return value === '' ? null : value
  }

  /** A contact's: never one of ours. */
  addresses(field: string): Address[] {
    const value = this.#cells.get(field)?.value ?? ''
    const written = value.includes('<')
      ? parseAddressList(value).map(({ address }) => address)
      : value.split(/[\s;,|]+/).filter(Boolean)
    if (value.includes('<') && written.length === 0) this.fault('address', { field, value, fails: true })
    const found = written.flatMap((text) => {
      const address = normaliseAddress(text)
      if (address === null) this.fault('address', { field, value: text, fails: true })
      else if (this.context.own.isOwn(address)) this.fault('colleague', { field, value: text, fails: true })
      else return [this.toAddress(address)]
      return []
    })
    return [...new Map(found.map((one) => [one.hash, one])).values()]
  }

  toAddress(address: string): Address {
    const domain = companyDomain(address)
    return {
      address,
      hash: this.context.hasher.address(baseAddress(address).address),
      domain: domain === null ? null : this.#toDomain(domain),
    }
  }

  domain(field: string): Domain | null {
    const value = this.#cells.get(field)?.value ?? ''
    if (value === '') return null
    const host = value
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/^.*@/, '')
      .replace(/[/?#:].*$/s, '')
    const domain = companyDomain(`x@${host.trim().toLowerCase()}`)
    if (domain === null) this.fault('domain', { field, value })
    else if (this.context.own.isOwnDomain(domain)) this.fault('ownDomain', { field, value, fails: true })
    else return this.#toDomain(domain)
    return null
  }

  /** The domain that a name consists of, null for what is a name. */
  domainNamed(name: string): Domain | null {
    const domain = companyDomain(`x@${name.toLowerCase()}`)
    return domain === name.toLowerCase() && !this.context.own.isOwnDomain(domain) ? this.#toDomain(domain) : null
  }

  #toDomain(domain: string): Domain {
    return { domain, hash: this.context.hasher.domain(domain) }
  }

  phones(field: string): string[] {
    const value = this.#cells.get(field)?.value ?? ''
    const { country } = this.context
    const phones = value
      .split(/[;,|\n]|:::|\s\/\s|\/(?=\s*[+\d(]{3})/)
      .map((text) => text.trim())
      .filter(Boolean)
      .flatMap((text) => {
        if (phoneKey(text, country) !== null || (country === undefined && LOCAL_PHONE.test(text)))
          return [normalisePhone(text, country)]
        this.fault('phone', { field, value: text })
        return []
      })
    return [...new Set(phones)]
  }

  status(field: string): Status {
    const value = this.#cells.get(field)?.value ?? ''
    const found = STATUS_OF.get(wordKey(value))
    if (value !== '' && found === undefined) this.fault('status', { field, value })
    return found ?? this.context.settings.status
  }

  ownerId(field: string): number | null {
    const value = this.#cells.get(field)?.value ?? ''
    const user = value === '' ? undefined : this.context.findUser(value)
    if (value !== '' && !user) this.fault('owner', { field, value })
    return user?.id ?? null
  }

  picks(field: string): number[] {
    const value = this.#cells.get(field)?.value ?? ''
    const whole = this.context.options.get(wordKey(value))
    if (whole !== undefined) return [whole]
    const ids = value
      .split(/[;,|\n]/)
      .map((text) => text.trim())
      .filter(Boolean)
      .flatMap((text) => {
        const id = this.context.options.get(wordKey(text))
        if (id === undefined) this.fault('interest', { field, value: text })
        return id === undefined ? [] : [id]
      })
    return [...new Set(ids)]
  }
}
