import { describeSource } from './describe-source.ts'
import { googleCalendar } from './google-calendar-harness.ts'

describeSource('Google Calendar', googleCalendar)
