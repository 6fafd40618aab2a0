import type { Block } from '#shared/blocks.ts'
import { ActionsBlock } from './actions.tsx'
import { ChipsBlock } from './chips.tsx'
import { FactsBlock } from './facts.tsx'
import { FormBlock } from './form.tsx'
import { HeaderBlock } from './header.tsx'
import { RowsBlock } from './rows.tsx'
import { TextBlock } from './text.tsx'

type Props = {
  block: Block
  /** Nothing stands below it. */
  last: boolean
  /** The page of whose record it is, for its header to link to. */
  page?: string | null
}

/** One component a block type. A type that this pane does not know yet (an older copy is cached) is left out. */
export function BlockView({ block, last, page = null }: Props) {
  switch (block.type) {
    case 'header':
      return <HeaderBlock block={block} page={page} />
    case 'facts':
      return <FactsBlock block={block} />
    case 'text':
      return <TextBlock block={block} />
    case 'rows':
      return <RowsBlock block={block} last={last} />
    case 'chips':
      return <ChipsBlock block={block} />
    case 'actions':
      return <ActionsBlock block={block} />
    case 'form':
      return <FormBlock block={block} />
    default:
      return null
  }
}
