import { useContext } from 'preact/hooks'
import { type CalendarStrings, calendarStrings } from '#shared/i18n/calendar.ts'
import { LanguageContext } from '../tools.ts'

export const useWords = (): CalendarStrings => calendarStrings[useContext(LanguageContext)]
