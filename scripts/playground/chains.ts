/** Fused chains and blocks of language models on the playground page. */
import { strict as assert } from 'node:assert'
import { assertNoSidewaysScroll, focused, open, retype, textOf, typedIn, type Visit } from './visit'

const fusesWhatFollows = async (at: Visit): Promise<void> => {
  await open(at)
  const figures = await textOf(at, '#fused-figures')
  assert.match(figures, /Runtime cycles[\d,]+.*Energy.*Off-chip traffic bits.*Shared L2 at its peak bits/)
  await at.page.select('#next', '3x3,1x1')
  await retype(at, '#tile', '4, 14')
  await at.page.select('#halo', 'recompute')
  assert.notEqual(await textOf(at, '#fused-figures'), figures)
  assert.match(await textOf(at, '#fused'), /With everything retained it would take/)
  const link = await at.page.evaluate(() => location.href)
  await retype(at, '#tile', 'many')
  assert.match(await textOf(at, '#fused'), /chain\.tile\.Y' must be/)
  assert.equal(await focused(at), 'tile')
  await open(at, link.slice(at.address.length))
  assert.equal(await typedIn(at, '#tile'), '4, 14')
  assert.match(await textOf(at, '#fused'), /With everything retained it would take/)
  await at.page.$eval('#fusion-title', (title) => title.scrollIntoView())
  await at.picture('fused')
  await at.page.select('#kind', 'gemm')
  await at.page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true })
  await assertNoSidewaysScroll(at)
  await at.page.$eval('#fusion-title', (title) => title.scrollIntoView())
  await at.picture('fused-phone')
  await at.page.setViewport({ width: 1360, height: 900 })
}

const costsABlockOfALanguageModel = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.select('#accelerator', 'exynos2400')
  assert.match(await textOf(at, '#block'), /The block takes [\d,]+ cycles, .*32 blocks like this one/)
  await retype(at, '#tokens', '256')
  await retype(at, '#cached', '0')
  await retype(at, '#bits', '8')
  assert.equal(await focused(at), 'bits')
  await at.page.select('#model', 'mixtral-8x22b')
  assert.match(await textOf(at, '#block'), /The model has 56 blocks like this one/)
  assert.match(await textOf(at, '#block-figures tfoot'), /the block.*ms.*B$/)
  await at.page.$eval('#block-title', (title) => title.scrollIntoView())
  await at.picture('block')
  const [link, seen] = [await at.page.evaluate(() => location.href), await textOf(at, '#block')]
  await retype(at, '#tokens', 'many')
  assert.match(await textOf(at, '#block'), /tokens of transformerBlock must be a positive integer/)
  await at.page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true })
  await open(at, link.slice(at.address.length))
  assert.equal(await textOf(at, '#block'), seen)
  await assertNoSidewaysScroll(at)
  await at.page.$eval('#block-title', (title) => title.scrollIntoView())
  await at.picture('block-phone')
  await at.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  await at.picture('block-phone-dark')
  await at.page.emulateMediaFeatures([])
  await at.page.setViewport({ width: 1360, height: 900 })
}

export const chains: Readonly<Record<string, (at: Visit) => Promise<void>>> = {
  'fuses what follows': fusesWhatFollows,
  'costs a block of a language model': costsABlockOfALanguageModel,
}
