/** What the card of a guide is made of. Drawn without a library: the pane, the pages and the playground share only this folder. */

export type CardWords = {
  label: string
  count: (at: number, of: number) => string
  skip: string
  back: string
  next: string
  done: string
}

export type Shown = { title: string; text: string; at: number; of: number }

type Presses = { skip: () => void; back: () => void; next: () => void }

export type Card = ReturnType<typeof createCard>

/** A dialog that stops nothing: what is around it can be used meanwhile. */
export function createCard(press: Presses) {
  const whole = element('div', 'tour')
  whole.setAttribute('role', 'dialog')
  whole.setAttribute('aria-labelledby', 'tour-title')
  whole.setAttribute('aria-describedby', 'tour-text')
  whole.tabIndex = -1
  // Going on is heard: the focus stays where it is.
  const said = element('div', 'tour-said')
  said.setAttribute('aria-live', 'polite')
  const [title, text] = [element('p', 'tour-title', 'tour-title'), element('p', 'tour-text', 'tour-text')]
  said.append(title, text)
  const count = element('p', 'tour-count')
  const [skip, back, next] = [
    button('link tour-skip', press.skip),
    button('button', press.back),
    button('button primary', press.next),
  ]
  const buttons = element('div', 'tour-buttons')
  buttons.append(skip, back, next)
  whole.append(count, said, buttons)
  return {
    whole,
    show({ title: heading, text: sentence, at, of }: Shown, words: CardWords): void {
      const inside = whole.contains(document.activeElement)
      title.textContent = heading
      text.textContent = sentence
      count.textContent = `${words.label} · ${words.count(at + 1, of)}`
      skip.textContent = words.skip
      back.textContent = words.back
      next.textContent = at + 1 === of ? words.done : words.next
      skip.hidden = at + 1 === of
      back.hidden = at === 0
      // The button that was pressed may have gone.
      if (inside && (document.activeElement as HTMLElement | null)?.hidden) whole.focus()
      if (inside && !whole.contains(document.activeElement)) whole.focus()
    },
  }
}

/** A frame around what the card speaks of; a click goes through it. */
export function createRing(): HTMLElement {
  const ring = element('div', 'tour-ring')
  ring.setAttribute('aria-hidden', 'true')
  return ring
}

function element(name: string, className: string, id = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  if (id) made.id = id
  return made
}

function button(className: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = className
  made.addEventListener('click', press)
  return made
}
