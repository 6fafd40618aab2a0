/** What video services write into a description: how to join stands beside the meeting, and is nothing that somebody said. */

/** Google's lines of signs before and after its block. */
const GOOGLE = /^-::~.*\n[\s\S]*?^-::~.*$/gm
/** A ruled block that names the service: Teams, Webex, Zoom and others rule theirs off. */
const RULE = /^[_*\-─━.]{10,}$/
const SERVICE =
  /\b(?:microsoft teams|teams\.microsoft|teams\.live|zoom\.us|zoom meeting|webex|gotomeet|meet\.google)\b/i
/** Zoom rules nothing off, but always begins so. */
const ZOOM =
  /^.{1,120} (?:is inviting you to a scheduled Zoom meeting|le está invitando a una reunión de Zoom programada)\.$/m

/** `text` (lines by \n) without them; empty when there was nothing else. */
export function dropJoinInfo(text: string): string {
  const unzoomed = text.slice(0, ZOOM.exec(text)?.index ?? text.length)
  const blocks: string[][] = [[]]
  for (const line of unzoomed.replaceAll(GOOGLE, '').split('\n')) {
    if (RULE.test(line.trim())) blocks.push([line])
    else blocks.at(-1)!.push(line)
  }
  const named = blocks.map((lines, index) => index > 0 && SERVICE.test(lines.join('\n')))
  // The line that closes such a block begins the next one: it goes too, and what is written below it stays.
  const kept = blocks.flatMap((lines, index) => (named[index] ? [] : [named[index - 1] ? lines.slice(1) : lines]))
  return kept
    .map((lines) => lines.join('\n'))
    .join('\n')
    .trim()
}
