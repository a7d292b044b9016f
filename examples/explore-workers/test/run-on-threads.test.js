import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { orThrow } from 'maestro-dataflow'
import { explore } from 'maestro-dataflow/explore'
import { map } from 'maestro-dataflow/map'
import { runOnThreads } from '../run-on-threads.js'
import { marker } from './mortal-network.js'
import { network } from './small-network.js'
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
    const found = await runOnThreads(small, { threads, shards })
    assert.equal(JSON.stringify(found), JSON.stringify(expected))
  })

test('the chunk changes what is reported, not what is found', async () => {
  /** @type {number[]} */
  const fractions = []
  const found = await runOnThreads(small, {
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
  const { designs, front } = await runOnThreads(endless, {
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

const { layers, hardware, objective, nodes, parts } = network
const mapped = layers.map((layer) => ({
  layer: layer.name,
  parts,
  mapping: orThrow(map({ layer, hardware, objective }, { nodes })),
}))
const smallNetwork = new URL('./small-network.js', import.meta.url)

test('the network has a layer that takes more nodes than every part begins with', () => {
  assert.ok(mapped.some(({ mapping }) => mapping.counts.nodes > 10_000))
})

test('5 shards on 2 threads are the mapping search', async () => {
  const found = await runOnThreads(smallNetwork, { threads: 2, shards: 5, chunk: 10_000 })
  assert.equal(JSON.stringify(found), JSON.stringify(mapped))
})

test('a shard whose thread is killed is begun again, and nothing is lost', async () => {
  try {
    const found = await runOnThreads(new URL('./mortal-network.js', import.meta.url), {
      threads: 2,
      shards: 3,
      chunk: 10_000,
    })
    assert.equal(JSON.stringify(found), JSON.stringify(mapped))
  } finally {
    rmSync(marker) // only the thread that was killed has written it
  }
})

test('cancelled, nothing is proven of layers whose search is not done', async () => {
  const cancel = new AbortController()
  const found = await runOnThreads(smallNetwork, {
    threads: 1,
    shards: 1,
    chunk: 50,
    signal: cancel.signal,
    onProgress: () => cancel.abort(),
  })
  const [first, last] = [found[0], found.at(-1)]
  assert.deepEqual([last.parts, last.mapping.lower, last.mapping.proven], [0, null, false])
  assert.ok(first.mapping.best !== null)
})

test('a space that is at fault is refused, and says why', async () => {
  await assert.rejects(
    runOnThreads(new URL('./faulty-space.js', import.meta.url)),
    /pes must be a list of at least one value/,
  )
})
