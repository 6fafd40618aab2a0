import { describeSource } from './describe-source.ts'
import { googleMail } from './google-mail-harness.ts'

describeSource('Gmail', googleMail)
