/** Finds what was left in English on a screen in Spanish, by the words that the product itself says in both. */
import type { Locator } from 'playwright-core'
import { paneStrings } from '#shared/i18n/pane.ts'
import { playgroundStrings } from '#shared/i18n/playground.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { tourStrings } from '#shared/i18n/tour.ts'

/** The English texts that Spanish says differently; those with a name or a number in them by their fixed part. */
const english = new Set(
  [paneStrings, playgroundStrings, recordWords, tourStrings].flatMap(({ en, es }) => {
    const spanish = new Set(textsOf(es))
    return textsOf(en).filter((text) => !spanish.has(text))
  }),
)

/** What can be read, heard or pops up, cut where texts are put together; what people wrote is never cut into our words. */
export async function foreignWords(place: Locator): Promise<string[]> {
  const said = await place.evaluate((root) => {
    const texts = [...root.querySelectorAll('*')].flatMap((element) => [
      ...['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name)),
      ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent),
    ])
    return texts.filter((text) => text !== null)
  })
  const parts = said
    .flatMap((text) => [text, ...text.split(/ · |: |, /)])
    .map((text) => text.trim().replace(/[:.]$/, ''))
  return [...new Set(parts)].filter((part) => english.has(part))
}

function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words.replace(/[:.]$/, '')]
  // Words about somebody or so many: said of nobody in particular they keep what is fixed.
  if (typeof words === 'function')
    return [String(words('')).trim(), String(words('2'))].filter((text) => /[a-z]{3}/i.test(text))
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : []
}
