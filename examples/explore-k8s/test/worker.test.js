import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { orThrow } from 'maestro-dataflow'
import { explore } from 'maestro-dataflow/explore'
import { map } from 'maestro-dataflow/map'
import { space } from '../space.js'
import { network } from './small-network.js'

const folder = mkdtempSync(join(tmpdir(), 'explore-k8s-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const shards = 5
const local = JSON.stringify(orThrow(explore(space)))

/** As in a pod: nothing but the environment of the manifest.
 *
 * @param {string} name @param {Record<string, string>} env */
const run = (name, env) =>
  spawnSync(process.execPath, [fileURLToPath(new URL(`../${name}`, import.meta.url))], {
    encoding: 'utf8',
    env: { RESULTS: folder, SHARDS: `${shards}`, ...env },
  })

/** @param {number} index */
const runIndex = (index) => {
  const { status, stderr } = run('worker.js', { JOB_COMPLETION_INDEX: `${index}` })
  assert.equal(status, 0, stderr)
}
const merged = () => run('merge.js', {})
const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])

test('every index as its own process, merged, is the exploration', () => {
  // In any order, as the cluster pleases.
  for (const index of [3, 0, 4, 1]) runIndex(index)
  const early = merged()
  assert.equal(early.status, 1)
  assert.match(early.stderr, /missing of 5 shards: 2/)
  runIndex(2)
  assert.equal(merged().stdout.trim(), local)
})

test('an index that is run again changes nothing', () => {
  const before = files()
  for (const index of [2, 4]) runIndex(index)
  assert.deepEqual(files(), before)
  assert.equal(merged().stdout.trim(), local)
})

test('a file that is no exploration is refused, and named', () => {
  const file = join(folder, '3-of-5.json')
  const before = readFileSync(file, 'utf8')
  for (const damaged of [before.slice(0, -2), '{}']) {
    writeFileSync(file, damaged)
    const { status, stderr } = merged()
    assert.equal(status, 1)
    assert.match(stderr, /3-of-5\.json has no answer/)
  }
  writeFileSync(file, before)
})

test('a file that is not the answer to its shard is refused, and named', () => {
  const file = join(folder, '3-of-5.json')
  const before = readFileSync(file, 'utf8')
  const found = JSON.parse(before)
  const [first, ...others] = found.front
  const none = orThrow(explore({ ...space, pes: [1] }, { shard: { index: 0, count: 10_000 } }))
  for (const damaged of [
    JSON.parse(readFileSync(join(folder, '2-of-5.json'), 'utf8')),
    { ...found, designs: { ...found.designs, valid: found.designs.valid + 1 } },
    { ...found, best: {} },
    { ...found, front: [{ ...first, runtime: -1 }, ...others] },
    { ...found, front: [{ ...first, energy: first.energy + 1 }, ...others] },
    { ...found, front: [] },
    none,
  ]) {
    writeFileSync(file, JSON.stringify(damaged))
    const { status, stderr } = merged()
    assert.equal(status, 1)
    assert.match(stderr, /3-of-5\.json is not of its shard/)
  }
  writeFileSync(file, before)
})

test('a pod without an index, or with one that is no shard, fails and says why', () => {
  const before = files()
  for (const [JOB_COMPLETION_INDEX, says] of [
    ['', 'JOB_COMPLETION_INDEX is not set'],
    ['first', 'JOB_COMPLETION_INDEX must be an integer, 0 or more, but it is first'],
    [`${shards}`, 'options.shard.index must be a non-negative integer below 5'],
  ]) {
    const { status, stderr } = run('worker.js', { JOB_COMPLETION_INDEX: `${JOB_COMPLETION_INDEX}` })
    assert.equal(status, 1)
    assert.ok(stderr.includes(`${says}`), stderr)
  }
  assert.deepEqual(files(), before)
})

test('a network is mapped by pods of which one is killed, and merged it is the unsharded search', async () => {
  const { layers, hardware, objective, nodes, parts } = network
  const mapped = layers.map((layer) => ({
    layer: layer.name,
    parts,
    mapping: orThrow(map({ layer, hardware, objective }, { nodes })),
  }))
  const own = mkdtempSync(join(tmpdir(), 'map-k8s-'))
  after(() => rmSync(own, { recursive: true, force: true }))
  const env = { RESULTS: own, SHARDS: '3', MODULE: './test/small-network.js' }
  /** @param {number} index */
  const pod = (index) => {
    const { status, stderr } = run('worker.js', { ...env, JOB_COMPLETION_INDEX: `${index}` })
    assert.equal(status, 0, stderr)
  }
  const worker = fileURLToPath(new URL('../worker.js', import.meta.url))
  const evicted = spawn(process.execPath, [worker], { env: { ...env, JOB_COMPLETION_INDEX: '1' } })
  setTimeout(() => evicted.kill('SIGKILL'), 200)
  await once(evicted, 'exit')
  for (const index of [2, 0]) pod(index)
  assert.match(run('merge.js', env).stderr, /missing of 3 shards: 1/)
  pod(1)
  assert.equal(run('merge.js', env).stdout.trim(), JSON.stringify(mapped))

  const file = join(own, '0-of-3.json')
  const before = readFileSync(file, 'utf8')
  const [first, ...others] = JSON.parse(before)
  const best = { ...first.mapping.best, runtime: 1 }
  writeFileSync(file, JSON.stringify([{ ...first, mapping: { ...first.mapping, best } }, ...others]))
  assert.match(run('merge.js', env).stderr, /0-of-3\.json is not of its shard/)
})
