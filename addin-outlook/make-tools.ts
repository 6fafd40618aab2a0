/** The tools of the blocks, wherever they are drawn: beside a message, or on a page of their own. */
import { type Language, languageOf, paneStrings } from '#shared/i18n/pane.ts'
import { createAct } from './acts.ts'
import { createApi } from './api.ts'
import { createCalls } from './calls.ts'
import { createDrafts } from './drafts.ts'
import { createToasts } from './toasts.ts'
import type { Tools } from './tools.ts'

/** Where the host tells no region, dates are said day first, as most of those who speak the language do. */
const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES' }

/** `tag` is a BCP 47 tag. `place` names what a form stands beside, so that its draft is found again there. */
type Wanted = Partial<Tools> & { tag: string; record: Tools['record']; place: () => string }

export function makeTools({ tag, record, place, ...given }: Wanted): Tools {
  const language = languageOf(tag)
  const strings = paneStrings[language]
  const api = given.api ?? createApi(language)
  const toasts = given.toasts ?? createToasts()
  return {
    strings,
    locale: tag.includes('-') && tag.startsWith(language) ? tag : LOCALES[language],
    api,
    record,
    toasts,
    act: createAct({ api, record, toasts, strings }),
    drafts: createDrafts({ place }),
    calls: createCalls(),
    ...given,
  }
}
