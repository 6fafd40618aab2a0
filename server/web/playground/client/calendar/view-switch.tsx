import { today } from './days.ts'
import { hashOfCalendar, useCalendarPlace } from './place.ts'
import { useWords } from './words.ts'

/** Mail or calendar, of the same mailbox. */
export function ViewSwitch() {
  const words = useWords()
  const place = useCalendarPlace()
  const toMail = () => (location.hash = place?.mailbox ? `#${encodeURIComponent(place.mailbox)}` : '#')
  const toCalendar = () => {
    const mailbox = decodeURIComponent(location.hash.replace(/^#/, '').split('/')[0] ?? '')
    location.hash = hashOfCalendar({ mailbox: mailbox.includes('@') ? mailbox : null, day: today(), chosen: null })
  }
  return (
    <div class="choice view-switch" role="group" aria-label={words.show}>
      <button type="button" aria-pressed={place === null} onClick={() => place && toMail()}>
        {words.mail}
      </button>
      <button type="button" aria-pressed={place !== null} onClick={() => place ?? toCalendar()}>
        {words.calendar}
      </button>
    </div>
  )
}
