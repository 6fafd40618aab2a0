import { useContext } from 'preact/hooks'
import { type GmailViewStrings, gmailViewStrings } from '#shared/i18n/gmail-view.ts'
import { LanguageContext } from '../tools.ts'

export const useWords = (): GmailViewStrings => gmailViewStrings[useContext(LanguageContext)]
