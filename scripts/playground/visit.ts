/** A browser at the playground page, and what people do there. */
import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { quiet } from '../browser/chromium'

export type Visit = {
  readonly page: Page
  /** Where the page is, without what is behind `#`. */
  readonly address: string
  /** Takes a picture of what is seen, or of the whole page. */
  readonly picture: (name: string, whole?: boolean) => Promise<void>
  /** What went wrong that nobody asked about: errors, and requests for anything but the page's files. */
  readonly complaints: readonly string[]
}

export const openBrowser = (chromium: string): Promise<Browser> =>
  puppeteer.launch({ executablePath: chromium, args: quiet })

const files = ['', 'index.html', 'playground.js', 'playground.css']

const listen = (page: Page, address: string): readonly string[] => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`error: ${String(error)}`))
  page.on('request', (request) => {
    const url = request.url()
    const [path = ''] = url.split('#')
    const isOwn =
      files.some((file) => path === `${address}${file}`) || url.startsWith('data:') || url.startsWith('blob:')
    if (!isOwn) complaints.push(`request: ${url}`)
  })
  return complaints
}

export const visit = async (browser: Browser, address: string, pictures: string): Promise<Visit> => {
  const page = await browser.newPage()
  await page.setViewport({ width: 1360, height: 900 })
  const complaints = listen(page, address)
  const picture = async (name: string, whole = false): Promise<void> => {
    await page.screenshot({ path: `${join(pictures, name)}.png`, fullPage: whole })
  }
  return { page, address, picture, complaints }
}

/** Opens the page anew, as from a link. */
export const open = async ({ page, address }: Visit, hash = ''): Promise<void> => {
  await page.goto('about:blank')
  await page.goto(`${address}${hash}`)
}

/** Waits until all of the page shows the same state. */
export const settled = async ({ page }: Visit): Promise<void> => {
  await page.waitForSelector('#answer[data-state="settled"]')
}

/** What is in the answer is shown a little later than what is around it. */
const shown = async ({ page }: Visit, selector: string): Promise<void> => {
  await page.waitForFunction(
    (of: string) => {
      const answer = document.querySelector<HTMLElement>('#answer')
      const isInside = answer?.querySelector(of) !== null
      return !isInside || answer?.dataset['state'] === 'settled'
    },
    { polling: 20 },
    selector,
  )
}

export const textOf = async (at: Visit, selector: string): Promise<string> => {
  await shown(at, selector)
  return at.page.$eval(selector, (element) => element.textContent ?? '')
}

export const textsOf = async (at: Visit, selector: string): Promise<readonly string[]> => {
  await shown(at, selector)
  return at.page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''))
}

export const typedIn = ({ page }: Visit, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element as HTMLInputElement).value) // the tests name fields only

/** Types a text over what is in a field: the last character as a key, all before it at once. */
export const retype = async (at: Visit, selector: string, text: string): Promise<void> => {
  const { keyboard } = at.page
  await at.page.focus(selector)
  await keyboard.down('Control')
  await keyboard.press('a')
  await keyboard.up('Control')
  if (text.length > 1) await keyboard.sendCharacter(text.slice(0, -1))
  await keyboard.type(text.slice(-1))
}

export const focused = async (at: Visit): Promise<string> => {
  await settled(at)
  return at.page.evaluate(() => document.activeElement?.id ?? '')
}

export const assertNoSidewaysScroll = async ({ page }: Visit): Promise<void> => {
  const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok((needed ?? 0) <= (there ?? 0), `the page is ${needed} pixels wide, of which ${there} are seen`)
}
