import { BlockView } from '../../../../../addin-outlook/blocks/block.tsx'
import { joined } from '../api.ts'
import { usePage } from '../tools.ts'
import { useRefresh } from './pane-tools.tsx'

type Props = { forms: { id: string; label: string; query?: Record<string, string> }[]; again: () => void }

/** Forms of the server's that open in place, as in the pane; `again`: what their saving changes. */
export function FormLinks({ forms, again }: Props) {
  const { language } = usePage()
  useRefresh(again)
  return (
    <div class="form-links">
      <BlockView
        block={{
          type: 'actions',
          id: 'page-forms',
          title: null,
          actions: [],
          forms: forms.map(({ id, label, query = {} }) => ({
            id,
            label,
            href: joined(`/api/forms/${id}`, { ...query, locale: language }),
          })),
        }}
        last={false}
      />
    </div>
  )
}
