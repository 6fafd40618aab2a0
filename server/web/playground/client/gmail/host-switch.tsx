import { useWords } from './words.ts'

/** Which mail program the record is shown in. */
export function HostSwitch({ gmail, set }: { gmail: boolean; set: (gmail: boolean) => void }) {
  const words = useWords()
  return (
    <div class="host-switch">
      <div class="choice" role="group" aria-label={words.host}>
        <button type="button" aria-pressed={!gmail} onClick={() => set(false)}>
          {words.outlook}
        </button>
        <button type="button" aria-pressed={gmail} onClick={() => set(true)}>
          {words.gmail}
        </button>
      </div>
    </div>
  )
}
