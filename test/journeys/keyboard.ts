/** Somebody without a mouse: Tab until one is there. */
import type { Page } from 'playwright-core'

/** Presses Tab until what has the focus says this, and sees that the focus shows. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const met: string[] = []
  for (let pressed = 0; pressed < 120; pressed++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (name.test(now)) return
    met.push(now.slice(0, 40))
  }
  throw new Error(`no way by Tab to ${String(name)}: ${met.join(' | ')}`)
}

/** The name of what has the focus, in the page or in the pane within it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const outer = document.activeElement
    const element = (outer instanceof HTMLIFrameElement && outer.contentDocument?.activeElement) || outer
    if (!element) return ''
    const view = element.ownerDocument.defaultView
    const { outlineStyle, boxShadow } = view ? view.getComputedStyle(element) : { outlineStyle: '', boxShadow: '' }
    const visible = outlineStyle !== 'none' || boxShadow !== 'none'
    const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent)
    const name = element.getAttribute('aria-label') ?? (labels.join(' ') || element.textContent) ?? ''
    return visible ? name.replaceAll(/\s+/g, ' ').trim() : `without a visible focus: ${name}`
  })
