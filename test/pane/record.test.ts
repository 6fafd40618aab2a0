/** Which record is shown when answers come late, out of order, or not at all. Without a browser: the clock is ours. */
import { describe, expect, it } from 'vitest'
import { ApiFailure, type FailureKind, type SidebarQuery, sidebarHref } from '../../addin-outlook/api.ts'
import type { MessageItem, Person } from '../../addin-outlook/host.ts'
import { createRecord, othersOf, subjectOf } from '../../addin-outlook/record.ts'
import { wake } from '../../addin-outlook/waiting.ts'
import type { Me, Sidebar } from '#shared/api.ts'

const person = (address: string, name: string | null = null): Person => ({ name, address })
const eva = person('eva@norte.example', 'Eva')
const self = 'juan@cierzo.example'
const item = (from: Person | null, part: Partial<MessageItem> = {}): MessageItem => ({
  kind: 'message',
  messageId: 'm@norte.example',
  from,
  to: [person(self)],
  cc: [],
  subject: null,
  ...part,
})

/** Each request waits until the test answers it, in whatever order; nothing is aborted on the way. */
function waitingApi() {
  const asked: {
    address: string
    signal: AbortSignal
    answer: () => Promise<void>
    fail: (kind: FailureKind) => Promise<void>
  }[] = []
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve))
  const ask = <T>(address: string, value: T, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      asked.push({
        address,
        signal,
        answer: () => (resolve(value), settled()),
        fail: (kind) => (reject(new ApiFailure(kind)), settled()),
      })
    })
  const api = {
    me: (signal: AbortSignal) => ask('me', {} as Me, signal),
    sidebar: (query: SidebarQuery, signal: AbortSignal) => {
      const sidebar = { blocks: [], message: { state: 'logged' } } as unknown as Sidebar
      return ask(query.person.address, sidebar, signal)
    },
  }
  return { api, asked, settled }
}

const shown = ({ view }: ReturnType<typeof createRecord>): string =>
  view.at === 'record' ? view.person.address : view.at

describe('the record', () => {
  it('is never a stale one, in whatever order the answers come', async () => {
    const { api, asked } = waitingApi()
    const record = createRecord({ api, self })
    const people = ['a@x.example', 'b@x.example', 'c@x.example'].map((address) => person(address))
    people.forEach((one, index) => record.select(item(one), index + 1))
    const views: string[] = []
    record.subscribe(() => views.push(shown(record)))
    await asked[2]?.answer()
    await asked[0]?.answer()
    await asked[1]?.fail('failed')
    expect(views).toEqual(['c@x.example'])
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  })

  it('does not follow a notice that comes after a newer one', async () => {
    const { api, asked } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 2)
    record.select(item(person('old@x.example')), 1)
    expect(asked).toHaveLength(1)
    await asked[0]?.answer()
    expect(shown(record)).toBe(eva.address)
  })

  it('says at once whose it will be', () => {
    const { api } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 1)
    expect(record.view).toEqual({ at: 'loading', person: eva })
  })

  it('comes by itself when the server is there again', async () => {
    const { api, asked, settled } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 1)
    await asked[0]?.fail('unreachable')
    expect(shown(record)).toBe('unreachable')
    wake()
    await settled()
    await asked[1]?.answer()
    expect(shown(record)).toBe(eva.address)
  })

  it('stays, and says that it is old, while a refresh cannot reach the server', async () => {
    const { api, asked, settled } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 1)
    await asked[0]?.answer()
    record.refresh()
    await asked[1]?.fail('unreachable')
    expect(record.view).toMatchObject({ at: 'record', stale: true })
    wake()
    await settled()
    await asked[2]?.answer()
    expect(record.view).toMatchObject({ at: 'record', stale: false })
  })

  it.each(['signed-out', 'forbidden', 'failed'] as const)('goes away when a refresh says %s', async (kind) => {
    const { api, asked } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 1)
    await asked[0]?.answer()
    record.refresh()
    await asked[1]?.fail(kind)
    expect(shown(record)).toBe(kind)
  })

  it('of another person has a way back that does not wait', async () => {
    const { api, asked } = waitingApi()
    const record = createRecord({ api, self })
    record.select(item(eva), 1)
    await asked[0]?.answer()
    record.showPerson(person('ane@norte.example'))
    await asked[1]?.answer()
    expect(record.view).toMatchObject({ person: { address: 'ane@norte.example' }, back: eva })
    record.back()
    expect(record.view).toMatchObject({ person: eva, back: null })
  })

  it('asks who one is when nothing is selected', async () => {
    const { api, asked } = waitingApi()
    const record = createRecord({ api, self })
    record.select(null, 1)
    await asked[0]?.answer()
    expect(shown(record)).toBe('nothing')
    record.select(item(null, { to: [] }), 2)
    await asked[1]?.fail('signed-out')
    expect(shown(record)).toBe('signed-out')
    record.retry()
    expect(shown(record)).toBe('signed-out')
    await asked[2]?.answer()
    expect(shown(record)).toBe('nobody')
  })
})

describe('whose record', () => {
  const ane = person('ane@norte.example')
  it.each([
    ['the sender’s', item(eva), eva],
    ['the first recipient’s of what we wrote', item(person(self), { to: [ane, eva] }), ane],
    ['ours, of a note to ourselves', item(person(self)), person(self)],
    ['a recipient’s where there is no sender', item(null, { to: [person(self.toUpperCase()), ane] }), ane],
    ['nobody’s', item(null, { to: [] }), null],
  ])('is %s', (_, message, expected) => {
    expect(subjectOf(message, self)).toEqual(expected)
  })

  it('leaves each of the others once', () => {
    const message = item(eva, {
      to: [person(self), ane],
      cc: [person('ANE@norte.example'), person('EVA@norte.example')],
    })
    expect(othersOf(message, [self, eva.address])).toEqual([ane])
  })
})

describe('the address of a sidebar', () => {
  it('names person, message and others', () => {
    const query = { person: eva, messageId: 'm+1@x', others: [person('ane@norte.example', 'Ane, la de compras')] }
    const url = new URL(sidebarHref(query, 'es'), 'http://x')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      address: eva.address,
      locale: 'es',
      name: 'Eva',
      messageId: 'm+1@x',
      with: 'Ane, la de compras <ane@norte.example>',
    })
  })

  it('stays short enough for servers, and says how many it left out', () => {
    const others = Array.from({ length: 500 }, (_, index) =>
      person(`p${index}@norte.example`, `Persona número ${index}`),
    )
    const href = sidebarHref({ person: eva, messageId: null, others }, 'es')
    const { searchParams } = new URL(href, 'http://x')
    expect(href.length).toBeLessThan(6000)
    expect(searchParams.getAll('with').length + Number(searchParams.get('withMore'))).toBe(500)
  })
})
