/**
 * The fake Google in a process of its own: prints `{"url"}` and stays until its input ends or it is told to go. Options come as
 * JSON in the first argument. What `handle.ts` offers is at `POST /control` (`control.ts`); `remote.ts` speaks it.
 */
import { decode, encode, obey, type Order } from './control.ts'
import { startGoogle } from './fake.ts'
import type { GoogleOptions } from './handle.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as GoogleOptions

const fake = await startGoogle({
  ...options,
  async control(body) {
    try {
      const value = await obey(fake, decode(JSON.parse(body)) as Order)
      return Response.json({ value: encode(value) })
    } catch (error) {
      return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 400 })
    }
  },
})

process.stdout.write(`${JSON.stringify({ url: fake.url })}\n`)
const stop = () => void fake.close().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
process.stdin.resume().once('end', stop)
