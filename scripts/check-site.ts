/**
 * The API site in a real browser, from disk: its pages are accessible in both themes, its header leads somewhere, and its search
 * finds what guides explain. Without a Chromium it is skipped, but never in CI. Pictures are kept in the folder that is named.
 */
import { strict as assert } from 'node:assert'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { assertAccessible } from './browser/accessibility'
import { findChromium, quiet } from './browser/chromium'

const site = join(import.meta.dirname, '../docs/api')
const addressOf = (page: string): string => pathToFileURL(join(site, page)).href

const pages: Readonly<Record<string, string>> = {
  home: 'index.html',
  guide: 'documents/Reading_an_estimate.html',
  module: 'modules/maestro-dataflow.html',
  function: 'functions/maestro-dataflow.conv2d.html',
  interface: 'interfaces/maestro-dataflow.Conv2dSizes.html',
}

/** What people look for, and one of the first five answers. */
const sought: Readonly<Record<string, RegExp>> = {
  halo: /documents\//,
  residency: /documents\/Glossary/,
  'double buffering': /documents\//,
  conv2d: /functions\/maestro-dataflow\.conv2d\.html$/,
  roofline: /rooflineSpec\.html$/,
}

const widths = { desktop: 1360, phone: 390 } as const

const look = async (page: Page, name: string, pictures: string): Promise<void> => {
  for (const [size, width] of Object.entries(widths)) {
    await page.setViewport({ width, height: 900 })
    await page.screenshot({ path: join(pictures, `site-${name}-${size}.png`) })
  }
}

/** The navigation is filled by a script. */
const open = async (page: Page, path: string): Promise<void> => {
  await page.setViewport({ width: widths.desktop, height: 900 })
  await page.goto(addressOf(path))
  await page.waitForSelector('#tsd-nav-container details')
}

/** The colors are all that differs in the dark. */
const rules = { light: undefined, dark: ['color-contrast', 'link-in-text-block'] } as const

const checkPages = async (page: Page, pictures: string | undefined): Promise<void> => {
  for (const [theme, checked] of Object.entries(rules)) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }])
    for (const [name, path] of Object.entries(pages)) {
      await open(page, path)
      await assertAccessible(page, `${name}, ${theme}`, checked)
      await checkHeader(page, path)
      if (pictures !== undefined) await look(page, `${name}-${theme}`, pictures)
    }
  }
}

const checkHeader = async (page: Page, path: string): Promise<void> => {
  const links = await page.$$eval('#tsd-toolbar-links a', (all) => all.map((each) => each.href))
  const local = links.filter((link) => link.startsWith('file:'))
  assert.ok(local.length > 0, `${path} links to the guides`)
  const lost = local.filter((link) => !existsSync(new URL(link)))
  assert.deepEqual(lost, [], `links of the header of ${path}`)
}

const search = async (page: Page, text: string): Promise<readonly string[]> => {
  await page.$eval('#tsd-search-input', (field) => {
    if (field instanceof HTMLInputElement) field.value = ''
  })
  await page.$eval('#tsd-search-results', (list) => list.replaceChildren())
  await page.focus('#tsd-search-input')
  await page.keyboard.sendCharacter(text) // all at once: answers to a part of it would pass for answers
  await page.waitForFunction(
    () => document.querySelector('#tsd-search-results a, #tsd-search-status div') !== null,
  )
  return page.$$eval('#tsd-search-results a', (all) => all.map((each) => each.href))
}

/** A section of a guide has the anchor that the search leads to. */
const leadsNowhere = (link: string): boolean => {
  const address = new URL(link)
  const id = decodeURIComponent(address.hash.slice(1))
  return id !== '' && !readFileSync(new URL(address.pathname, address), 'utf8').includes(`id="${id}"`)
}

const checkSearch = async (page: Page): Promise<void> => {
  await open(page, 'index.html')
  await page.locator('#tsd-search-trigger').click()
  await page.waitForFunction(() => document.querySelector('#tsd-search-status')?.innerHTML === '')
  for (const [text, wanted] of Object.entries(sought)) {
    const found = await search(page, text)
    const first = found.slice(0, 5)
    assert.ok(
      first.some((link) => wanted.test(link)),
      `a search for ${text} finds ${first}`,
    )
    assert.deepEqual(found.filter(leadsNowhere), [])
  }
}

const check = async (browser: Browser, pictures: string | undefined): Promise<void> => {
  const page = await browser.newPage()
  const begun = performance.now()
  await checkPages(page, pictures)
  await checkSearch(page)
  console.log(`the site is accessible and finds its guides (${Math.round(performance.now() - begun)} ms)`)
}

const chromium = findChromium()
const install = 'install one (Debian: apt-get install -y chromium) or name it in CHROMIUM'
if (!existsSync(site)) throw new Error('the site is not built: npm run gen:docs')
if (chromium === undefined) {
  if (process.env['CI']) throw new Error(`no Chromium: ${install}`)
  console.warn(`skipped, as there is no Chromium: ${install}`)
} else {
  const pictures = process.argv[2] === undefined ? undefined : resolve(process.argv[2])
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true })
  const browser = await puppeteer.launch({ executablePath: chromium, args: quiet })
  try {
    await check(browser, pictures)
  } finally {
    await browser.close()
  }
}
