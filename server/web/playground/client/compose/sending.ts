/** Sending the draft: what is wrong with it is said first, and nothing of it is lost until it is sent. */
import type { RefObject } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { sendMail } from '../api.ts'
import { LanguageContext } from '../tools.ts'
import { type Draft, changeDraft, withTyped } from './draft.ts'
import { saidProblem } from './said-problem.ts'
import { useWritingStrings } from './words.ts'

type Props = { draft: Draft; sent: () => void; form: RefObject<HTMLFormElement | null> }

export function useSending({ draft, sent, form }: Props) {
  const strings = useWritingStrings()
  const language = useContext(LanguageContext)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const send = async () => {
    if (sending) return
    const whole = withTyped(draft)
    changeDraft(whole)
    const all = [...whole.to, ...whole.cc, ...whole.bcc]
    const wrong = all.find((one) => one.wrong)
    if (all.length === 0 || wrong) {
      setProblem(wrong ? strings.wrongAddress(wrong.address) : strings.nobody)
      form.current?.querySelector<HTMLElement>('.recipients input')?.focus()
      return
    }
    setProblem(undefined)
    setSending(true)
    try {
      await sendMail(whole, language)
      sent()
    } catch (error) {
      setProblem(saidProblem(error, strings))
      setSending(false)
    }
  }
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      void latest.current()
    }
    const { current } = form
    current?.addEventListener('keydown', onKeyDown)
    return () => current?.removeEventListener('keydown', onKeyDown)
  }, [form])
  return { send, sending, problem }
}
