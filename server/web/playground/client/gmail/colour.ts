import type { CSSProperties } from 'preact'
import type { Button } from '../../../../../addin-gmail/card-types.ts'

/** Google's colours are floats from 0 to 1; what is written on one is black or white, whichever is read better (WCAG). */
export function colourStyle(color: Button['color']): CSSProperties | undefined {
  if (!color) return undefined
  const parts = [color.red, color.green, color.blue].map((part) => Math.min(1, Math.max(0, part ?? 0)))
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b
  const background = `rgb(${parts.map((part) => Math.round(part * 255)).join(' ')})`
  return { background, borderColor: background, color: light > 0.179 ? '#000' : '#fff' }
}
