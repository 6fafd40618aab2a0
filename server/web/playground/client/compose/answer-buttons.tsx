import type { Answering } from '#shared/playground.ts'
import { useWritingStrings } from './words.ts'

type Props = { answer: (how: Answering) => void; several: boolean }

/** `several`: others than the two concerned are on it. */
export function AnswerButtons({ answer, several }: Props) {
  const strings = useWritingStrings()
  const choices: [Answering, string][] = [
    ['reply', strings.reply],
    ...(several ? ([['reply-all', strings.replyAll]] as [Answering, string][]) : []),
    ['forward', strings.forward],
  ]
  return (
    <div class="answers" role="group" aria-label={strings.answering}>
      {choices.map(([how, label]) => (
        <button key={how} type="button" class="button" onClick={() => answer(how)}>
          {label}
        </button>
      ))}
    </div>
  )
}
