/** The pane beside an appointment: who meets, and below the meeting itself or the record of one of them. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AppointmentPerson } from '#shared/api/appointment.ts'
import type { Block, BlockOf } from '#shared/blocks.ts'
import { appointmentStrings, type AppointmentStrings } from '#shared/i18n/meetings.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import type { AppointmentStore, AppointmentView } from './appointment.ts'
import { BlockView } from './blocks/block.tsx'
import { FormBlock } from './blocks/form.tsx'
import type { Person } from './host.ts'
import { drawnRecord } from './record-view.tsx'
import { Skeleton } from './skeleton.tsx'
import { StateView } from './state-view.tsx'
import { ToastsView } from './toasts-view.tsx'
import { type Tools, ToolsContext, useStore, useTools } from './tools.ts'

/** `tools`: those of its blocks, which lead to people of the meeting and load it anew. */
type Props = { appointment: AppointmentStore; tools: Tools }

export function AppointmentPane({ appointment, tools }: Props) {
  const view = useStore(appointment)
  return (
    <ToolsContext.Provider value={tools}>
      <main class="pane" aria-busy={view.at === 'loading'}>
        {drawn(view, appointment)}
      </main>
      <ToastsView stale={view.at === 'shown' && view.stale} />
    </ToolsContext.Provider>
  )
}

function drawn(view: AppointmentView, appointment: AppointmentStore): ComponentChildren {
  if (view.at === 'loading') return <Skeleton person={view.subject ? { name: view.subject, address: '' } : null} />
  if (view.at !== 'shown') return <StateView at={view.at} retry={appointment.retry} />
  const { chosen } = view
  const { people, blocks } = view.appointment
  return (
    <>
      <WhoMeets people={people} unlisted={view.unlisted} chosen={chosen} choose={appointment.choose} />
      {chosen ? (
        <PersonRecord key={chosen.address} person={chosen} appointment={appointment} />
      ) : (
        blocks.map((block, index) => <MeetingBlock key={block.id} block={block} last={index === blocks.length - 1} />)
      )}
    </>
  )
}

const useStrings = (): AppointmentStrings => appointmentStrings[languageOf(useTools().locale)]

/** Two or three lines of them: a meeting of two hundred must not push itself away. */
const FIRST = 6

type WhoProps = {
  people: AppointmentPerson[]
  unlisted: number
  chosen: Person | null
  choose: (person: Person | null) => void
}

function WhoMeets({ people, unlisted, chosen, choose }: WhoProps) {
  const strings = useStrings()
  const [all, setAll] = useState(false)
  const folded = people.length > FIRST + 1
  const isChosen = ({ address }: Person) => address === chosen?.address
  const first = folded && !all ? people.slice(0, FIRST) : people
  // Whoever is shown can be seen among them, also from behind the fold or from a block.
  const shown = chosen && !first.some(isChosen) ? [...first, people.find(isChosen) ?? chosen] : first
  if (people.length === 0 && !chosen) return <p class="block meets-nobody">{strings.nobody}</p>
  return (
    <div class={`block meets ${folded ? 'is-many' : ''}`} role="group" aria-label={strings.who}>
      <button type="button" class="meets-one" aria-pressed={chosen === null} onClick={() => choose(null)}>
        {strings.meeting}
      </button>
      {shown.map(({ name, address }) => (
        <button
          key={address}
          type="button"
          class="meets-one"
          title={address}
          aria-pressed={isChosen({ name, address })}
          onClick={() => choose({ name, address })}
        >
          <bdi>{name ?? address}</bdi>
        </button>
      ))}
      {folded && (
        <button type="button" class="meets-one meets-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? strings.fewer : strings.everybody(people.length - FIRST + unlisted)}
        </button>
      )}
      {unlisted > 0 && (all || !folded) && <span class="meets-nobody">{strings.everybody(unlisted)}</span>}
    </div>
  )
}

function PersonRecord({ person, appointment }: { person: Person; appointment: AppointmentStore }) {
  const record = appointment.recordOf(person)
  const view = useStore(record)
  return <div aria-busy={view.at === 'loading'}>{drawnRecord(view, record)}</div>
}

const MeetingBlock = ({ block, last }: { block: Block; last: boolean }) =>
  block.type === 'form' ? <FormThatStays block={block} /> : <BlockView block={block} last={last} />

/** A form that stands in its place and is saved again and again. What others wrote meanwhile is shown while nobody is in it. */
function FormThatStays({ block }: { block: BlockOf<'form'> }) {
  const { record } = useTools()
  const whole = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState({ block, version: 0, saved: false })
  useEffect(() => {
    if (whole.current?.contains(document.activeElement)) return
    const isSame = (other: BlockOf<'form'>) => JSON.stringify(other.fields) === JSON.stringify(block.fields)
    setShown((now) => (isSame(now.block) ? now : { block, version: now.version + 1, saved: false }))
  }, [block])
  useEffect(() => {
    // It is drawn anew as it was saved; who works by keyboard stays where they were.
    if (shown.saved) whole.current?.querySelector<HTMLElement>('[type=submit]')?.focus()
  }, [shown])
  const sent = (answer: unknown) => {
    const saved = answer as Record<string, string | null>
    const fields = shown.block.fields.map((field) => ({ ...field, value: saved[field.name] ?? null }))
    setShown({ block: { ...shown.block, fields }, version: shown.version + 1, saved: true })
    record.refresh()
  }
  return (
    <div ref={whole}>
      <FormBlock key={shown.version} block={shown.block} sent={sent} />
    </div>
  )
}
