import { useWords } from './words.ts'

type Props = { url: string | null | undefined; alt: string | null | undefined; class: string }

/** Only pictures that Ficha itself serves: the playground asks nobody else for anything. */
export function OwnImage({ url, alt, class: name }: Props) {
  const words = useWords()
  const own = url && URL.canParse(url) && new URL(url).origin === location.origin
  if (own) return <img class={name} src={url} alt={alt ?? ''} />
  return (
    <span class={`${name} gm-no-image`} role="img" aria-label={alt || words.picture} title={alt || words.picture}>
      {(alt ?? '').slice(0, 1)}
    </span>
  )
}
