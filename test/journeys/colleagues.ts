/** What one shows of a message and its person, and what colleagues then see, each in a browser of their own. */
import type { FrameLocator, Locator } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { arrive } from './stage.ts'
import { INFO, JUAN, type Visit, openFolder, openMessage, talksOf } from './visit.ts'

const HARBOUR = 'With Harbour & Finch Logistics'
const harbour = (pane: FrameLocator, text: string | RegExp): Locator => talksOf(pane, HARBOUR).filter({ hasText: text })
const HIDDEN = /Mail received · hidden by a colleague’s setting/

/** What somebody else sees of Harbour & Finch when they look now: in a mail of theirs from that company. */
type Colleague = { name: string; look: () => Promise<FrameLocator> }

async function colleagues(): Promise<Colleague[]> {
  const [juan, marta] = [await arrive({ as: 'Juan Pérez' }), await arrive({ as: 'Marta Ibarra' })]
  const looker = ({ page, pane }: Visit, name: string, mailbox: string, line: RegExp): Colleague => ({
    name,
    async look() {
      await page.reload()
      await openFolder(page, mailbox, 'Inbox')
      await openMessage(page, line)
      await harbour(pane, /Rotterdam/)
        .first()
        .waitFor()
      return pane
    },
  })
  return [
    looker(juan, 'Juan Pérez', JUAN, /^Tom Ashworth.*Rotterdam/),
    looker(marta, 'Marta Ibarra', INFO, /^Nair, Priya.*URGENT/),
  ]
}

describe('a private message seen by three', () => {
  let ana: Visit
  let others: Colleague[]
  beforeEach(async () => {
    ana = await arrive({ as: 'Ana Ruiz' })
    await openMessage(ana.page, /^Tom Ashworth.*Out for a few days/)
    await ana.pane.getByText('Logged: others see only that it happened').waitFor()
    others = await colleagues()
  })

  const levels = () => ana.pane.getByRole('combobox', { name: 'Colleagues see' })
  const choose = async (level: string, said: string) => {
    await levels().selectOption({ label: level })
    await ana.pane.getByText(`Colleagues see: ${level}`).waitFor()
    await ana.pane.getByText(said).waitFor()
  }
  const undo = async () => {
    await ana.pane.getByRole('button', { name: 'Undo' }).click()
    await ana.pane.getByText('Taken back').waitFor()
    await ana.pane.getByText('Logged: others see only that it happened').waitFor()
  }

  it('that it happened: a dated line, with nothing of it', async () => {
    for (const { look } of others) {
      const pane = await look()
      const line = harbour(pane, HIDDEN)
      expect(await line.locator('time').count()).toBe(1)
      expect(await line.innerText()).not.toMatch(/Tom|Out for|dad/)
      expect(await pane.getByRole('button', { name: HIDDEN }).count()).toBe(0)
      expect(await harbour(pane, 'Out for a few days').count()).toBe(0)
    }
    // She herself reads all of it.
    await harbour(ana.pane, 'my dad’s had a fall').waitFor()
  })

  it('nothing: not even a line, until it is taken back', async () => {
    await choose('Nothing', 'Private: only the users of this mailbox see it')
    for (const { look } of others) expect(await harbour(await look(), HIDDEN).count()).toBe(0)
    await undo()
    for (const { look } of others) await harbour(await look(), HIDDEN).waitFor()
  })

  it('the subject: who, when and about what, but not what it says', async () => {
    await choose('Only the subject', 'Logged: others see the subject only')
    for (const { look } of others) {
      const pane = await look()
      const line = harbour(pane, 'Out for a few days')
      await line.waitFor()
      expect(await line.innerText()).not.toContain('fall')
      expect(await pane.getByRole('button', { name: /Out for a few days/ }).count()).toBe(0)
      await pane.getByRole('button', { name: 'Search what was said' }).click()
      await pane.getByRole('searchbox').fill('leeds')
      await pane.getByText('Nothing matches.').waitFor()
    }
    await undo()
  })

  it('everything: to be read, and taken back', async () => {
    await choose('Everything', 'Logged for the team')
    for (const { look } of others) {
      const pane = await look()
      await harbour(pane, 'Out for a few days').getByRole('button').click()
      await pane
        .locator('.report')
        .getByText(/a lot of waiting rooms/)
        .waitFor()
    }
    await undo()
    for (const { look } of others) await harbour(await look(), HIDDEN).waitFor()
  })
})

describe('somebody not classified', () => {
  const LAYLA = /Arabic \/ English web shop/
  let ana: Visit
  beforeEach(async () => {
    ana = await arrive({ as: 'Ana Ruiz' })
    await openMessage(ana.page, /Re: Arabic/)
    await ana.pane.getByText('What are they to us?').waitFor()
  })

  it('is nobody else’s to see until somebody says what they are to us, and again when that is taken back', async () => {
    const [juan] = await colleagues()
    await ana.pane.getByText('Private: only the users of this mailbox see it').waitFor()
    // Tom was in copy of one of the three mails, so it belongs to his company's timeline too.
    expect(await harbour(await juan!.look(), LAYLA).count()).toBe(0)
    await ana.pane.getByRole('button', { name: 'Prospect' }).click()
    await ana.pane.getByText('Logged for the team').waitFor()
    expect(await ana.pane.getByText('What are they to us?').count()).toBe(0)
    await harbour(await juan!.look(), LAYLA).waitFor()
    await ana.pane.getByRole('button', { name: 'Undo' }).click()
    await ana.pane.getByText('Private: only the users of this mailbox see it').waitFor()
    expect(await harbour(await juan!.look(), LAYLA).count()).toBe(0)
  })

  it('a level that was set and taken back leaves nothing behind', async () => {
    const [juan] = await colleagues()
    const levels = ana.pane.getByRole('combobox', { name: 'Colleagues see' })
    // Where nothing that one chose would have an effect, it need not be offered.
    if ((await levels.count()) > 0) {
      await levels.selectOption({ label: 'Only the subject' })
      await ana.pane.getByRole('button', { name: 'Undo' }).click()
      await ana.pane.getByText('Taken back').waitFor()
    }
    await ana.pane.getByRole('button', { name: 'Customer', exact: true }).click()
    await ana.pane.getByText('Logged for the team').waitFor()
    await harbour(await juan!.look(), LAYLA).waitFor()
  })
})

describe('what one chooses', () => {
  it('is not said to be done where something else still hides it', async () => {
    const ana = await arrive({ as: 'Ana Ruiz' })
    await openFolder(ana.page, INFO, 'Inbox')
    // Nobody has reviewed the first sync of info@ yet, so a message's own level cannot open it.
    await openMessage(ana.page, /^Nair, Priya.*URGENT/)
    await ana.pane.getByText('Private: only the users of this mailbox see it').waitFor()
    const levels = ana.pane.getByRole('combobox', { name: 'Colleagues see' })
    const offered = await levels.getByRole('option').allTextContents()
    if (!offered.includes('Everything')) return
    await levels.selectOption({ label: 'Everything' })
    await ana.pane.getByText('Logged for the team').waitFor()
  })
})
