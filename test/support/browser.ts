/**
 * The browser of the journeys, found or brought along. In this order: `CHROME_PATH`; a Chromium or Chrome of the
 * system; on Linux x64 the one in `@sparticuz/chromium` (an npm package, so a registry is all it needs); elsewhere
 * Playwright's own download.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type LaunchOptions, chromium } from 'playwright-core'
import { unpackedChromium } from './unpacked-chromium.ts'

const run = promisify(execFile)

/** `env` holds what must be added to the environment for it to start. */
export type FoundBrowser = { executablePath: string; env: Record<string, string>; from: string }

/** One browser a call: the caller closes it. Contexts are cheap, so one browser a test file is enough. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const found = await prepareBrowser()
  return chromium.launch({
    ...options,
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env, ...options.env },
    args: [
      // Chromium refuses to start as root with its sandbox; the tests open only our own pages.
      '--no-sandbox',
      // No update, safe-browsing or metrics request leaves the machine: a test that waits for idle would wait for them.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--no-pings',
      ...(options.args ?? []),
    ],
  })
}

let found: Promise<FoundBrowser> | undefined

/** Finds the browser, unpacking or downloading it the first time. Throws an Error that says what to install. */
export function prepareBrowser(): Promise<FoundBrowser> {
  found ??= findBrowser()
  return found
}

async function findBrowser(): Promise<FoundBrowser> {
  const chosen = process.env['CHROME_PATH']
  if (chosen) {
    if (!(await starts(chosen))) throw new Error(`CHROME_PATH=${chosen} does not start (tried: --version).`)
    return { executablePath: chosen, env: {}, from: 'CHROME_PATH' }
  }
  for (const candidate of systemCandidates()) {
    if (existsSync(candidate) && (await starts(candidate))) {
      return { executablePath: candidate, env: {}, from: 'the system' }
    }
  }
  const reasons: string[] = []
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      return { ...(await unpackedChromium()), from: '@sparticuz/chromium' }
    } catch (error) {
      reasons.push(`@sparticuz/chromium: ${(error as Error).message}`)
    }
  }
  try {
    return { executablePath: await playwrightsOwn(), env: {}, from: "Playwright's download" }
  } catch (error) {
    reasons.push(`Playwright's download: ${(error as Error).message.split('\n')[0]}`)
  }
  throw new Error([whatToInstall(), ...reasons].join('\n  '))
}

function whatToInstall(): string {
  const how = {
    linux: 'install Chromium (Debian, Ubuntu: apt-get install chromium · Fedora: dnf install chromium)',
    darwin: 'install Google Chrome (brew install --cask google-chrome)',
    win32: 'install Google Chrome (winget install Google.Chrome)',
  }[process.platform as string]
  return `The journeys need a browser and none could be had: ${how ?? 'install Chromium'}, or set CHROME_PATH to one.`
}

function systemCandidates(): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ]
  }
  if (process.platform === 'win32') {
    const roots = [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
    return roots.flatMap((root) => (root ? [join(root, 'Google/Chrome/Application/chrome.exe')] : []))
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** Being there is not enough: Ubuntu's `chromium-browser` may be a stub that only says "install the snap". */
async function starts(executablePath: string): Promise<boolean> {
  // Chrome on Windows opens a window for --version instead of printing it.
  if (process.platform === 'win32') return existsSync(executablePath)
  return run(executablePath, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /Chrom/.test(stdout),
    () => false,
  )
}

async function playwrightsOwn(): Promise<string> {
  if (!existsSync(chromium.executablePath())) {
    process.stderr.write('ficha: downloading a browser for the journeys (once)…\n')
    const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js')
    await run(process.execPath, [cli, 'install', 'chromium'], { timeout: 600_000 })
  }
  return chromium.executablePath()
}
