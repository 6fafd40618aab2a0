import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { exactDate } from '#shared/i18n/said-date.ts'
import type { Answering, PlaygroundMessage, PlaygroundPerson } from '#shared/playground.ts'
import { Clip } from './clip.tsx'
import { AnswerButtons } from './compose/answer-buttons.tsx'
import { MailBody } from './mail-body.tsx'
import { type Loaded, useLocale, useStrings } from './tools.ts'
import { TroubleView } from './trouble.tsx'

type Props = {
  open: Loaded<PlaygroundMessage>
  chosen: boolean
  dark: boolean
  /** Where mail can be written. */
  answer: ((how: Answering) => void) | undefined
  /** In the message's place. */
  children?: ComponentChildren
}

/** The open message. What was open stays, greyed, until the next is here: it and the record change together. */
export function Reader({ open, chosen, dark, answer, children }: Props) {
  const strings = useStrings()
  const { value, trouble, loading, again } = open
  return (
    // What scrolls must be reachable by keyboard (axe: scrollable-region-focusable).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section class="room room-reader" tabIndex={0} aria-label={strings.message} aria-busy={chosen && loading}>
      {children ? (
        children
      ) : trouble && !loading ? (
        <TroubleView trouble={trouble} again={again} />
      ) : value && chosen ? (
        <Message key={value.id} {...{ message: value, dark, answer }} />
      ) : (
        <p class="choose">{chosen ? strings.loading : strings.choose}</p>
      )}
    </section>
  )
}

type MessageProps = Pick<Props, 'dark' | 'answer'> & { message: PlaygroundMessage }

function Message({ message, dark, answer }: MessageProps) {
  const strings = useStrings()
  const locale = useLocale()
  const { subject, from, to, cc, at, html, text, attachments } = message
  return (
    <article class="mail">
      <header class="mail-head">
        <h2 dir="auto">{subject || strings.noSubject}</h2>
        <dl class="people">
          <People label={strings.from} people={from ? [from] : []} nobody={strings.noSender} />
          <People label={strings.to} people={to} />
          <People label={strings.cc} people={cc} />
        </dl>
        <p class="faint">{at ? <time dateTime={at}>{exactDate(at, { locale })}</time> : strings.undated}</p>
        {attachments.length > 0 && <Attachments attachments={attachments} />}
        {answer && <AnswerButtons answer={answer} several={to.length + cc.length > 1} />}
      </header>
      {html !== null ? (
        <MailBody html={html} dark={dark} />
      ) : text?.trim() ? (
        <div class="mail-text" dir="auto">
          {text}
        </div>
      ) : (
        <p class="faint">{strings.noText}</p>
      )}
    </article>
  )
}

const FIRST = 8

function People({ label, people, nobody }: { label: string; people: PlaygroundPerson[]; nobody?: string }) {
  const strings = useStrings()
  const [all, setAll] = useState(false)
  if (people.length === 0 && !nobody) return null
  const shown = all ? people : people.slice(0, FIRST)
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {people.length === 0 && nobody}
        {shown.map(({ name, address }, index) => (
          <span key={`${address} ${index}`}>
            {index > 0 && ', '}
            <bdi title={address}>{name ?? address}</bdi>
            {name && people.length === 1 && <span class="faint"> {`<${address}>`}</span>}
          </span>
        ))}{' '}
        {people.length > shown.length && (
          <button type="button" class="link" onClick={() => setAll(true)}>
            {strings.andMore(people.length - shown.length)}
          </button>
        )}
      </dd>
    </div>
  )
}

function Attachments({ attachments }: Pick<PlaygroundMessage, 'attachments'>) {
  const strings = useStrings()
  const locale = useLocale()
  const kilobytes = (size: number) =>
    Math.max(1, Math.round(size / 1000)).toLocaleString(locale, {
      style: 'unit',
      unit: 'kilobyte',
      unitDisplay: 'short',
    })
  return (
    <ul class="attachments" aria-label={strings.attachments(attachments.length)}>
      {attachments.map(({ name, size }, index) => (
        <li key={`${name} ${index}`}>
          <Clip /> <bdi>{name}</bdi> <span class="faint">{kilobytes(size)}</span>
        </li>
      ))}
    </ul>
  )
}
