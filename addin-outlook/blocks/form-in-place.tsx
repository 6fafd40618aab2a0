import { useEffect, useState } from 'preact/hooks'
import type { BlockOf } from '#shared/blocks.ts'
import type { FailureKind } from '../api.ts'
import { PartFailed } from '../part-failed.tsx'
import { SkeletonLines } from '../skeleton.tsx'
import { useTools } from '../tools.ts'
import { keepTrying } from '../waiting.ts'
import { FormBlock } from './form.tsx'

type Props = { href: string; close: () => void; sent?: (answer: unknown) => void }

/** A form that is asked for when somebody opens it, in the place of what opened it. */
export function FormInPlace({ href, close, sent }: Props) {
  const { api, strings } = useTools()
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
  if (block) return <FormBlock block={block} href={href} close={close} {...(sent ? { sent } : {})} />
  const again = () => {
    setFailure(undefined)
    setAttempt(attempt + 1)
  }
  return (
    <div class="block form" aria-busy={!failure}>
      {failure ? <PartFailed kind={failure} retry={again} /> : <SkeletonLines />}
      <button type="button" class="link" onClick={close}>
        {strings.form.cancel}
      </button>
    </div>
  )
}
