/** What one does in the demo, each journey in a file of its own; inventing the company takes too long to do it for each. */
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
/* oxlint-disable import/no-unassigned-import -- each of these files registers its journeys as it is loaded */
// First: nobody has seen anything yet.
import './tour.ts'
import './record.ts'
import './timeline.ts'
import './why-not.ts'
import './access.ts'
import './colleagues.ts'
import './gmail.ts'
import './outage.ts'
import { leaveAll, raiseStage, strikeStage } from './stage.ts'

// Servers and commands start in some of them, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 })

beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)
