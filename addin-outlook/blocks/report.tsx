import { useEffect, useState } from 'preact/hooks'
import type { InteractionDetail } from '#shared/api.ts'
import type { Row } from '#shared/blocks.ts'
import type { FailureKind } from '../api.ts'
import { Icon } from '../icons.tsx'
import { LinkedText, safeHref } from '../links.tsx'
import { PartFailed } from '../part-failed.tsx'
import { SkeletonLines } from '../skeleton.tsx'
import { ToolsContext, useDate, useTools } from '../tools.ts'
import { keepTrying } from '../waiting.ts'
import { ActionsBlock } from './actions.tsx'
import { Participants } from './participants.tsx'
import { TextBlock } from './text.tsx'

/** The whole of one interaction, opened in its place in the list; read again when its row has come anew. */
export function Report({ href, row }: { href: string; row: Row }) {
  const { api } = useTools()
  const [detail, setDetail] = useState<InteractionDetail>()
  const [failure, setFailure] = useState<FailureKind>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const { signal, abort } = stopper()
    const run = () => api.interaction(href, signal)
    void keepTrying({ run, signal, failed: setFailure }).then((answer) => answer && setDetail(answer))
    return abort
  }, [api, href, attempt, row])
  const again = () => {
    setFailure(undefined)
    setAttempt(attempt + 1)
  }
  return (
    <div class="report" aria-busy={!detail && !failure}>
      {detail ? (
        <Detail detail={detail} again={again} />
      ) : failure ? (
        <PartFailed kind={failure} retry={again} />
      ) : (
        <SkeletonLines />
      )}
    </div>
  )
}

function stopper() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

function Detail({ detail, again }: { detail: InteractionDetail; again: () => void }) {
  const { strings, locale } = useTools()
  const date = useDate(detail.occurredAt)
  const [whole, setWhole] = useState(false)
  const { report, fullText, documents } = detail
  const text = whole ? fullText : report
  const hasMore = fullText !== null && fullText !== report
  return (
    <>
      {/* A report says this itself in its first line. */}
      {(whole || !hasMore) && (
        <>
          <p class="report-date">{date?.exact ?? strings.undated}</p>
          <Participants participants={detail.participants} />
        </>
      )}
      <LongText key={String(whole)} text={text} />
      {hasMore && (
        <button type="button" class="link" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? strings.onlyReport : strings.wholeOriginal}
        </button>
      )}
      {documents.length > 0 && (
        <ul class="documents" aria-label={strings.documents}>
          {documents.map(({ name, size, href }) => (
            <li key={href}>
              <a href={safeHref(href) ?? undefined} download={name} title={strings.download(name)}>
                <Icon name="document" />
                <bdi>{name}</bdi>
              </a>
              <span class="size">{saidSize(size, locale)}</span>
            </li>
          ))}
        </ul>
      )}
      {detail.own && <ActionsBlock block={detail.own} />}
      {detail.beside && <Beside blocks={detail.beside} again={again} />}
    </>
  )
}

/** What people wrote beside it; what is written on shows here alone, so this is read again and not the list alone. */
function Beside({ blocks, again }: { blocks: NonNullable<InteractionDetail['beside']>; again: () => void }) {
  const tools = useTools()
  const refresh = () => {
    again()
    tools.record.refresh()
  }
  return (
    <ToolsContext.Provider value={{ ...tools, record: { ...tools.record, refresh } }}>
      {blocks.map((block) =>
        block.type === 'text' ? (
          <TextBlock key={block.id} block={block} />
        ) : (
          block.type === 'actions' && <ActionsBlock key={block.id} block={block} />
        ),
      )}
    </ToolsContext.Provider>
  )
}

/** Some thirty lines; a report may have thirty pages. */
const LONG = 1800

function LongText({ text }: { text: string | null }) {
  const { strings } = useTools()
  const [all, setAll] = useState(false)
  if (!text?.trim()) return <p class="quiet">{strings.noText}</p>
  const cut = text.length > LONG && !all
  return (
    <>
      <p class={`report-text ${cut ? 'is-cut' : ''}`} dir="auto">
        <LinkedText text={cut ? text.slice(0, LONG) : text} />
        {cut && '…'}
      </p>
      {cut && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {strings.showAllText}
        </button>
      )}
    </>
  )
}

/** "240 kB": in steps of a thousand, as mail programs say it. */
function saidSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const digits = value < 10 && unit === 'megabyte' ? 1 : 0
  return value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
}
