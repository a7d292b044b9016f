/** What is seen on screens of different sizes and colours, also by those who hear the page. */
import { strict as assert } from 'node:assert'
import { assertAccessible } from '../browser/accessibility'
import { assertNoSidewaysScroll, focused, open, retype, settled, textOf, type Visit } from './visit'

export const start = '778,223 cycles · utilization 58.0 % · bottleneck compute'

const phone = { width: 390, height: 844, isMobile: true, hasTouch: true }
const desktop = { width: 1360, height: 900 }

/** How far down an element ends, in pixels; more than any screen if it is not seen. */
const bottomOf = ({ page }: Visit, selector: string): Promise<number> =>
  page.$eval(selector, (element) => {
    const { bottom, height } = element.getBoundingClientRect()
    return height === 0 ? Infinity : bottom
  })

const showsAllInputsOnADesktop = async (at: Visit): Promise<void> => {
  await at.page.setViewport({ width: 1440, height: 900 })
  await open(at)
  for (const selector of [
    '#tiles',
    '#dataflow',
    '#picked',
    '#sizes',
    '#pes',
    '#l2',
    '#energy',
    '#area',
    '#overlap',
  ])
    assert.ok((await bottomOf(at, selector)) <= 900, `${selector} is seen without scrolling`)
  await at.page.setViewport(desktop)
}

const fitsOnAPhone = async (at: Visit): Promise<void> => {
  await at.page.setViewport(phone)
  await open(at)
  assert.equal(await textOf(at, '#status'), start)
  for (const selector of ['.tile.runtime', '.tile.utilization', '.tile.bound'])
    assert.ok((await bottomOf(at, selector)) <= 300, `${selector} is seen without scrolling`)
  await assertNoSidewaysScroll(at)
  await at.picture('phone', true)
  await at.page.locator('[data-part="explanation-title"]').click()
  assert.equal(await focused(at), 'explanation-title')
  const [answer, title] = [await bottomOf(at, '#bar'), await bottomOf(at, '#explanation-title')]
  assert.ok(
    answer <= 160 && title > answer && title < 300,
    'the answer and the part that was asked for are in sight',
  )
  await at.page.$$eval('details', (all) => all.map((each) => each.setAttribute('open', '')))
  await assertNoSidewaysScroll(at)
  await retype(
    at,
    '#dataflow',
    'TemporalMap(3, 1) C; // a line that is longer than the screen of a phone is wide',
  )
  await assertNoSidewaysScroll(at)
  await at.picture('phone-error')
  await at.page.setViewport(desktop)
}

const isDarkWhereThatIsWished = async (at: Visit): Promise<void> => {
  const background = () => at.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await open(at)
  const light = await background()
  await at.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  assert.notEqual(await background(), light)
  await at.picture('dark', true)
  await at.page.emulateMediaFeatures([])
}

/** With everything open that can be. */
const openEverything = async (at: Visit): Promise<void> => {
  await open(at, '#v=1&pinned=SpatialMap(1, 1) K;')
  await at.page.$$eval('details', (all) => all.map((each) => each.setAttribute('open', '')))
  await settled(at)
}

const inColours = (at: Visit, value: 'light' | 'dark'): Promise<void> =>
  at.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])

const isAccessible = async (at: Visit): Promise<void> => {
  for (const [size, viewport] of Object.entries({ desktop, phone })) {
    await at.page.setViewport(viewport)
    await inColours(at, 'light')
    await openEverything(at)
    await assertAccessible(at.page, `${size}, light`)
    await inColours(at, 'dark')
    await assertAccessible(at.page, `${size}, dark`, ['color-contrast'])
  }
  await retype(at, '#dataflow', 'TemporalMap(3, 1) C;')
  await assertAccessible(at.page, 'with an error')
  await at.page.emulateMediaFeatures([])
  await at.page.setViewport(desktop)
}

export const views: Readonly<Record<string, (at: Visit) => Promise<void>>> = {
  'shows all inputs on a desktop': showsAllInputsOnADesktop,
  'fits on a phone': fitsOnAPhone,
  'is dark where that is wished': isDarkWhereThatIsWished,
  'is accessible': isAccessible,
}
