/**
 * The packed ES module gives one answer everywhere: in Node, in a Node worker, in a page and in a page's module
 * worker. Without a Chromium the last two are skipped, but never in CI.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { findChromium, openChromium } from './browser/chromium'
import { serve } from './browser/serve'
import { removeFolder } from './folder'

const root = resolve(import.meta.dirname, '..')
const patience = 60_000
const install = 'install one (Debian: apt-get install -y chromium) or name it in CHROMIUM'

type Answers = Readonly<Record<string, string>>

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** The packed package beside the pages that use it. */
const layOut = (site: string): void => {
  cpSync(join(root, 'test/package/browser'), site, { recursive: true })
  writeFileSync(join(site, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const packed = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', site], root),
  ) as [{ filename: string }] // npm's documented output
  run('tar', ['-xzf', packed[0].filename], site)
}

const inNode = (site: string): string =>
  run(
    process.execPath,
    ['--eval', "import('./answer.js').then((it) => process.stdout.write(it.answer()))"],
    site,
  )

const inNodeWorker = (site: string): Promise<string> =>
  new Promise((answered, reject) => {
    // Without the loader of this script: the worker has to run in plain Node.
    const worker = new Worker(pathToFileURL(join(site, 'node-worker.js')), { execArgv: [] })
    worker.on('message', answered)
    worker.on('error', reject)
  })

const tooLate = async (): Promise<never> => {
  await delay(patience, undefined, { ref: false })
  throw new Error(`no report from the page within ${patience / 1000} seconds`)
}

const inBrowser = async (site: string, profile: string, chromium: string): Promise<Answers> => {
  const { address, report, close } = await serve(site)
  const browser = openChromium(chromium, profile, address)
  try {
    const answers = JSON.parse(await Promise.race([report, browser.ended, tooLate()])) as Answers // by page.js
    if (answers['error'] !== undefined) throw new Error(`in the page: ${answers['error']}`)
    return answers
  } finally {
    await browser.close()
    close()
  }
}

const askBrowser = async (folder: string, site: string): Promise<Answers> => {
  const chromium = findChromium()
  if (chromium !== undefined) return inBrowser(site, join(folder, 'profile'), chromium)
  if (process.env['CI']) throw new Error(`no Chromium: ${install}`)
  console.warn(`skipped in a browser, as there is no Chromium: ${install}`)
  return {}
}

const compare = (expected: string, answers: Answers): void => {
  for (const [place, answer] of Object.entries(answers))
    if (answer !== expected) throw new Error(`${place} answers\n${answer}\nbut Node\n${expected}`)
}

const folder = mkdtempSync(join(tmpdir(), 'maestro-browser-'))
const site = join(folder, 'site')
try {
  layOut(site)
  const expected = inNode(site)
  const answers: Answers = { 'Node worker': await inNodeWorker(site), ...(await askBrowser(folder, site)) }
  compare(expected, answers)
  console.log(`the same ${expected.length} characters in Node, ${Object.keys(answers).join(', ')}`)
} finally {
  removeFolder(folder) // Chromium's last helper processes may still be writing
}
