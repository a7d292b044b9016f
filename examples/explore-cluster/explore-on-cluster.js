/** An exploration by workers that take shards from a queue. */
import { fork } from 'node:child_process'
import { Queue, QueueEvents } from 'bullmq'
import { mergeExplorations } from 'maestro-dataflow/explore'
import { jobId, queueName } from './queue.js'

/**
 * @typedef {import('maestro-dataflow/explore').Exploration} Exploration
 * @typedef {object} Options
 * @property {string} run its name: asked for again, what is done of it is not done again
 * @property {number} shards
 * @property {(jobId: string, report: import('./queue.js').Report) => void} [onReport]
 */

/**
 * The exploration of the workers' space, and how often a shard had to be begun again.
 *
 * @param {string} url of the Redis
 * @param {Options} options
 * @returns {Promise<{ exploration: Exploration, restarts: number }>}
 */
export const exploreOnCluster = async (url, { run, shards, onReport }) => {
  const connection = { url, maxRetriesPerRequest: null }
  const queue = new Queue(queueName, { connection })
  const events = new QueueEvents(queueName, { connection })
  let restarts = 0
  events.on('stalled', () => restarts++)
  // A report is what worker.js sends.
  events.on('progress', ({ jobId, data }) => onReport?.(jobId, /** @type {any} */ (data)))
  try {
    await events.waitUntilReady()
    const jobs = await queue.addBulk(
      Array.from({ length: shards }, (_, index) => {
        const shard = { index, count: shards }
        return { name: 'shard', data: shard, opts: { jobId: jobId(run, shard) } }
      }),
    )
    // One answer for each shard, however often it was begun.
    const found = await Promise.all(jobs.map((job) => job.waitUntilFinished(events)))
    return { exploration: found.reduce(mergeExplorations), restarts }
  } finally {
    await Promise.all([queue.close(), events.close()])
  }
}

/**
 * Worker processes on this machine. One that is killed is replaced; one that gives up by itself is a failure of all.
 *
 * @param {number} count
 * @param {NodeJS.ProcessEnv} env
 */
export const startWorkers = (count, env) => {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const workers = new Set()
  /** @type {(error: Error) => void} */
  let fail
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    fail = reject
  })
  const start = () => {
    const worker = fork(new URL('./worker.js', import.meta.url), { env: { ...process.env, ...env } })
    workers.add(worker)
    worker.on('exit', (code, signal) => {
      if (!workers.delete(worker)) return
      if (signal === null) fail(new Error(`a worker ended with code ${code}`))
      else start()
    })
  }
  for (let i = 0; i < count; i++) start()

  const stop = () => {
    const all = [...workers]
    workers.clear()
    // Also those that are held up; what they were at is not lost.
    for (const worker of all) worker.kill('SIGKILL')
  }
  return { failure, stop }
}
