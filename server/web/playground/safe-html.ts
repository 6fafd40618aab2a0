/** A mail's own HTML, made safe to show and to quote. */
import sanitizeHtml from 'sanitize-html'

/** No scripts, no forms, nothing fetched from anywhere: opening a mail must tell nobody that it was opened. */
export function safeHtml(text: string): string {
  return sanitizeHtml(text, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'center', 'font', 'style'].filter(
      (tag) => tag !== 'style',
    ),
    allowedAttributes: {
      '*': [
        'style',
        'align',
        'valign',
        'width',
        'height',
        'bgcolor',
        'color',
        'dir',
        'lang',
        'cellpadding',
        'cellspacing',
        'border',
        'colspan',
        'rowspan',
      ],
      a: ['href', 'title'],
      img: ['alt', 'width', 'height'],
      font: ['face', 'size', 'color'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedStyles: { '*': { '*': [/^(?!.*(?:url|expression|javascript|@import|\\)).*$/i] } },
    transformTags: { a: sanitizeHtml.simpleTransform('a', { target: '_blank', rel: 'noopener noreferrer nofollow' }) },
  })
}
