import { open } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeldFile } from '#server/sources/files/held-file.ts'
import { firstPostmark, fromUnquoter, isPostmark, scanMbox } from '#server/sources/files/mbox.ts'
import { compose, crlf } from '../support/compose.ts'
import { folderOf, idsOf, mbox, readItems, summary, write } from '../support/folders.ts'

describe('a postmark', () => {
  const dated = 'From ana@a.test Mon Mar  2 10:00:00 2026'

  it.each([
    [true, dated, 'Subject: x'],
    [true, dated, ''],
    [true, dated, 'rubbish'],
    [true, dated, null],
    [false, dated, 'Subject: x'],
    [true, 'From 1789@xxx Mon Mar 02 10:00:00 +0000 2026', 'X-GM-THRID: 1'],
    [true, 'From - Mon Mar 02 10:00:00 2026', 'X-Mozilla-Status: 0001'],
    [true, 'From "ana ruiz"@a.test  Mon Mar  2 10:00 CET 2026', 'Received: x'],
    [true, 'From ', 'From: ana@a.test'],
    [true, 'From -', 'From: ana@a.test'],
    [true, 'From ana@a.test', 'Return-Path: <ana@a.test>'],
  ])('is, after a blank line: %s, %j before %j', (afterBlank, line, next) => {
    expect(isPostmark(line, next, afterBlank)).toBe(true)
  })

  it.each([
    [true, 'From here on we pay in euros.', 'Subject: to change'],
    [true, 'From Monday, 2 March 2026, we open at 10:00.', 'Ana'],
    [false, dated, 'wrote nothing'],
    [false, dated, null],
    [true, 'From ana@a.test', 'I had: nothing'],
    [false, 'From ana@a.test', 'Subject: x'],
    [true, 'From ana@a.test', null],
    [true, 'From ', ''],
    [true, 'From: ana@a.test', 'Subject: x'],
    [true, `>${dated}`, 'Subject: x'],
  ])('is not, after a blank line: %s, %j before %j', (afterBlank, line, next) => {
    expect(isPostmark(line, next, afterBlank)).toBe(false)
  })
})

describe('an mbox', () => {
  const three = ['Uno', 'Dos', 'Tres'].map((Subject) => compose({ Subject, 'Message-ID': `<${Subject}@a.test>` }))

  it.each([
    ['LF', mbox(three)],
    ['CRLF', crlf(mbox(three))],
    ['without a last line end', mbox(three).trimEnd()],
    ['with a byte order mark', `\ufeff${mbox(three)}`],
    ['after blank lines', `\n\r\n${mbox(three)}`],
    ['of Takeout', mbox(three, 'From 1789@xxx Mon Mar 02 10:00:00 +0000 2026')],
    ['of Thunderbird', crlf(mbox(three, 'From - Mon Mar 02 10:00:00 2026'))],
    ['of newer Thunderbird', crlf(mbox(three, 'From '))],
  ])('is read: %s', async (_, content) => {
    const items = await readItems(folderOf({ 'x.mbox': content }))
    expect(summary(items)).toEqual(['Uno', 'Dos', 'Tres'])
    expect(items.map((item) => (item.type === 'message' ? item.message.text : null))).toEqual(
      Array(3).fill('Hola, Bo.'),
    )
  })

  it('has bodies that speak of From, quoted or not', async () => {
    const body =
      'Hola\n\nFrom here on: nothing.\n\n>From me\n>>From you\nFrom ana@a.test Mon Mar  2 10:00:00 2026\nX: y\n'
    const careful = await readItems(folderOf({ 'a.mbox': mbox([compose({}, body), three[1]!]) }))
    expect(summary(careful)).toEqual(['Pedido 7', 'Dos'])
    expect(careful[0]).toMatchObject({ message: { text: body.trimEnd() } })
    const careless = `From - Mon Mar 02 10:00:00 2026\n${compose({}, 'Hola\n\nFrom here on: nothing.\n')}\n`
    expect(await readItems(folderOf({ 'a.mbox': careless }))).toMatchObject([
      { message: { text: 'Hola\n\nFrom here on: nothing.' } },
    ])
  })

  it('may hold a message without a header, without a body, or nothing at all', async () => {
    const postmark = 'From ana@a.test Mon Mar  2 10:00:00 2026\n'
    const content = `${postmark}\nsolo texto\n\n${postmark}\n${postmark}Subject: sin cuerpo\n\n${postmark}${three[0]}`
    expect(summary(await readItems(folderOf({ 'a.mbox': content })))).toEqual([
      '! not-a-message',
      '! not-a-message',
      'sin cuerpo',
      'Uno',
    ])
  })

  it('that is damaged in front gives what is good in it', async () => {
    const content = `\0\0\0rubbish\n\n${mbox(three)}`
    expect(summary(await readItems(folderOf({ 'a.mbox': content })))).toEqual(['! not-a-message', 'Uno', 'Dos', 'Tres'])
  })

  it('numbers equal copies, and a change of flags is the same item', async () => {
    const [one, two] = [three[0]!, three[1]!]
    const root = folderOf({ 'a.mbox': mbox([one, two, one, one]) })
    const before = await readItems(root)
    expect(new Set(idsOf(before)).size).toBe(4)
    const flagged = one.replace(
      'From:',
      'X-Mozilla-Status: 0001\nX-Mozilla-Keys: a\n b\nStatus: RO\nX-Gmail-Labels: Inbox\nContent-Length: 9\nFrom:',
    )
    write(join(root, 'a.mbox'), mbox([flagged, two, one, flagged]))
    expect(idsOf(await readItems(root))).toEqual(idsOf(before))
    write(join(root, 'a.mbox'), mbox([one, two.replace('Hola', 'Adiós'), one]))
    expect(idsOf(await readItems(root)).map((id) => idsOf(before).includes(id))).toEqual([true, false, true])
    write(join(root, 'b.mbox'), mbox([one]))
    expect(new Set(idsOf(await readItems(root))).size).toBe(4)
  })

  it('appended to keeps the ids it had, the last one too', async () => {
    for (const end of ['', '\n', '\n\n']) {
      const root = folderOf({ a: mbox([three[0]!]).trimEnd() + end })
      const before = idsOf(await readItems(root))
      write(join(root, 'a'), `${mbox([three[0]!]).trimEnd()}\n\n${mbox([three[1]!])}`)
      expect(idsOf(await readItems(root))[0]).toBe(before[0])
    }
  })
})

describe('scanMbox', () => {
  /** The bytes that a message of the file is made of, whatever the chunks it is read in. */
  const scan = async (content: Buffer, chunk: number, from = 0) => {
    const read = async (position: number) => content.subarray(position, position + chunk)
    const entries = []
    for await (const { offset, next, start, end, raw, hash } of scanMbox({ read }, from, 1e6)) {
      expect(raw).toEqual(content.subarray(start, end))
      entries.push({ offset, next, start, end, hash })
    }
    return entries
  }

  it('finds the same messages whatever the size of its reads', async () => {
    const line = fc.constantFrom(
      '',
      '',
      'Hola',
      'Subject: x',
      'From here',
      'From a@a.test Mon Mar  2 10:00:00 2026',
      'From -',
      '>From x',
      'x'.repeat(3000),
    )
    const lines = fc.array(line, { maxLength: 30 }).map((all) => ['From a@a.test Mon Mar  2 10:00:00 2026', ...all])
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 50 }),
        async (all, end, chunk) => {
          const content = Buffer.from(all.join(end))
          const whole = await scan(content, 1e6)
          expect(await scan(content, chunk)).toEqual(whole)
          // Every byte belongs to one message, and a scan may start at any.
          expect(whole.map(({ next }) => next)).toEqual([...whole.slice(1).map(({ offset }) => offset), content.length])
          for (const [index, { offset }] of whole.entries())
            expect(await scan(content, 1e6, offset)).toEqual(whole.slice(index))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('undoes exactly the quoting, however it is cut', () => {
    const piece = fc.constantFrom('\n', '\r\n', '>', '>>', 'From ', 'From', 'x', '>From ', '\n>From ')
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        fc.integer({ min: 1, max: 9 }),
        (original, size) => {
          const quoted = original.replace(/^(>*From )/gm, '>$1')
          const unquoter = fromUnquoter()
          let result = ''
          for (let at = 0; at < quoted.length; at += size)
            result += unquoter.push(Buffer.from(quoted.slice(at, at + size)))
          expect(result + unquoter.end()).toBe(original)
        },
      ),
    )
  })

  it('sees where the first postmark is', () => {
    expect(firstPostmark(Buffer.from('\ufeff\n\nFrom a@a.test Mon Mar  2 10:00:00 2026\nX: y'))).toBe(5)
    expect(firstPostmark(Buffer.from('From: a@a.test\n'))).toBeNull()
    expect(firstPostmark(Buffer.from(''))).toBeNull()
  })
})

it('a held file may be let go of and grow, but not be another', async () => {
  const root = folderOf({ a: 'uno' })
  const file = new HeldFile(join(root, 'a'))
  expect((await file.read(0, 10)).toString()).toBe('uno')
  await file.close()
  const handle = await open(join(root, 'a'), 'a')
  await handle.write('dos')
  await handle.close()
  expect((await file.read(3, 10)).toString()).toBe('dos')
  await file.close()
  write(join(root, 'a'), 'x')
  await expect(file.read(0, 1)).rejects.toThrow('replaced or cut')
  await file.close()
})
