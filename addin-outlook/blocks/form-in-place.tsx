import { useEffect, useRef, useState } from 'preact/hooks'
import type { BlockOf } from '#shared/blocks.ts'
import type { FailureKind } from '../api.ts'
import { PartFailed } from '../part-failed.tsx'
import { SkeletonLines } from '../skeleton.tsx'
import { useTools } from '../tools.ts'
import { keepTrying } from '../waiting.ts'
import { FormBlock } from './form.tsx'

type Props = { href: string; title: string; close: () => void; sent?: (answer: unknown) => void }

/** A form that is asked for when somebody opens it, in the place of what opened it. */
export function FormInPlace({ href, title, close, sent }: Props) {
  const { api, strings } = useTools()
  const waiting = useRef<HTMLHeadingElement>(null)
  const [block, setBlock] = useState<BlockOf<'form'>>()
  const [failure, setFailure] = useState<FailureKind>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const run = () => api.form(href, signal)
    void keepTrying({ run, signal, failed: setFailure }).then((answer) => answer && setBlock(answer))
    return () => controller.abort()
  }, [api, href, attempt])
  // What had the focus has gone; here one hears what comes, and Tab leads to what one can do.
  useEffect(() => waiting.current?.focus(), [])
  if (block) return <FormBlock block={block} href={href} close={close} {...(sent ? { sent } : {})} />
  const again = () => {
    setFailure(undefined)
    setAttempt(attempt + 1)
  }
  return (
    <div class="block form" aria-busy={!failure}>
      <h2 class="block-title form-waiting" ref={waiting} tabIndex={-1}>
        {title}
      </h2>
      {failure ? <PartFailed kind={failure} retry={again} /> : <SkeletonLines />}
      <button type="button" class="link" onClick={close}>
        {strings.form.cancel}
      </button>
    </div>
  )
}
