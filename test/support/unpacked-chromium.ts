/** `@sparticuz/chromium` unpacked once into `node_modules/.cache`, with what a bare container lacks: libraries and fonts. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const modules = join(import.meta.dirname, '../../node_modules')

export async function unpackedChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const home = join(modules, '@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const cache = join(modules, '.cache/ficha')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) await unpack({ archives: join(home, 'bin'), cache, folder })
  const executablePath = join(folder, 'chromium')
  const env: Record<string, string> = { FONTCONFIG_FILE: await fontConfig(folder) }
  const bundled = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  try {
    await run(executablePath, ['--version'])
  } catch {
    // NSS and its friends are missing on slim images. Only then: the system's own are the better match otherwise.
    env['LD_LIBRARY_PATH'] = bundled
    await run(executablePath, ['--version'], { env: { ...process.env, ...env } })
  }
  return { executablePath, env }
}

/** Into a folder beside, then renamed: another process sees all of it or nothing. */
async function unpack({ archives, cache, folder }: { archives: string; cache: string; folder: string }): Promise<void> {
  process.stderr.write('ficha: unpacking the browser for the journeys (once)…\n')
  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, 'unpacking-'))
  // Its `inflate` always writes to the temp folder of the process, hence a process with a temp folder of its own.
  const script = `
    import { inflate } from '@sparticuz/chromium'
    await Promise.all(process.argv.slice(1).map((file) => inflate(file)))`
  const files = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'].map((name) =>
    join(archives, name),
  )
  try {
    await run(process.execPath, ['--input-type=module', '-e', script, ...files], {
      cwd: modules,
      env: { ...process.env, TMPDIR: staging },
    })
    await rename(staging, folder).catch((error: NodeJS.ErrnoException) => {
      // Somebody else was quicker: theirs is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** The system's fonts, then those that come along: a slim image has none, and text, arrows and emoji would be blank. */
async function fontConfig(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  const brought = [
    join(folder, 'fonts'),
    join(modules, 'dejavu-fonts-ttf/ttf'),
    join(modules, '@expo-google-fonts/noto-emoji/400Regular'),
  ]
  if (!existsSync(file)) {
    const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  ${brought.map((dir) => `<dir>${dir}</dir>`).join('\n  ')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`
    await writeFile(`${file}.${process.pid}`, text)
    await rename(`${file}.${process.pid}`, file)
  }
  return file
}
