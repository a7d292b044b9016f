/**
 * The playground page in a real browser: served, and opened from disk. Without a Chromium it is skipped, but never in CI.
 * Pictures are kept in the folder that is named, or thrown away.
 */
import { strict as assert } from 'node:assert'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'puppeteer-core'
import { findChromium } from './browser/chromium'
import { serve } from './browser/serve'
import { removeFolder } from './folder'
import { buildPlayground } from './playground/build'
import { scenarios } from './playground/scenarios'
import { open, openBrowser, textOf, visit } from './playground/visit'

const root = resolve(import.meta.dirname, '..')
const install = 'install one (Debian: apt-get install -y chromium) or name it in CHROMIUM'

const play = async (browser: Browser, address: string, pictures: string): Promise<void> => {
  const at = await visit(browser, address, pictures)
  for (const [name, scenario] of Object.entries(scenarios)) {
    const begun = performance.now()
    await scenario(at)
    assert.deepEqual(at.complaints, [], `nothing goes wrong unseen: ${name}`)
    console.log(`${name} (${Math.round(performance.now() - begun)} ms)`)
  }
}

const playFromDisk = async (browser: Browser, site: string, pictures: string): Promise<void> => {
  const at = await visit(browser, pathToFileURL(`${site}/`).href, pictures)
  await open(at, 'index.html')
  assert.match(await textOf(at, '#status'), /cycles/)
  await at.page.locator('#find').click()
  await at.page.waitForSelector('#search progress[value]:not([value="0"])')
  assert.deepEqual(at.complaints, [])
  console.log('opens from disk')
}

const check = async (chromium: string, folder: string, pictures: string): Promise<void> => {
  const site = join(folder, 'site')
  await buildPlayground(site)
  const { address, close } = await serve(site)
  const browser = await openBrowser(chromium)
  try {
    await play(browser, address, pictures)
    await playFromDisk(browser, site, pictures)
  } finally {
    await browser.close()
    close()
  }
}

const checkIn = async (chromium: string): Promise<void> => {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('the package is not built: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'maestro-playground-'))
  const pictures = resolve(process.argv[2] ?? folder)
  mkdirSync(pictures, { recursive: true })
  try {
    await check(chromium, folder, pictures)
  } finally {
    removeFolder(folder)
  }
}

const chromium = findChromium()
if (chromium !== undefined) await checkIn(chromium)
else if (process.env['CI']) throw new Error(`no Chromium: ${install}`)
else console.warn(`skipped, as there is no Chromium: ${install}`)
