/** Blocks as cards: each kind of block, and what Google would make of it. Types are Google's own. */
import { describe, expect, it } from 'vitest'
import type { Block, BlockOf } from '#shared/blocks.ts'
import { matterCard } from '../../addin-gmail/cards.ts'
import { MOST_WIDGETS, countWidgets } from '../../addin-gmail/fit.ts'
import { asHtml, asPlain, clip } from '../../addin-gmail/text.ts'
import { drawn, row, rows, widgets } from './drawing.ts'

const HOSTILE = '<a href="https://evil.example">click</a> & <b>bold</b> "now" \'then\''
const texts = (...blocks: Block[]) =>
  widgets(drawn(blocks)).map((widget) => widget.decoratedText ?? widget.textParagraph)

describe('words of people', () => {
  it('are markup nowhere', () => {
    expect(asHtml(HOSTILE)).not.toMatch(/[<>"']/)
    expect(asHtml('one\r\ntwo\nthree')).toBe('one<br>two<br>three')
    expect(asPlain(HOSTILE)).not.toMatch(/<[a-z/]/i)
    // What is no tag stays as it is written.
    expect(asPlain('5 < 6 & I <3 it')).toBe('5 < 6 & I <3 it')
  })

  it('are cut between letters', () => {
    expect(clip('short', 10)).toBe('short')
    expect(clip('👍'.repeat(10), 6)).toBe('👍👍…')
    expect(clip('a'.repeat(20), 10)).toHaveLength(10)
  })

  it('are markup nowhere in a whole card', () => {
    const blocks: Block[] = [
      { type: 'header', id: 'who', title: HOSTILE, subtitle: HOSTILE, meta: HOSTILE, initials: 'H', tone: 'neutral' },
      { type: 'facts', id: 'f', items: [{ label: HOSTILE, value: HOSTILE, href: 'javascript:alert(1)' }] },
      {
        type: 'text',
        id: 't',
        tone: 'bad',
        text: HOSTILE,
        more: 'Why?',
        details: [HOSTILE],
        said: { by: HOSTILE, at: '2026-11-21T10:00:00Z' },
      },
      rows({
        title: HOSTILE,
        page: {
          nextHref: null,
          groups: [{ id: 'k', title: HOSTILE, rows: [row({ primary: HOSTILE, secondary: HOSTILE, text: HOSTILE })] }],
        },
      }),
      {
        type: 'chips',
        id: 'c',
        title: HOSTILE,
        chips: [
          { text: HOSTILE, tone: 'neutral', address: 'h@x.test' },
          { text: HOSTILE, tone: 'neutral', address: null },
        ],
      },
      {
        type: 'actions',
        id: 'a',
        title: HOSTILE,
        actions: [{ id: 'x', label: HOSTILE, request: { method: 'POST', href: '/api/x' } }],
      },
    ]
    const said: string[] = []
    JSON.stringify(drawn(blocks), (key, value: unknown) => {
      if (key === 'parameters') return undefined
      if (typeof value === 'string') said.push(value)
      return value
    })
    expect(said.join('\n').replaceAll(/<\/?b>(?=&lt;|$)|<br>/g, '')).not.toMatch(/<[a-z]/i)
    expect(said.join('\n')).not.toContain('javascript:')
  })
})

describe('a header', () => {
  it('is the card’s own, with how we stand below it', () => {
    const card = drawn([
      {
        type: 'header',
        id: 'who',
        title: 'Eva Gómez',
        subtitle: 'Head of IT',
        meta: 'Customer',
        initials: 'EG',
        tone: 'good',
      },
    ])
    expect(card.header).toEqual({ title: 'Eva Gómez', subtitle: 'Head of IT' })
    expect(widgets(card)[0]?.decoratedText).toMatchObject({
      text: 'Customer',
      startIcon: { materialIcon: { name: 'check_circle' } },
    })
    expect(card.cardActions?.[0]?.onClick?.openLink?.url).toBe('https://ficha.example/contacts/7')
  })

  it('of a very long name is cut', () => {
    const card = drawn([
      { type: 'header', id: 'who', title: 'x'.repeat(900), subtitle: null, meta: null, initials: '', tone: 'neutral' },
    ])
    expect(card.header?.title).toHaveLength(150)
  })
})

describe('facts', () => {
  it('lead where one can go', () => {
    const items = [
      { label: 'Phone', value: '+34 600', href: 'tel:+34600' },
      { label: 'Page', value: 'here', href: '/companies/3' },
      { label: 'Old', value: 'site', href: 'http://old.example' },
      { label: 'Word', value: 'only', href: null },
    ]
    const links = widgets(drawn([{ type: 'facts', id: 'f', items }])).map(
      (one) => one.decoratedText?.onClick?.openLink?.url,
    )
    expect(links).toEqual(['tel:+34600', 'https://ficha.example/companies/3', undefined, undefined])
  })

  it('that are many unfold', () => {
    const items = Array.from({ length: 9 }, (_, n) => ({ label: 'Phone', value: String(n), href: null }))
    expect(drawn([{ type: 'facts', id: 'f', items }]).sections?.[0]).toMatchObject({
      collapsible: true,
      uncollapsibleWidgetsCount: 4,
    })
  })
})

describe('a sentence', () => {
  it('says its reasons below it; many of them fold, and what follows stands out of them', () => {
    const why: BlockOf<'text'> = {
      type: 'text',
      id: 'm',
      tone: 'good',
      text: 'Logged',
      more: 'Why?',
      details: ['Because', 'Held'],
    }
    const plain: BlockOf<'text'> = { ...why, id: 'n', text: 'Next', more: null, details: [] }
    expect(texts(why)[0]).toMatchObject({ text: 'Logged', bottomLabel: 'Because · Held' })
    const { sections } = drawn([{ ...why, details: ['a'.repeat(150), 'b'.repeat(150)] }, plain])
    expect(sections).toHaveLength(2)
    expect(sections?.[0]).toMatchObject({ collapsible: true, uncollapsibleWidgetsCount: 1 })
  })

  it('says whose it is', () => {
    const said = { by: 'Marta', at: '2026-11-21T10:00:00Z' }
    const block: BlockOf<'text'> = {
      type: 'text',
      id: 'p',
      tone: 'attention',
      text: 'No discounts',
      more: null,
      details: [],
      said,
    }
    expect(texts(block)[0]).toMatchObject({ text: 'No discounts', bottomLabel: 'Marta · yesterday' })
  })
})

describe('chips', () => {
  it('of two hundred people are a dozen', () => {
    const chips = Array.from({ length: 200 }, (_, n) => ({
      text: `Person ${n}`,
      tone: 'neutral' as const,
      address: `p${n}@x.test`,
    }))
    const card = drawn([{ type: 'chips', id: 'people', title: 'Also', chips, more: 7 }])
    expect(widgets(card)[0]?.chipList?.chips).toHaveLength(12)
    expect(widgets(card)[1]?.textParagraph?.text).toBe('and 195 more')
  })
})

describe('a card', () => {
  const many = (n: number) =>
    rows({
      page: {
        nextHref: null,
        groups: Array.from({ length: n }, (_, at) => ({ id: `g${at}`, title: null, rows: [row({ id: `r${at}` })] })),
      },
    })

  it('has a hundred widgets at most, and says that there is more', () => {
    expect(countWidgets(drawn([many(MOST_WIDGETS)]))).toBe(MOST_WIDGETS)
    const card = drawn([many(300)])
    expect(countWidgets(card)).toBe(MOST_WIDGETS)
    expect(JSON.stringify(card.sections?.at(-1))).toContain('There is more than fits here')
    expect(widgets(card).at(-1)?.buttonList?.buttons?.[0]?.onClick?.openLink?.url).toBe(
      'https://ficha.example/contacts/7',
    )
    expect(JSON.stringify(drawn([many(300)], 'es-ES'))).toContain('Hay más de lo que cabe')
  })

  it('has no picture, no section without widgets, no button that does nothing', () => {
    const card = drawn([many(3), rows({ page: { nextHref: null, groups: [] }, empty: '' })])
    expect(JSON.stringify(card)).not.toMatch(/imageUrl|iconUrl|imageUri/)
    expect(card.sections?.every((section) => (section.widgets?.length ?? 0) > 0)).toBe(true)
  })

  it('says what is the matter and what to do', () => {
    const link = { label: 'Connect', href: 'https://ficha.example/settings/mailboxes' }
    const card = matterCard(
      { title: 'Not synced <b>', text: 'Do <this>', link },
      { locale: 'en', origin: 'https://ficha.example' },
    )
    expect(card.header?.title).toBe('Not synced ‹b>')
    expect(widgets(card)[0]?.textParagraph?.text).toBe('Do &lt;this&gt;')
    expect(widgets(card)[1]?.buttonList?.buttons?.[0]?.onClick?.openLink).toEqual({ url: link.href, onClose: 'RELOAD' })
  })
})
