import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoCompany } from '#server/demo/company.ts'
import { demoMails } from '#server/demo/mails/demo-mails.ts'
import { writeDemoMail } from '#server/demo/write-mail.ts'

const NOW = new Date('2025-11-21T11:30:00Z')
const ANA = 'ana.ruiz@sirinube.example'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ficha-demo-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const files = async () => (await readdir(dir, { recursive: true })).filter((name) => name.includes('.demo')).toSorted()

test('each copy is a file of its mailbox, in its folder, with its flags and the date of the mail', async () => {
  await writeDemoMail(dir, NOW)
  const mails = demoMails(NOW)
  expect((await readdir(dir)).toSorted()).toEqual(demoCompany.mailboxes.map((mailbox) => mailbox.address).toSorted())
  expect(await files()).toHaveLength(mails.flatMap((mail) => mail.in).length)

  const ask = mails.find((mail) => mail.key === 'tn-ask')
  const inbox = await readdir(join(dir, ANA, 'cur'))
  const name = inbox.find((candidate) => candidate.startsWith('tn-ask.')) ?? ''
  expect(name).toMatch(/^tn-ask\.0\.demo[:;]2,RS$/)
  expect(await readFile(join(dir, ANA, 'cur', name))).toEqual(ask?.raw)
  expect((await stat(join(dir, ANA, 'cur', name))).mtimeMs).toBe(ask?.at.getTime())

  expect(await readdir(join(dir, ANA))).toEqual(
    expect.arrayContaining(['cur', 'new', 'tmp', '.Sent', '.Drafts', '.Archive']),
  )
  expect(await readdir(join(dir, ANA, '.Drafts', 'cur'))).toEqual([
    expect.stringMatching(/^tn-draft\.0\.demo[:;]2,DS$/),
  ])
  const twice = (await readdir(join(dir, 'juan.perez@sirinube.example', 'cur'))).filter((file) =>
    file.startsWith('hf-restore-ask'),
  )
  expect(twice).toHaveLength(2)
})

test('writing again, on another day, keeps the names and touches nothing else', async () => {
  await writeDemoMail(dir, NOW)
  const before = await files()
  const own = join(dir, ANA, 'cur', '1700000000.mine.host:2,S')
  const otherFlags = join(dir, ANA, 'cur', 'tn-ask.0.demo:2,')
  await writeFile(own, 'mine')
  await writeFile(otherFlags, 'old')
  await writeDemoMail(dir, new Date('2025-12-03T09:00:00Z'))
  expect(await files()).toEqual(before)
  expect(await readFile(own, 'utf8')).toBe('mine')
})
