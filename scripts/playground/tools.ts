/** Undo, copies, comparisons, sweeps, the array and files on the playground page. */
import { strict as assert } from 'node:assert'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conv2d, estimate, orThrow } from 'maestro-dataflow'
import { parseDataflow } from 'maestro-dataflow/notation'
import { model } from '../../test/onnx/build'
import { bottleneck } from '../../test/onnx/models'
import { removeFolder } from '../folder'
import { focused, open, retype, textOf, textsOf, typedIn, type Visit } from './visit'

const undoesAndStartsAgain = async (at: Visit): Promise<void> => {
  await open(at)
  const status = await textOf(at, '#status')
  await retype(at, '#pes', '64')
  const changed = await textOf(at, '#status')
  assert.notEqual(changed, status)
  await at.page.locator('#undo').click()
  assert.equal(await textOf(at, '#status'), status)
  assert.equal(await typedIn(at, '#pes'), '256')
  await at.page.locator('#redo').click()
  assert.equal(await textOf(at, '#status'), changed)
  await at.page.select('#kind', 'gemm')
  await at.page.locator('#reset').click()
  assert.equal(await textOf(at, '#status'), status)
  await at.page.locator('#undo').click()
  assert.equal(await typedIn(at, '#kind'), 'gemm')
}

/** What the page writes to the clipboard, which needs no permission then. */
const recordCopies = async ({ page }: Visit): Promise<void> => {
  await page.evaluate(`Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text) => { document.body.dataset.copied = text } },
    configurable: true,
  })`)
}

const copiedBy = async (at: Visit, what: string): Promise<string> => {
  await at.page.locator(`#copy-${what}`).click()
  await at.page.waitForFunction(
    (id) => document.querySelector(id)?.textContent === 'copied',
    {},
    `#copy-${what}`,
  )
  return at.page.evaluate(() => document.body.dataset['copied'] ?? '')
}

const copiesWhatIsThere = async (at: Visit): Promise<void> => {
  await open(at)
  await recordCopies(at)
  assert.match(await copiedBy(at, 'link'), /#v=1&layer=conv2d/)
  assert.match(
    await copiedBy(at, 'typescript'),
    /^import .* from 'maestro-dataflow'\n[\s\S]*spatialMap\(1, 1, 'K'\)/,
  )
  assert.match(await copiedBy(at, 'mapping'), /^Network [\s\S]*Dataflow KC-P/)
  assert.match(await copiedBy(at, 'hardware'), /256/)
}

const comparesTwoDataflows = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.locator('#pin').click()
  assert.match(await textOf(at, '#compared-figures'), /Runtime cycles778,223778,223the same/)
  await at.page.locator('label[for="offer-2"]').click()
  assert.match(await textOf(at, '#compared-figures thead'), /YX-PKC-P/)
  assert.match(await textOf(at, '#compared-figures'), /Runtime cycles704,527778,2239.5 % less/)
  await at.page.$eval('#compared-title', (title) => title.scrollIntoView())
  await at.picture('compared')
  await at.page.select('#pinned', 'X-P')
  assert.match(await textOf(at, '#compared-figures'), /Runtime cycles704,5274,128,773/)
  const link = await at.page.evaluate(() => location.href)
  await open(at, link.slice(at.address.length))
  assert.equal(await typedIn(at, '#pinned'), 'X-P')
  await at.page.select('#pinned', '')
  assert.deepEqual(await textsOf(at, '#compared-figures'), [])
}

const cyclesAt = (bandwidth: number, text: string): string => {
  const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1 })
  const hardware = { pes: 256, noc: { bandwidth }, l2: { capacity: 524288 }, offchip: { bandwidth: 16 } }
  return orThrow(estimate(layer, orThrow(parseDataflow(text)), hardware)).runtime.toLocaleString('en-US')
}

const sweepsAValue = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.focus('#sweep-at')
  await at.page.keyboard.press('ArrowRight')
  assert.equal(await typedIn(at, '#bandwidth'), '48')
  const cycles = cyclesAt(48, await typedIn(at, '#dataflow'))
  assert.ok((await textOf(at, '#status')).startsWith(`${cycles} cycles`))
  assert.equal(await textOf(at, '#sweep-text'), '48 elements/cycle')
  assert.equal(await focused(at), 'sweep-at')
  await at.page.select('#sweep', 'pes')
  assert.equal(await textOf(at, '#sweep-text'), '256 PEs')
  assert.match(await textOf(at, '#sweep-plot'), /Runtime in cycles.*PEs \(PEs\)/)
  await at.page.$eval('#sweep-title', (title) => title.scrollIntoView())
  await at.picture('sweep')
}

const drawsTheArray = async (at: Visit): Promise<void> => {
  await open(at)
  assert.equal((await textsOf(at, '#array .held')).length, 3 * 256)
  assert.match(await textOf(at, '#step-text'), /^0 of 50,176, at 0\.0$/)
  const before = await textOf(at, '#array')
  await at.page.focus('#step')
  await at.page.keyboard.press('ArrowRight')
  assert.match(await textOf(at, '#step-text'), /^1 of 50,176/)
  assert.equal(await focused(at), 'step')
  assert.notEqual(await textOf(at, '#array'), before)
  assert.match(await textOf(at, '#steps-shown'), /^steps 1–10 of/)
  await at.page.select('#level', '0')
  assert.equal((await textsOf(at, '#array .held')).length, 3 * 4)
  await at.page.select('#level', '1')
  await at.page.$eval('#mapping-title', (title) => title.scrollIntoView())
  await at.picture('array')
}

const shownSomewhere = async ({ page }: Visit, text: RegExp): Promise<void> => {
  await page.waitForFunction(
    (source: string) => new RegExp(source).test(document.body.textContent ?? ''),
    {},
    text.source,
  )
}

const dropFile = ({ page }: Visit, name: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    (fileName: string, content: readonly number[]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(content)], fileName))
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
      document.body.dispatchEvent(drop)
    },
    name,
    [...bytes],
  )

/** Chooses a file with the button, and waits until it is read. */
const chooseFile = async (at: Visit, path: string, status: RegExp): Promise<void> => {
  const input = await at.page.$('input#file')
  await input?.uploadFile(path)
  await shownSomewhere(at, status)
}

const opensAFile = async (at: Visit): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-onnx-'))
  try {
    await open(at)
    const path = join(folder, 'block.onnx')
    writeFileSync(path, model(bottleneck))
    await chooseFile(at, path, /block\.onnx, \d+ layers: /)
    assert.equal(await typedIn(at, '#network'), 'file')
    assert.ok((await textsOf(at, '#picked option')).length > 3)
    const one = await textOf(at, '#whole')
    assert.match(one, /block\.onnx, \d+ layers: [\d,]+ cycles/)
    assert.equal(await typedIn(at, '#extents'), 'N: 1', 'a symbolic dimension has an extent of 1')
    await retype(at, '#extents', 'N: 4')
    await at.page.keyboard.press('Tab')
    await at.page.waitForFunction((text) => document.querySelector('#whole')?.textContent !== text, {}, one)
    assert.equal(await typedIn(at, '#size-N'), '4')
    await at.page.$eval('#whole-title', (title) => title.scrollIntoView())
    await at.picture('whole')
    await dropFile(at, 'dropped.onnx', model(bottleneck))
    await shownSomewhere(at, /dropped\.onnx, \d+ layers: /)
    const broken = join(folder, 'broken.onnx')
    writeFileSync(broken, 'no model')
    await chooseFile(at, broken, /broken\.onnx cannot be read\./)
    assert.equal(await typedIn(at, '#network'), 'file', 'the file before stays')
  } finally {
    removeFolder(folder)
  }
}

const totalsANetwork = async (at: Visit): Promise<void> => {
  await open(at)
  const same = await textOf(at, '#whole')
  assert.match(same, /^ResNet-50, 54 layers: [\d,]+ cycles/)
  await at.page.select('#total', 'fastest')
  assert.notEqual(await textOf(at, '#whole'), same)
  await at.page.select('#network', '')
  assert.match(await textOf(at, '#whole'), /^Choose a network/)
}

export const tools: Readonly<Record<string, (at: Visit) => Promise<void>>> = {
  'undoes and starts again': undoesAndStartsAgain,
  'copies what is there': copiesWhatIsThere,
  'compares two dataflows': comparesTwoDataflows,
  'sweeps a value': sweepsAValue,
  'draws the array': drawsTheArray,
  'opens a file': opensAFile,
  'totals a network': totalsANetwork,
}
