/**
 * Asks the two reply libraries about single lines, in small bounded portions: their patterns backtrack on long or
 * hostile text. Each knows languages that the other does not (measured: Italian, Polish, Finnish, Chinese only the one;
 * Swedish and Norwegian with an address in parentheses only the other).
 */
import EmailReplyParser from 'email-reply-parser'
import planer from 'planer'

/** How many questions one message may still ask. */
export type Budget = { left: number }

const MAX_ASKED = 300

/** A message has few lines that look like an attribution; a hostile one thousands. */
export function newBudget(): Budget {
  return { left: 12 }
}

/** Whether a library takes this line, in any of their 15 languages, for the one that introduces a quotation. */
export function isQuoteHeader(line: string, budget: Budget): boolean {
  if (line.length > MAX_ASKED || budget.left <= 0) return false
  budget.left--
  // "s": splitter line, in planer's own notation.
  if (planer.markMessageLines([line, ''])[0] === 's') return true
  // The parts of the other are not exported: a header is what makes the line before it the whole visible text.
  return new EmailReplyParser().parseReply(`x\n\n${line}\n\n> y`).trim() === 'x'
}
