/**
 * The few tags that cards understand in their texts: https://developers.google.com/workspace/add-ons/concepts/widgets#text_formatting
 * Everything else is shown as the text that it holds; nothing of it becomes markup of the page.
 */
import { Fragment, type ComponentChildren } from 'preact'

const PLAIN = new Set(['b', 'i', 'u', 's', 'strong', 'em', 'strike', 'del'])
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20})$/i

export function SmallHtml({ text }: { text: string | null | undefined }) {
  if (!text) return null
  // Parsed into a document of its own, in which nothing runs and nothing is fetched.
  const { body } = new DOMParser().parseFromString(text, 'text/html')
  return <>{[...body.childNodes].map(shown)}</>
}

function shown(node: Node, key: number): ComponentChildren {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const children = [...node.childNodes].map(shown)
  const tag = node.tagName.toLowerCase()
  if (PLAIN.has(tag)) {
    const Tag = tag as 'b'
    return <Tag key={key}>{children}</Tag>
  }
  if (tag === 'br') return <br key={key} />
  if (tag === 'font')
    return (
      <Coloured key={key} colour={node.getAttribute('color') ?? ''}>
        {children}
      </Coloured>
    )
  if (tag === 'a')
    return (
      <Linked key={key} href={node.getAttribute('href') ?? ''}>
        {children}
      </Linked>
    )
  if (tag === 'script' || tag === 'style') return null
  return <Fragment key={key}>{children}</Fragment>
}

function Coloured({ colour, children }: { colour: string; children: ComponentChildren }) {
  if (!COLOUR.test(colour)) return <>{children}</>
  return (
    <span class="gm-colour" style={{ '--colour': colour }}>
      {children}
    </span>
  )
}

function Linked({ href, children }: { href: string; children: ComponentChildren }) {
  if (!mayOpen(href)) return <>{children}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

/** Whether the host would follow such a link. */
export const mayOpen = (href: string): boolean => URL.canParse(href) && SCHEMES.has(new URL(href).protocol)

/** For places that show no markup: a title, a label. */
export const plainText = (text: string | null | undefined): string =>
  text ? (new DOMParser().parseFromString(text, 'text/html').body.textContent ?? '') : ''
