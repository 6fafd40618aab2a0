/** What Ficha must decide on each mail of the demo, by mailbox: 'logged' or the reason why not. */
import type { Reason } from '#shared/api.ts'

const ANA = 'ana.ruiz@sirinube.example'
const JUAN = 'juan.perez@sirinube.example'
const INFO = 'info@sirinube.example'

type Expected = 'logged' | Reason

/** The same in each of these mailboxes. */
const all = (outcome: Expected, ...mailboxes: string[]): Record<string, Expected> =>
  Object.fromEntries(mailboxes.map((mailbox) => [mailbox, outcome]))

export const expected: Record<string, Record<string, Expected>> = {
  // Talleres Norte
  'tn-ask': all('logged', ANA),
  'tn-visit-proposal': all('logged', ANA, JUAN),
  'tn-visit-invitation': all('calendar-mail', ANA, JUAN),
  'tn-visit-notes': all('logged', JUAN, ANA),
  'tn-answers': all('logged', JUAN),
  'tn-ready': all('logged', JUAN, ANA),
  'tn-offer': all('logged', ANA),
  'tn-away': all('auto-reply', ANA),
  'tn-questions': all('logged', ANA),
  'tn-no-discount': all('internal', ANA),
  'tn-offer-v2': all('logged', ANA),
  'tn-accepted': all('logged', ANA),
  'tn-cut-windows': all('logged', JUAN, ANA, INFO),
  'tn-plan': all('logged', JUAN, ANA, INFO),
  'tn-from-home': all('logged', JUAN),
  'tn-from-home-answer': all('logged', JUAN),
  'tn-cut-done': all('logged', JUAN, ANA),
  'tn-phase2': all('logged', ANA),
  'tn-phase2-promise': all('logged', ANA),
  'tn-leaving': all('private', ANA),
  'tn-labels': all('logged', JUAN),
  'tn-draft': all('draft', ANA),
  'tn-reminder': all('logged', ANA, JUAN),
  // Harbour & Finch Logistics
  'hf-dates': all('logged', ANA, JUAN),
  'hf-weekend': all('logged', JUAN, ANA),
  'hf-inline': all('logged', JUAN, ANA),
  'hf-live': all('logged', JUAN, ANA),
  'hf-complaint': all('logged', INFO),
  'hf-driver': all('logged', JUAN),
  'hf-cause': all('logged', JUAN, ANA, INFO),
  'hf-angry': all('logged', ANA),
  'hf-apology': all('logged', ANA, JUAN),
  'hf-solved': all('logged', ANA, JUAN),
  'hf-ticket': all('logged', JUAN),
  'hf-credit-ask': all('logged', ANA),
  'hf-credit': all('logged', ANA),
  'hf-restore-ask': all('logged', JUAN, ANA),
  'hf-restore': all('logged', JUAN, ANA),
  'hf-father': all('logged', ANA),
  'hf-rotterdam': all('logged', ANA, JUAN),
  'hf-rotterdam-answer': all('logged', ANA, JUAN),
  'hf-call-invitation': all('calendar-mail', ANA, JUAN),
  // Conservas Mareta
  'ma-form': all('logged', INFO),
  'ma-hello': all('logged', ANA, INFO),
  'ma-estimate': all('logged', ANA),
  'ma-board': all('logged', ANA),
  // Panificadora Aranzubi
  'pa-slow': all('logged', INFO),
  'pa-again': all('logged', INFO),
  'pa-third': all('logged', INFO),
  // Larkspur & Marlow
  'lk-hello': all('logged', ANA),
  'lk-bounce': all('bounce', ANA),
  'lk-archive': all('logged', INFO),
  'lk-archive-answer': all('logged', JUAN, INFO),
  // Qamar & Zaatar
  'qa-hello': { [ANA]: 'logged', [INFO]: 'spam' },
  'qa-answer': all('logged', ANA),
  'qa-more': all('logged', ANA),
  // Brackenfold Hosting
  'bf-uplink-ask': all('logged', JUAN),
  'bf-uplink-quote': all('logged', JUAN),
  'bf-newsletter': all('bulk', JUAN),
  'bf-works': all('logged', JUAN, INFO),
  'bf-invoice': all('logged', INFO),
  // Colleagues, and the gestoría that is excluded
  'in-payslip': all('excluded', JUAN),
  'in-lunch': all('internal', ANA, JUAN, INFO),
  // Ana's private life
  'pr-dinner': all('nobody', ANA),
  'pr-dinner-answer': all('private', ANA),
  // Uninvited
  'un-newsletter': all('bulk', INFO, ANA),
  'un-refit': all('nobody', INFO),
  'un-cold': all('nobody', ANA),
  'un-spam': all('spam', INFO),
}
