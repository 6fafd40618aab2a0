/**
 * Words of people in widgets. Google reads a small HTML in paragraphs, in the text of a decorated text and above a section
 * (https://developers.google.com/workspace/add-ons/concepts/widgets#text_formatting); of the rest it does not say. A subject
 * or a name must be markup nowhere.
 */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For what Google reads as HTML. Lines stay lines. */
export const asHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/\r\n|\r|\n/g, '<br>')

/** For what may be HTML or not: reads the same either way. Single angle quotes stand for what could begin a tag. */
export const asPlain = (text: string): string => text.replace(/<(?=[a-z/!?])/gi, '‹').replace(/\s+/g, ' ')

export const bold = (text: string): string => `<b>${asHtml(text)}</b>`

/** Half of a surrogate pair is no letter. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text
    .slice(0, most - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
