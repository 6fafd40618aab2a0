/** Why an event cannot be read. The details hold nothing of what it says. */
const DETAILS = {
  'no-uid': 'The event has no UID.',
  'no-start': 'The event has no start.',
  'date-invalid': 'A date of the event is none, or not between 1900 and 2200.',
  unfinished: 'The event has no end in the file.',
  'rule-unreadable': 'How the event recurs cannot be read.',
  'rule-too-frequent': 'The event recurs more than 24 times a day.',
  'rule-without-end': 'How the event recurs would take too long to follow.',
  'too-many-instances': 'The event has more than 2,000 instances in 18 months.',
}

export type EventFailure = keyof typeof DETAILS

export class UnreadableEvent extends Error {
  override name = 'UnreadableEvent'
  readonly code: EventFailure

  constructor(code: EventFailure) {
    super(DETAILS[code])
    this.code = code
  }
}
