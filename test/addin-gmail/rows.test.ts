/** Lists and what one can do, as widgets. */
import { describe, expect, it } from 'vitest'
import type { Block } from '#shared/blocks.ts'
import { rowsCard } from '../../addin-gmail/cards.ts'
import { clicks, drawing, drawn, row, rows, widgets } from './drawing.ts'

const texts = (...blocks: Block[]) =>
  widgets(drawn(blocks)).map((widget) => widget.decoratedText ?? widget.textParagraph)

describe('rows', () => {
  const conversation = [
    row({ id: 'a', primary: 'Eva → you' }),
    row({ id: 'b', primary: 'you → Eva' }),
    row({ id: 'c' }),
  ]

  it('of a conversation show the newest and fold the others', () => {
    const card = drawn([
      rows({
        page: {
          nextHref: null,
          groups: [
            { id: 'k', title: 'DMZ', rows: conversation },
            { id: 'l', title: 'Alone', rows: [row()] },
          ],
        },
      }),
    ])
    expect(card.sections?.map(({ header, uncollapsibleWidgetsCount: shown }) => [header, shown])).toEqual([
      ['With Talleres Norte', 1],
      [undefined, undefined],
    ])
    expect(card.sections?.[0]?.widgets?.[0]?.decoratedText).toMatchObject({
      text: '<b>DMZ</b>',
      bottomLabel: 'Eva → you',
      topLabel: 'yesterday',
    })
  })

  it('say their dates as the reader’s place does', () => {
    expect(widgets(drawn([rows()], 'es-ES'))[0]?.decoratedText?.topLabel).toBe('ayer')
  })

  it('that are hidden say that they are, and nothing else', () => {
    const hidden = row({
      hidden: true,
      primary: 'secret',
      secondary: 'secret',
      text: 'secret',
      open: '/api/interactions/1',
    })
    const card = drawn([rows({ page: { nextHref: null, groups: [{ id: 'h', title: null, rows: [hidden] }] } })])
    expect(JSON.stringify(card.sections)).not.toContain('secret')
    expect(clicks(card).filter((click) => click.do === 'open')).toEqual([])
  })

  it('do one thing beside them, and several below', () => {
    const action = (id: string) => ({ id, label: id, request: { method: 'PATCH' as const, href: `/api/${id}` } })
    const one = drawn([
      rows({
        page: { nextHref: null, groups: [{ id: 'f', title: null, rows: [row({ actions: [action('done')] })] }] },
      }),
    ])
    expect(widgets(one)[0]?.decoratedText?.button?.text).toBe('done')
    const two = drawn([
      rows({
        page: {
          nextHref: null,
          groups: [{ id: 'f', title: null, rows: [row({ actions: [action('a'), action('b')] })] }],
        },
      }),
    ])
    expect(widgets(two)[1]?.buttonList?.buttons?.map(({ text }) => text)).toEqual(['a', 'b'])
  })

  it('lead to the report, the person, the file, the page', () => {
    const link = (more: Parameters<typeof row>[0]) =>
      widgets(drawn([rows({ page: { nextHref: null, groups: [{ id: 'x', title: null, rows: [row(more)] }] } })]))[0]
        ?.decoratedText?.onClick
    expect(link({ open: '/api/interactions/1' })?.action?.parameters?.[0]?.value).toContain('"at":"report"')
    expect(link({ address: 'e@x.test' })?.action?.parameters?.[0]?.value).toContain('"at":"record"')
    expect(link({ download: '/api/interactions/1/documents/0' })?.openLink?.url).toContain('https://ficha.example/api/')
    expect(link({ page: '/opportunities/2' })?.openLink?.url).toBe('https://ficha.example/opportunities/2')
  })

  it('that are none say so, or take no room', () => {
    const none = { nextHref: null, groups: [] }
    expect(texts(rows({ page: none }))).toEqual([{ text: 'Nothing yet.' }])
    expect(drawn([rows({ page: none, folded: true })]).sections).toEqual([])
    expect(clicks(drawn([rows({ page: null })]))[0]).toMatchObject({ do: 'open', place: { at: 'rows' } })
  })

  it('go on, in other views, and can be searched', () => {
    const views = [
      { id: 'company', label: 'The company', href: '/api/timeline?companyId=1', current: true },
      { id: 'person', label: 'Only Eva', href: '/api/timeline?contactId=2', current: false },
    ]
    const page = { nextHref: '/api/timeline?cursor=x', groups: rows().page!.groups }
    const card = drawn([rows({ views, page, search: 'Search', filters: [{ id: 'call', label: 'Calls' }] })])
    const places = clicks(card).flatMap((click) =>
      click.do === 'open' && click.place.at === 'rows' ? [click.place.href] : [],
    )
    expect(places).toEqual(['/api/timeline?cursor=x', '/api/timeline?contactId=2', '/api/timeline?companyId=1'])
    const place = {
      at: 'rows' as const,
      href: '/api/timeline',
      title: 'All',
      search: 'Search',
      filters: [{ id: 'call', label: 'Calls' }],
      q: 'DMZ',
    }
    const list = rowsCard({ place, groups: [], nextHref: null }, {}, drawing('es-ES'))
    expect(widgets(list)[0]?.textInput).toMatchObject({ name: 'q', value: 'DMZ' })
    expect(JSON.stringify(list)).toContain('No hay nada que coincida.')
  })
})

describe('what one can do', () => {
  const request = { method: 'PUT' as const, href: '/api/x' }

  it('of which one is the current one is a list to choose from', () => {
    const actions = [
      { id: 'a', label: 'Open', current: true, request },
      { id: 'b', label: 'Solved', request, undo: request, done: 'It is solved' },
    ]
    const card = drawn([{ type: 'actions', id: 'state', title: 'Conversation:', actions }])
    expect(widgets(card)[0]?.selectionInput).toMatchObject({
      type: 'DROPDOWN',
      name: 'choice-state',
      label: 'Conversation',
    })
    expect(clicks(card)[0]).toMatchObject({ do: 'choose', among: { b: { done: 'It is solved', undo: request } } })
  })

  it('beyond the first few unfolds', () => {
    const actions = Array.from({ length: 6 }, (_, n) => ({ id: `x${n}`, label: `Do ${n}`, request }))
    const blocks = [0, 3].map((from): Block => ({
      type: 'actions',
      id: `a${from}`,
      title: null,
      actions: actions.slice(from, from + 3),
    }))
    const [section] = drawn(blocks).sections ?? []
    expect(section).toMatchObject({ collapsible: true, uncollapsibleWidgetsCount: 1 })
    const labels = section?.widgets?.map((one) => one.buttonList?.buttons?.map(({ text }) => text))
    expect(labels).toEqual([
      ['Do 0', 'Do 1', 'Do 2'],
      ['Do 3', 'Do 4', 'Do 5'],
    ])
  })

  it('opens forms, and knows what is below them', () => {
    const forms = [{ id: 'log', label: 'Log', href: '/api/forms/entry' }]
    expect(clicks(drawn([{ type: 'actions', id: 'acts', title: null, actions: [], forms }]))[0]).toMatchObject({
      do: 'open',
      place: { at: 'form', href: '/api/forms/entry', below: { at: 'home' } },
    })
  })

  it('with a guess is to take it over or to put it away', () => {
    const actions = [
      { id: 'accept-1', label: 'Phone: +34 600', request },
      { id: 'dismiss-1', label: 'Not her number', request },
    ]
    const card = drawn([{ type: 'actions', id: 'guess', title: 'Seen in the signature', actions }])
    expect(
      widgets(card).map((one) => one.decoratedText?.text ?? one.buttonList?.buttons?.map(({ text }) => text)),
    ).toEqual(['Phone: +34 600', ['Take over', 'Not this']])
  })
})
