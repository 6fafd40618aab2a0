import { useId } from 'preact/hooks'
import { Clip } from '../clip.tsx'
import { useLocale } from '../tools.ts'
import { type Draft, changeDraft } from './draft.ts'
import { useWritingStrings } from './words.ts'

/** The original's, where it is passed on, and one's own. */
export function AttachmentsField({ draft: { offered, files } }: { draft: Draft }) {
  const strings = useWritingStrings()
  const id = useId()
  const all = [
    ...offered.map((one) => ({
      ...one,
      drop: () => changeDraft({ offered: offered.filter((other) => other !== one) }),
    })),
    ...files.map((file) => ({
      name: file.name,
      size: file.size,
      drop: () => changeDraft({ files: files.filter((other) => other !== file) }),
    })),
  ]
  const add = (chosen: FileList | null) => changeDraft({ files: [...files, ...(chosen ?? [])] })
  return (
    <div class="write-files">
      {all.length > 0 && (
        <ul class="attachments" aria-label={strings.attachments}>
          {all.map(({ name, size, drop }, index) => (
            <li key={`${name} ${index}`}>
              <Clip /> <bdi>{name}</bdi> <Size bytes={size} />
              <button type="button" class="drop" aria-label={strings.remove(name)} onClick={drop}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <label class="button attach" for={id}>
        <Clip /> {strings.attach}
      </label>
      <input
        id={id}
        class="sr-only"
        type="file"
        multiple
        onChange={(event) => {
          add(event.currentTarget.files)
          // The same file again is a change, too.
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

function Size({ bytes }: { bytes: number }) {
  const locale = useLocale()
  const kilobytes = Math.max(1, Math.round(bytes / 1000))
  return (
    <span class="faint">
      {kilobytes.toLocaleString(locale, { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' })}
    </span>
  )
}
