/** What Ficha must decide on each appointment of the demo, in every calendar that holds it: 'logged' or the reason why not. */
import type { Reason } from '#shared/api.ts'

export const expectedMeetings: Record<string, 'logged' | Reason> = {
  'hf-walk': 'logged',
  'hf-weekly': 'logged',
  'hf-review': 'logged',
  'hf-rotterdam-call': 'logged',
  'tn-visit': 'logged',
  'ar-first-call': 'logged',
  'ar-start': 'logged',
  'ar-lunch': 'cancelled',
  'ar-review-call': 'logged',
  'ka-fair': 'logged',
  'bf-renewal-call': 'logged',
  'pe-handover-call': 'logged',
  'sm-call': 'logged',
  'qa-call': 'logged',
  'in-rota': 'internal',
  'in-on-call': 'internal',
  'pr-notary': 'private',
}

/** Single instances of a series that came to something else, by their week. */
export const expectedInstances: Record<string, Record<number, Reason>> = { 'hf-weekly': { 6: 'cancelled' } }
