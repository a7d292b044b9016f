/** What people do on the playground page, and what they should see. */
import { strict as assert } from 'node:assert'
import { conv2d, estimate, orThrow } from 'maestro-dataflow'
import { parseDataflow } from 'maestro-dataflow/notation'
import { chains } from './chains'
import { searches } from './searches'
import { tools } from './tools'
import { start, views } from './views'
import { focused, open, retype, textOf, textsOf, typedIn, type Visit } from './visit'

const dataflow = "SpatialMap(1, 1) K;\nTemporalMap(3, 3) C;\nTemporalMap(1, 1) Y';"

/** The page's first layer and hardware, under a dataflow, as the library has it. */
const cyclesOf = (text: string): string => {
  const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1 })
  const hardware = { pes: 256, noc: { bandwidth: 32 }, l2: { capacity: 524288 }, offchip: { bandwidth: 16 } }
  return orThrow(estimate(layer, orThrow(parseDataflow(text)), hardware)).runtime.toLocaleString('en-US')
}

const startsWithAnExample = async (at: Visit): Promise<void> => {
  await open(at)
  assert.equal(await textOf(at, '#status'), start)
  assert.deepEqual(await textsOf(at, '.problem'), [])
  assert.equal((await textsOf(at, '#mapping figure')).length, 3)
  assert.equal((await textsOf(at, '#rivals tbody tr')).length, 5)
  assert.equal((await textsOf(at, '.roofline .point.own')).length, 1)
  await at.picture('desktop', true)
}

const estimatesWhatIsTyped = async (at: Visit): Promise<void> => {
  await open(at)
  await retype(at, '#dataflow', dataflow)
  assert.equal(await textOf(at, '#about-offer'), 'Your own dataflow.')
  assert.ok((await textOf(at, '#status')).startsWith(`${cyclesOf(dataflow)} cycles`))
  await retype(at, '#pes', '64')
  assert.match(await textOf(at, '#tiles'), /of 64 MACs\/cycle/)
  const status = await textOf(at, '#status')
  await at.page.waitForFunction((text) => document.querySelector('#spoken')?.textContent === text, {}, status)
}

/** Where the underlined text is, and where the second line of the text field is. */
const underline = ({ page }: Visit) =>
  page.evaluate(() => {
    const mark = document.querySelector('#dataflow-marks mark')
    const field = document.querySelector('#dataflow')
    if (mark === null || field === null) return null
    const { top, bottom, left } = mark.getBoundingClientRect()
    const style = getComputedStyle(field)
    const line = Number.parseFloat(style.lineHeight)
    const inside = field.getBoundingClientRect()
    const secondLine = inside.top + Number.parseFloat(style.paddingTop) + 1.5 * line
    return {
      text: mark.textContent,
      decoration: getComputedStyle(mark).textDecorationLine,
      onLine: top < secondLine && secondLine < bottom,
      indent: left - inside.left - Number.parseFloat(style.paddingLeft),
    }
  })

const marksAnErrorUntilItIsRepaired = async (at: Visit): Promise<void> => {
  await open(at)
  await retype(at, '#dataflow', dataflow.replace('(3, 3)', '(3, 1)'))
  const marked = await underline(at)
  assert.equal(marked?.text, '1', 'the offset is marked')
  assert.equal(marked?.decoration, 'underline')
  assert.ok(marked.onLine && marked.indent > 100, 'the underline is under the offset')
  assert.match(await textOf(at, '#dataflow-problems'), /repeats work.*Write TemporalMap\(3, 3\) C\./)
  assert.match(await textOf(at, '#status'), /^one error in the dataflow/)
  assert.ok(await at.page.$('#dataflow[aria-invalid="true"]'))
  assert.ok(await at.page.$('#answer[inert]'), 'what is out of date cannot be used')
  await at.picture('error')
  await at.page.locator('#dataflow-problems button').click()
  assert.deepEqual(await selected(at), ['dataflow', '1'])
  await at.page.keyboard.type('x')
  assert.match(await textOf(at, '#dataflow-problems'), /The parameter x has no value/)
  await retype(at, '#dataflow', dataflow)
  assert.equal(await underline(at), null)
  assert.ok((await textOf(at, '#status')).startsWith(`${cyclesOf(dataflow)} cycles`))
}

/** What is selected in the text field that has the focus. */
const selected = ({ page }: Visit): Promise<readonly string[]> =>
  page.evaluate(() => {
    const field = document.activeElement
    if (!(field instanceof HTMLTextAreaElement)) return []
    return [field.id, field.value.slice(field.selectionStart, field.selectionEnd)]
  })

const saysWhichFieldIsWrong = async (at: Visit): Promise<void> => {
  await open(at)
  await retype(at, '#size-K', 'many')
  await retype(at, '#pes', '0')
  assert.ok(await at.page.$('#size-K[aria-invalid="true"]'))
  assert.ok(await at.page.$('#pes[aria-invalid="true"]'))
  assert.equal(
    await textOf(at, '#status'),
    'one error in the layer, one error in the hardware · the figures are from before',
  )
  await at.page.locator('#layer-problems button').click()
  assert.equal(await focused(at), 'size-K')
  await at.picture('wrong-fields')
}

const sharesWhatIsSeen = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.select('#kind', 'convolution1d')
  await at.page.select('#accelerator', 'maeri')
  await retype(at, '#dataflow', "TemporalMap(1, 1) S;\nSpatialMap(1, 1) X';")
  await at.page.locator('#steps-on').click()
  const [link, status] = [await at.page.evaluate(() => location.href), await textOf(at, '#status')]
  const text = await typedIn(at, '#dataflow')
  await open(at)
  assert.equal(await textOf(at, '#status'), start)
  await open(at, link.slice(at.address.length))
  assert.equal(await textOf(at, '#status'), status)
  assert.equal(await typedIn(at, '#dataflow'), text)
  assert.equal(await typedIn(at, '#kind'), 'convolution1d')
  assert.equal(await typedIn(at, '#accelerator'), 'maeri')
  await at.picture('shared')
}

const survivesNonsense = async (at: Visit): Promise<void> => {
  await open(at, '#v=1&layer=conv9d&dataflow=%F0%9F%98%80&pes=%00&step=1e9')
  assert.match(await textOf(at, '#notice'), /not understood.*layer, step/)
  assert.match(await textOf(at, '#status'), /errors? in the dataflow.*repair the marked input/)
  assert.ok(await at.page.$('#answer[hidden]'), 'there is no answer to show')
  await open(at, '#%')
  assert.match(await textOf(at, '#notice'), /another version/)
  assert.equal(await textOf(at, '#status'), start)
}

const triesAndUndoesAChange = async (at: Visit): Promise<void> => {
  await open(at)
  const [, cycles = ''] = /: ([\d,]+) cycles/.exec(await textOf(at, '#change-0')) ?? []
  await at.page.locator('#apply-0').click()
  assert.ok((await textOf(at, '#status')).startsWith(`${cycles} cycles`), `the change gives ${cycles} cycles`)
  await at.page.goBack()
  assert.equal(await textOf(at, '#status'), start)
}

type Stop = { readonly id: string; readonly isSeen: boolean; readonly isNamed: boolean }

/** What has the focus now. */
const stop = ({ page }: Visit): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return null
    const isRadio = element instanceof HTMLInputElement && element.type === 'radio'
    const outlined = isRadio ? element.nextElementSibling : element
    const style = getComputedStyle(outlined ?? element)
    const labels = 'labels' in element ? (element as HTMLInputElement).labels : null // fields have them
    const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent
    return {
      id: element.id,
      isSeen: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1,
      isNamed: (name ?? '').trim() !== '',
    }
  })

const mostStops = 110

/** In the order of the page; of radio buttons the chosen one. */
const expectedStops =
  'skip undo reset copy-link copy-typescript offer-4 dataflow pin objective find network picked kind file size-N size-K size-X padding accelerator as-form pes bandwidth energy area overlap apply-0 pinned sweep sweep-at level step units-back steps-on roof-network total next tile halo model batch tokens cached bits'.split(
    ' ',
  )

const worksWithoutAMouse = async (at: Visit): Promise<void> => {
  await open(at)
  const stops: Stop[] = []
  for (;;) {
    await at.page.keyboard.press('Tab')
    const next = await stop(at)
    if (next === null || (stops.length > 0 && next.id === 'skip')) break
    stops.push(next)
    assert.ok(stops.length <= mostStops, 'the keyboard gets out at the end of the page')
  }
  const ids = stops.map(({ id }) => id)
  assert.deepEqual(
    expectedStops.filter((id) => ids.includes(id)),
    expectedStops,
  )
  const places = expectedStops.map((id) => ids.indexOf(id))
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  )
  assert.deepEqual(
    stops.filter(({ isSeen, isNamed }) => !isSeen || !isNamed),
    [],
  )
}

const choosesAndAppliesByKeyboard = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.focus('#offer-4')
  await at.page.keyboard.press('ArrowLeft')
  assert.equal(await focused(at), 'offer-3')
  assert.match(await typedIn(at, '#dataflow'), /^Dataflow YR-P/)
  await at.page.focus('#apply-0')
  await at.page.keyboard.press('Enter')
  assert.notEqual(await focused(at), '', 'the focus stays where one was')
  await at.page.focus('#steps-on')
  await at.page.keyboard.press('Space')
  assert.equal(await focused(at), 'steps-on')
  assert.match(await textOf(at, '#steps-shown'), /^steps 10–19 of/)
  await at.page.focus('#skip')
  await at.page.keyboard.press('Enter')
  assert.equal(await focused(at), 'results')
}

export const scenarios: Readonly<Record<string, (at: Visit) => Promise<void>>> = {
  'starts with an example': startsWithAnExample,
  'estimates what is typed': estimatesWhatIsTyped,
  'marks an error until it is repaired': marksAnErrorUntilItIsRepaired,
  'says which field is wrong': saysWhichFieldIsWrong,
  'shares what is seen as a link': sharesWhatIsSeen,
  'survives nonsense in a link': survivesNonsense,
  'tries and undoes a change': triesAndUndoesAChange,
  'works without a mouse': worksWithoutAMouse,
  'chooses and applies by keyboard': choosesAndAppliesByKeyboard,
  ...searches,
  ...chains,
  ...views,
  ...tools,
}
