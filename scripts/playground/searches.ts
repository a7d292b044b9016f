/** Searches for the best dataflow on the playground page. */
import { strict as assert } from 'node:assert'
import { gemm, orThrow } from 'maestro-dataflow'
import { map } from 'maestro-dataflow/map'
import { open, retype, textOf, typedIn, type Visit } from './visit'

const ended = async ({ page }: Visit): Promise<void> => {
  await page.waitForSelector('#search[data-state="Ended"]')
}

const product =
  '#v=1&layer=gemm&M=16&N=12&K=20&dataflow=SpatialMap(1, 1) M;&pes=6&bandwidth=4&l1=64&l2=4096&offchip=4'

/** The layer and the hardware of the link. */
const productRequest = {
  layer: gemm({ M: 16, N: 12, K: 20 }),
  hardware: {
    pes: 6,
    noc: { bandwidth: 4 },
    l1: { capacity: 64 },
    l2: { capacity: 4096 },
    offchip: { bandwidth: 4 },
  },
  objective: 'runtime',
} as const

const findsTheBestDataflow = async (at: Visit): Promise<void> => {
  await open(at, product)
  const before = await textOf(at, '#status')
  await at.page.select('#objective', 'runtime')
  await at.page.locator('#find').click()
  await ended(at)
  assert.equal(
    await textOf(at, '#status'),
    before,
    'the dataflow of the page stays until the one found is used',
  )
  const { best } = orThrow(map(productRequest))
  assert.match(await textOf(at, '#search'), /mappings of one or two levels/)
  assert.equal(await textOf(at, '#search-status'), 'A dataflow was found: Use it puts it into the editor.')
  await at.page.waitForSelector('#search details')
  await at.page.locator('#search summary').click()
  await at.picture('search', true)
  await at.page.locator('#use').click()
  assert.ok((await textOf(at, '#status')).startsWith(`${best?.runtime.toLocaleString('en-US')} cycles`))
  await at.page.goBack()
  assert.equal(await typedIn(at, '#dataflow'), 'SpatialMap(1, 1) M;')
  assert.equal(await textOf(at, '#status'), before)
  await retype(at, '#size-M', '17')
  assert.equal(await textOf(at, '#search'), '', 'an answer about another layer is not shown')
}

const stopsASearch = async (at: Visit): Promise<void> => {
  await open(at)
  await at.page.locator('#find').click()
  await at.page.waitForSelector('#search svg.gap')
  await at.picture('searching')
  await at.page.locator('#find').click()
  await ended(at)
  assert.match(await textOf(at, '#search'), /^Stopped after [\d,]+ nodes: .* above the optimum/)
  await at.page.locator('#use').click()
  assert.match(await typedIn(at, '#dataflow'), /^Dataflow mapping {/)
  assert.equal(await textOf(at, '#find'), 'Find the best dataflow')
  await at.page.locator('#find').click()
  await retype(at, '#size-K', '64')
  assert.equal(await textOf(at, '#search'), '', 'another layer ends the search')
}

const saysWhyThereIsNoMapping = async (at: Visit): Promise<void> => {
  await open(at, `${product}&l1=5`.replace('&l1=64', ''))
  await at.page.locator('#find').click()
  await ended(at)
  assert.equal(
    await textOf(at, '#search p'),
    'No mapping fits: the L1 of a PE has room for 5 elements, and every mapping needs at least 6.',
  )
  await retype(at, '#pes', '0')
  await at.page.locator('#find').click()
  await at.page.waitForSelector('#search[data-state="Refused"]')
  await at.picture('refused')
}

export const searches: Readonly<Record<string, (at: Visit) => Promise<void>>> = {
  'finds the best dataflow': findsTheBestDataflow,
  'stops a search': stopsASearch,
  'says why there is no mapping': saysWhyThereIsNoMapping,
}
