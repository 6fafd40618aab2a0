import { useContext } from 'preact/hooks'
import { type WritingStrings, writingStrings } from '#shared/i18n/writing.ts'
import { LanguageContext } from '../tools.ts'

export const useWritingStrings = (): WritingStrings => writingStrings[useContext(LanguageContext)]
