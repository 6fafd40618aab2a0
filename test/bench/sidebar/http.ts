/** The sidebar over HTTP from so many clients at once, each with a connection kept alive, in a process of its own. */
import { readFileSync } from 'node:fs'
import { type Socket, connect } from 'node:net'
import { type Client, runClients } from './clients.ts'
import type { Ask } from './world.ts'

const [port, file, clients, seconds] = process.argv.slice(2) as [string, string, string, string]
const asks = JSON.parse(readFileSync(file, 'utf8')) as Ask[]

const requestOf = ({ token, address, name, messageId }: Ask) =>
  `GET /api/sidebar?${new URLSearchParams({ address, name, messageId, locale: 'es' })} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: */*\r\n\r\n`

const requests = new Map(asks.map((ask) => [ask, requestOf(ask)]))

/**
 * As load generators do it: bytes out, bytes in, no more. A whole HTTP client would take its share of the two cores that
 * the server and its database work on.
 */
function createClient(socket: Socket): Client {
  let chunks: Buffer[] = []
  let size = 0
  let whole = Infinity
  let answered: (body: Buffer) => void = () => {}
  let failed: (error: Error) => void = () => {}
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    size += chunk.length
    if (whole === Infinity) whole = lengthOf(Buffer.concat(chunks))
    if (size >= whole) answered(Buffer.concat(chunks))
  })
  socket.on('close', () => failed(new Error('the server closed the connection')))
  return async (ask) => {
    chunks = []
    size = 0
    whole = Infinity
    const answer = await new Promise<Buffer>((resolve, reject) => {
      answered = resolve
      failed = reject
      socket.write(requests.get(ask)!)
    })
    return isRight(answer, ask)
  }
}

/** Of the whole answer, header and body; Infinity until the header is there. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return Infinity
  const length = /\ncontent-length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
  if (length === undefined) throw new Error(`no content-length in ${bytes.toString('latin1', 0, end)}`)
  return end + 4 + Number(length)
}

/** That person's record, with this message found and something in the timeline. */
function isRight(answer: Buffer, ask: Ask): boolean {
  const [status, contact] = ['HTTP/1.1 200', `"contact":{"id":"${ask.contactId}"`]
  return (
    answer.toString('latin1', 0, status.length) === status &&
    answer.includes(contact) &&
    answer.includes('"state":"logged"') &&
    answer.includes('"kind":"mail_')
  )
}

const sockets = Array.from({ length: Number(clients) }, () => connect(Number(port), '127.0.0.1').setNoDelay())
const load = await runClients(asks, Number(seconds), sockets.map(createClient))
for (const socket of sockets) socket.removeAllListeners('close').destroy()
process.stdout.write(JSON.stringify(load))
