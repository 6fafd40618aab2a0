/** The pane beside a mail that is being written: whom it goes to, and below what to know, or the record of one of them. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Composing } from '#shared/api/compose.ts'
import { type ComposeStrings, composeStrings } from '#shared/i18n/compose.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import { BlockView } from './blocks/block.tsx'
import { type ComposeStore, type ComposeView, sameAddress } from './compose.ts'
import type { Person } from './host.ts'
import { Icon } from './icons.tsx'
import { drawnRecord } from './record-view.tsx'
import { Skeleton } from './skeleton.tsx'
import { StateView } from './state-view.tsx'
import { ToastsView } from './toasts-view.tsx'
import { type Tools, ToolsContext, useStore, useTools } from './tools.ts'

/** `tools`: those of its blocks, which lead to recipients and load what is known of them anew. */
type Props = { compose: ComposeStore; tools: Tools }

export function ComposePane({ compose, tools }: Props) {
  const view = useStore(compose)
  return (
    <ToolsContext.Provider value={tools}>
      <main class="pane" aria-busy={view.at === 'loading'}>
        <Drawn view={view} compose={compose} />
      </main>
      <ToastsView stale={view.at === 'shown' && view.stale} />
    </ToolsContext.Provider>
  )
}

const useStrings = (): ComposeStrings => composeStrings[languageOf(useTools().locale)]

function Drawn({ view, compose }: { view: ComposeView; compose: ComposeStore }): ComponentChildren {
  const strings = useStrings()
  if (view.at === 'nobody') {
    return (
      <>
        <h1 class="sr-only">{strings.overview}</h1>
        <p class="block quiet compose-nobody">{strings.nobody}</p>
      </>
    )
  }
  if (view.at === 'loading') return <Skeleton person={view.person} />
  if (view.at !== 'shown') return <StateView at={view.at} retry={compose.retry} />
  const { composing, all, chosen } = view
  return (
    <>
      <Recipients people={inOrder(composing, all)} chosen={chosen} choose={compose.choose} />
      {chosen ? (
        <RecipientRecord key={chosen.address} person={chosen} compose={compose} />
      ) : (
        <Before composing={composing} />
      )}
    </>
  )
}

/** As the server puts them, by the names that the record has; whom it was not asked of stand behind. */
function inOrder({ people }: Composing, all: Person[]): Person[] {
  const first = people.map(({ address, name }) => {
    const written = all.find((one) => sameAddress(one, { name, address }))
    return { address, name: name ?? written?.name ?? null }
  })
  return [...first, ...all.filter((one) => !first.some((other) => sameAddress(one, other)))]
}

/** Two or three lines of them: a mail to two hundred must not push its record away. */
const FIRST = 6

type RecipientsProps = { people: Person[]; chosen: Person | null; choose: (person: Person | null) => void }

function Recipients({ people, chosen, choose }: RecipientsProps) {
  const strings = useStrings()
  const [all, setAll] = useState(false)
  const folded = people.length > FIRST + 1
  const first = folded && !all ? people.slice(0, FIRST) : people
  const shown = chosen && !first.some((one) => sameAddress(one, chosen)) ? [...first, chosen] : first
  return (
    <div class="block meets" role="group" aria-label={strings.who}>
      <button type="button" class="meets-one" aria-pressed={chosen === null} onClick={() => choose(null)}>
        {strings.overview}
      </button>
      {shown.map((person) => (
        <button
          key={person.address}
          type="button"
          class="meets-one"
          title={person.address}
          aria-pressed={sameAddress(person, chosen)}
          onClick={() => choose(person)}
        >
          <bdi>{person.name ?? person.address}</bdi>
        </button>
      ))}
      {folded && (
        <button type="button" class="meets-one meets-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? strings.fewer : strings.everybody(people.length - FIRST)}
        </button>
      )}
    </div>
  )
}

function Before({ composing: { state, blocks } }: { composing: Composing }) {
  const strings = useStrings()
  return (
    <>
      <h1 class="sr-only">{strings.overview}</h1>
      {state && (
        <p class="block compose-state" role="status">
          <Icon name={state.logged ? 'good' : 'info'} class={state.logged ? 'good' : ''} />
          <span>{state.text}</span>
        </p>
      )}
      {blocks.map((block, index) => (
        <BlockView key={block.id} block={block} last={index === blocks.length - 1} />
      ))}
      {state?.logged && blocks.length === 0 && <p class="block quiet">{strings.nothingKnown}</p>}
    </>
  )
}

function RecipientRecord({ person, compose }: { person: Person; compose: ComposeStore }) {
  const record = compose.recordOf(person)
  const view = useStore(record)
  return <div aria-busy={view.at === 'loading'}>{drawnRecord(view, record)}</div>
}
