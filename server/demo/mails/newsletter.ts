/** What newsletters have in common: the headers of a list, a link to leave it, a picture that counts who reads. */
import { domainOf } from './compose.ts'
import type { Header } from './mime.ts'

export function newsletterBody(copy: { site: string; title: string; text: string; out: string }) {
  const { site, title, text, out } = copy
  return {
    text: `${title}\n\n${text}`,
    html: `<table width="600" align="center"><tr><td><h1>${title}</h1><p>${text}</p><p><a href="${site}/read?u=8841">${site.replace('https://', '')}</a></p><hr><p style="font-size:10px"><a href="${site}/out?u=8841">${out}</a></p></td></tr></table><img src="${site}/pixel.gif?u=8841" width="1" height="1">`,
  }
}

export const newsletterHeaders = (list: string, address: string): Header[] => [
  ['List-Id', `<${list}>`],
  ['List-Unsubscribe', `<https://${domainOf(address)}/out?u=8841>, <mailto:${address}?subject=out>`],
  ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ['Precedence', 'bulk'],
]
