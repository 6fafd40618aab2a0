/** The server goes and comes back: what the pane says meanwhile, and what the processes leave behind. The last journey of the demo. */
import { existsSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { controlPath } from '#server/cli/control.ts'
import { startServer } from '#test/support/server.ts'
import { arrive, server, startAgain } from './stage.ts'
import { openMessage, recordOf, talksOf } from './visit.ts'

const EVA = /^Eva Gómez.*Re: Copias de seguridad en la nube/

describe('one data folder', () => {
  it('has one server: a second says so in one line, leaves with 2, and harms nobody', async () => {
    const { dataDir, url } = server()
    await expect(startServer({ dataDir })).rejects.toThrow(
      /ended \(2\)[^]*ficha: another Ficha already serves [^]*two would destroy its database\n$/,
    )
    expect((await fetch(`${url}/readyz`)).ok).toBe(true)
  })
})

describe('the server stops while the pane is open', () => {
  let stopped = false
  afterAll(async () => {
    if (stopped) await startAgain()
  })

  it('the pane says so, keeps what it knows, and goes on by itself when it is back', async () => {
    const { page, pane, errors } = await arrive()
    await openMessage(page, EVA)
    await pane.getByText('Logged for the team').waitFor()
    const { dataDir } = server()
    expect(await server().stop()).toBe(0)
    stopped = true
    expect(existsSync(controlPath(dataDir))).toBe(false)

    await pane.getByRole('button', { name: 'Only Eva' }).click()
    await pane.getByText('No connection. Trying again…').waitFor()
    // What was there is not known to be wrong.
    await pane.getByText('Logged for the team').waitFor()
    await pane.getByRole('button', { name: /^Juan Pérez/ }).click()
    await pane.getByText('Ficha cannot be reached').waitFor()
    await openMessage(page, /^Nerea Lasa/)
    await page.getByText('The server does not answer. Trying again…').waitFor()

    const again = await startAgain()
    stopped = false
    expect(again.output()).not.toContain('inventing')
    await pane.getByText('Responsable de Administración · Conservas Mareta').waitFor()
    await pane.getByText('Logged for the team').waitFor()
    await openMessage(page, EVA)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await talksOf(pane, 'With Talleres Norte').first().waitFor()
    expect(errors).toEqual([])
  })
})
