import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { orThrow } from 'maestro-dataflow'
import { explore, mergeAllExplorations } from 'maestro-dataflow/explore'
import { map } from 'maestro-dataflow/map'
import { haveRedis, startRedis } from '../redis.js'
import { runOnCluster, startWorkers } from '../run-on-cluster.js'
import { space } from '../space.js'
import { network } from './small-network.js'

const found = haveRedis()
const skip = !found && !process.env['CI'] && 'there is no Redis, and none could be installed'
const options = { skip, timeout: 180_000 }

const shards = 8
const kills = 4
const local = JSON.stringify(orThrow(explore(space)))
const redis = found ? await startRedis() : undefined
after(() => redis?.stop())

const address = () => {
  assert.ok(redis, 'in CI there must be a Redis')
  return redis.url
}

test('workers are killed, one is held up, and nothing is lost or counted twice', options, async () => {
  const url = address()
  const workers = startWorkers(3, { REDIS_URL: url, LOCK_MS: '1000', PAUSE_MS: '10' })
  /** @type {Set<number>} */
  const seen = new Set()
  /** @type {{ pid: number, job: string } | undefined} */
  let held
  let killed = 0
  try {
    const running = runOnCluster(url, {
      module: './space.js',
      run: 'killed',
      shards,
      onReport: (job, { pid, done, total }) => {
        // Held up until another worker has taken the shard: then its result comes too late.
        if (held?.job === job && held.pid !== pid) process.kill(held.pid, 'SIGCONT')
        if (seen.has(pid) || done === total) return
        seen.add(pid)
        if (held === undefined) {
          held = { pid, job }
          process.kill(pid, 'SIGSTOP')
        } else if (killed < kills) {
          killed++
          process.kill(pid, 'SIGKILL')
        }
      },
    })
    const { answer, restarts } = await Promise.race([running, workers.failure])
    assert.equal(killed, kills)
    assert.ok(restarts > kills / 2, `${restarts} shards were begun again`)
    assert.equal(JSON.stringify(answer), local)
  } finally {
    workers.stop()
  }
})

test('a run that is asked for again is not done again', options, async () => {
  // There are no workers.
  const { answer } = await runOnCluster(address(), { module: './space.js', run: 'killed', shards })
  assert.equal(JSON.stringify(answer), local)
})

test(
  'a shard that no worker survives is set aside, and done when it is asked for again',
  options,
  async () => {
    const url = address()
    const run = 'poisoned'
    const quick = { REDIS_URL: url, LOCK_MS: '1000', PAUSE_MS: '10', STALLS: '2' }
    const poisoned = 2
    /** @type {Set<number>} */
    const killed = new Set()
    const sick = startWorkers(3, quick)
    try {
      const { answer, failures } = await Promise.race([
        runOnCluster(url, {
          module: './space.js',
          run,
          shards,
          onReport: (job, { pid }) => {
            if (job !== `${run}-${poisoned}-of-${shards}` || killed.has(pid)) return
            killed.add(pid)
            process.kill(pid, 'SIGKILL')
          },
        }),
        sick.failure,
      ])
      assert.deepEqual(
        failures.map(({ index }) => index),
        [poisoned],
      )
      assert.match(failures[0]?.reason ?? '', /stalled/)
      assert.ok(killed.size > 2)
      const others = Array.from({ length: shards }, (_, index) => index)
        .filter((index) => index !== poisoned)
        .map((index) => orThrow(explore(space, { shard: { index, count: shards } })))
      assert.equal(JSON.stringify(answer), JSON.stringify(mergeAllExplorations(others)))
    } finally {
      sick.stop()
    }
    const healthy = startWorkers(2, quick)
    try {
      const { answer, failures } = await Promise.race([
        runOnCluster(url, { module: './space.js', run, shards }),
        healthy.failure,
      ])
      assert.deepEqual(failures, [])
      assert.equal(JSON.stringify(answer), local)
    } finally {
      healthy.stop()
    }
  },
)

test('workers are killed while they map a network, and nothing is lost', options, async () => {
  const { layers, hardware, objective, nodes, parts } = network
  const mapped = layers.map((layer) => ({
    layer: layer.name,
    parts,
    mapping: orThrow(map({ layer, hardware, objective }, { nodes })),
  }))
  const url = address()
  const workers = startWorkers(2, { REDIS_URL: url, LOCK_MS: '1000' })
  /** @type {Set<number>} */
  const killed = new Set()
  try {
    const running = runOnCluster(url, {
      module: './test/small-network.js',
      run: 'network',
      shards: 3,
      onReport: (_, { pid, done, total }) => {
        if (killed.size === 2 || killed.has(pid) || done === 0 || done === total) return
        killed.add(pid)
        process.kill(pid, 'SIGKILL')
      },
    })
    const { answer, restarts, failures } = await Promise.race([running, workers.failure])
    assert.equal(killed.size, 2)
    assert.ok(restarts > 0)
    assert.deepEqual(failures, [])
    assert.equal(JSON.stringify(answer), JSON.stringify(mapped))
  } finally {
    workers.stop()
  }
})

test('the command starts what it needs and prints the exploration', options, () => {
  const main = fileURLToPath(new URL('../main.js', import.meta.url))
  const { REDIS_URL, ...env } = process.env
  const args = [main, '--shards', '5', '--workers', '2']
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  assert.equal(stdout.trim(), local, stderr)
  assert.match(stderr, /100 %/)
})

/** @param {number} port */
const isOpen = (port) =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => answer(true))
    socket.on('error', () => answer(false)).unref()
  })

test('Redis ends with the process that started it, even if that is killed', options, async () => {
  const module = new URL('../redis.js', import.meta.url).href
  const code = `const { url } = await (await import('${module}')).startRedis(); console.log(url); setInterval(() => {}, 1e3)`
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', code])
  const [url] = await once(starter.stdout, 'data')
  const port = Number(new URL(`${url}`).port)
  assert.ok(await isOpen(port))
  starter.kill('SIGKILL')
  for (let i = 0; i < 100 && (await isOpen(port)); i++) await delay(50)
  assert.ok(!(await isOpen(port)))
})
