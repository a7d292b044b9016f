/** Explores space.js, or maps network.js, with worker processes and a Redis that are started for it, or with those at REDIS_URL. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { haveRedis, startRedis } from './redis.js'
import { runOnCluster, startWorkers } from './run-on-cluster.js'

const { values } = parseArgs({
  options: {
    module: { type: 'string', default: './space.js' },
    run: { type: 'string', default: 'run' },
    shards: { type: 'string', default: '64' },
    workers: { type: 'string', default: `${availableParallelism()}` },
  },
})

/** @type {(name: 'shards' | 'workers', least: number) => number} */
const count = (name, least) => {
  const number = Number(values[name])
  if (!(Number.isSafeInteger(number) && number >= least))
    throw new Error(`--${name} must be an integer, ${least} or more, but it is ${values[name]}`)
  return number
}
const shards = count('shards', 1)
const workerCount = count('workers', 0)

const given = process.env['REDIS_URL']
if (given === undefined && !haveRedis())
  throw new Error(
    'There is no Redis: install one (Debian: apt-get install redis-server) or name it in REDIS_URL.',
  )
const redis = given === undefined ? await startRedis() : { url: given, stop: async () => {} }
const workers = startWorkers(workerCount, { REDIS_URL: redis.url })

/** @type {Map<string, number>} */
const fractions = new Map()
try {
  const running = runOnCluster(redis.url, {
    module: values.module,
    run: values.run,
    shards,
    onReport: (jobId, { pid, done, total }) => {
      fractions.set(jobId, total === 0 ? 1 : done / total)
      const all = [...fractions.values()].reduce((a, b) => a + b, 0) / shards
      if (done === total) console.error(`${Math.round(100 * all)} %: ${jobId} by worker ${pid}`)
    },
  })
  const { answer, restarts, failures } = await Promise.race([running, workers.failure])
  console.error(`${restarts} shards had to be begun again`)
  for (const { index, reason } of failures) console.error(`shard ${index} was set aside: ${reason}`)
  if (failures.length > 0) {
    console.error(`${failures.length} of ${shards} shards are missing; ask for the run again to retry them`)
    process.exitCode = 1
  }
  console.log(JSON.stringify(answer))
} finally {
  workers.stop()
  await redis.stop()
}
