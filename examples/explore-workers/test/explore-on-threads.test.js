import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orThrow } from 'maestro-dataflow'
import { explore } from 'maestro-dataflow/explore'
import { exploreOnThreads } from '../explore-on-threads.js'
import { space } from './small-space.js'

const small = new URL('./small-space.js', import.meta.url)
const endless = new URL('./endless-space.js', import.meta.url)
const expected = orThrow(explore(space))

test('the space has designs that are valid, and invalid for several reasons', () => {
  const { valid, invalid } = expected.designs
  assert.ok(valid > 0 && invalid.dataflow > 0 && invalid.l1 > 0 && invalid.l2 > 0 && invalid.area > 0)
  assert.ok(expected.front.length > 3)
})

for (const { threads, shards } of [
  { threads: 1, shards: 1 },
  { threads: 2, shards: 2 },
  { threads: 2, shards: 7 },
  { threads: 3, shards: 64 },
  { threads: 2, shards: expected.designs.total + 1 },
])
  test(`${shards} shards on ${threads} threads are the exploration`, async () => {
    const found = await exploreOnThreads(small, { threads, shards })
    assert.equal(JSON.stringify(found), JSON.stringify(expected))
  })

test('the chunk changes what is reported, not what is found', async () => {
  /** @type {number[]} */
  const fractions = []
  const found = await exploreOnThreads(small, {
    shards: 2,
    chunk: 100,
    onProgress: (it) => fractions.push(it),
  })
  assert.equal(JSON.stringify(found), JSON.stringify(expected))
  assert.equal(fractions.at(-1), 1)
  assert.deepEqual(
    fractions,
    [...fractions].sort((a, b) => a - b),
  )
})

test('cancelled, it answers with what is known', async () => {
  const cancel = new AbortController()
  let reported = 0
  const { designs, front } = await exploreOnThreads(endless, {
    threads: 2,
    chunk: 1e6,
    signal: cancel.signal,
    onProgress: (_, known) => {
      reported = known
      if (known > 4e6) cancel.abort()
    },
  })
  const { valid, invalid } = designs
  assert.ok(designs.total >= 4e6 && designs.total >= reported)
  assert.equal(
    Object.values(invalid).reduce((a, b) => a + b, valid),
    designs.total,
  )
  assert.ok(front.length > 0)
})

test('a space that is at fault is refused, and says why', async () => {
  await assert.rejects(
    exploreOnThreads(new URL('./faulty-space.js', import.meta.url)),
    /pes must be a list of at least one value/,
  )
})
