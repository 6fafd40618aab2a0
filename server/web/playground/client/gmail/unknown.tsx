import { useWords } from './words.ts'

/** In the place of what cannot be drawn here. */
export function Unknown({ names }: { names: string[] }) {
  const words = useWords()
  return <p class="gm-unknown">{words.unknownWidget(names.join(', ') || '?')}</p>
}
